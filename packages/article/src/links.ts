/** Which addresses a link may have, and what an internal link points to. */
import { z } from 'zod';

const allowedSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const maxUrlLength = 2000;

/** Characters that URL parsers drop or that make a link look like another one. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const deceptive = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/**
 * Whether a link may point to `url`: an absolute http, https, mailto or tel address without
 * control, space or direction characters, at most 2,000 characters long.
 */
export function isSafeUrl(url: string): boolean {
  if (url.length > maxUrlLength || deceptive.test(url) || !URL.canParse(url)) return false;
  const parsed = new URL(url);
  if (!allowedSchemes.has(parsed.protocol)) return false;
  const isWeb = parsed.protocol === 'http:' || parsed.protocol === 'https:';
  // "https:example.org" parses, but as a relative address in some places.
  return isWeb ? /^https?:\/\/[^/]/i.test(url) : parsed.pathname.length > 0;
}

/** Whether `url` is a safe http or https address. */
export function isWebUrl(url: string): boolean {
  return isSafeUrl(url) && /^https?:/i.test(url);
}

export const unsafeUrlMessage =
  'A link must start with https://, http://, mailto: or tel: and hold no spaces.';

const url = z.string().refine(isSafeUrl, unsafeUrlMessage);

/** The kinds of entry that an internal link can point to. */
export const linkedKinds = ['post', 'author', 'clinic', 'topic'] as const;
export type LinkedKind = (typeof linkedKinds)[number];

const documentId = z
  .string()
  .regex(/^[a-z0-9]{1,64}$/, 'An internal link needs the id of its entry: pick the entry again.');

/** Where a link leads: an address, or an entry by its id, so that a renamed slug breaks nothing. */
export const linkTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('url'), url }),
  z.strictObject({ kind: z.literal('post'), documentId }),
  z.strictObject({ kind: z.literal('author'), documentId }),
  z.strictObject({ kind: z.literal('clinic'), documentId }),
  z.strictObject({ kind: z.literal('topic'), documentId }),
]);
export type LinkTarget = z.infer<typeof linkTarget>;

/** An image: a file of the media library, or, until it is uploaded, an address on the web. */
export const imageSource = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('upload'), documentId }),
    z.strictObject({
      kind: z.literal('url'),
      url: z.string().refine(isWebUrl, 'An image address must start with https:// or http://.'),
    }),
  ],
  'the image is not in the media library. Wait until it is there, or take it out.',
);
export type ImageSource = z.infer<typeof imageSource>;
