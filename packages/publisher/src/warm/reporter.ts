/** Tells the CMS how it stands with the site, so that writers see it. */
import { randomUUID } from 'node:crypto';
import { signedHeaders, type SiteStatus } from '@meridian/content';

const timeLimit = 5_000;

/**
 * A function that sends a status; while one is on its way, only the newest waits. A status that does
 * not arrive is no loss: the next one says more, and the CMS shows since when it has heard nothing.
 * @param onRefused told why the CMS did not take one.
 */
export function createReporter(
  cmsUrl: string,
  secrets: readonly string[],
  onRefused: (reason: string) => void = () => undefined,
): (status: SiteStatus) => Promise<void> {
  let waiting: SiteStatus | undefined;
  let sending: Promise<void> | undefined;
  const sendWaiting = async () => {
    while (waiting) {
      const body = JSON.stringify({ type: 'site.status', data: waiting });
      waiting = undefined;
      const headers = signedHeaders(secrets, { id: randomUUID(), at: new Date(), body });
      const url = new URL('/api/publishing/status', cmsUrl);
      const signal = AbortSignal.timeout(timeLimit);
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers,
          body,
          signal,
          redirect: 'error',
        });
        const isUnknown = answer.status === 401;
        const remedy = isUnknown ? ': set WEBHOOK_SECRET to that of the CMS' : '';
        if (!answer.ok) onRefused(`it answers with status ${String(answer.status)}${remedy}.`);
      } catch (error) {
        onRefused(String(error));
      }
    }
    sending = undefined;
  };
  return (status) => {
    if (secrets.length === 0) return Promise.resolve();
    waiting = status;
    sending ??= sendWaiting();
    return sending;
  };
}
