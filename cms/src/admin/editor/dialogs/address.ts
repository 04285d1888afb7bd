/** Makes a web address of what people type for one. */
import { isSafeUrl } from '@meridian/article';

const looksLikeMail = /^[^\s@/:]+@[^\s@/:]+\.[a-z]{2,}$/i;
const looksLikeHost = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?$/i;
const looksLikePhone = /^\+?[\d\s().-]{7,}$/;

/** The address in what was typed, with its scheme; `undefined` when it is none. */
export function addressIn(typed: string): string | undefined {
  const text = typed.trim();
  const address = looksLikeMail.test(text)
    ? `mailto:${text}`
    : looksLikeHost.test(text)
      ? `https://${text}`
      : looksLikePhone.test(text)
        ? `tel:${text.replace(/[^\d+]/g, '')}`
        : text;
  return isSafeUrl(address) ? address : undefined;
}
