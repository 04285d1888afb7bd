/** Tells the CMS how it stands with the site, so that writers see it. */
import { randomUUID } from 'node:crypto';
import { signedHeaders, type SiteStatus } from '@meridian/content';

const timeLimit = 5_000;

/**
 * A function that sends a status; while one is on its way, only the newest waits. A status that does
 * not arrive is no loss: the next one says more, and the CMS shows since when it has heard nothing.
 */
export function createReporter(
  cmsUrl: string,
  secrets: readonly string[],
): (status: SiteStatus) => void {
  if (secrets.length === 0) return () => undefined;
  let waiting: SiteStatus | undefined;
  let isSending = false;
  const sendWaiting = async () => {
    isSending = true;
    while (waiting) {
      const body = JSON.stringify({ type: 'site.status', data: waiting });
      waiting = undefined;
      const headers = signedHeaders(secrets, { id: randomUUID(), at: new Date(), body });
      const url = new URL('/api/publishing/status', cmsUrl);
      const signal = AbortSignal.timeout(timeLimit);
      await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' }).catch(
        () => undefined,
      );
    }
    isSending = false;
  };
  return (status) => {
    waiting = status;
    if (!isSending) void sendWaiting();
  };
}
