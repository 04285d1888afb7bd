/** The redirects of the site, as a file that static hosts and our own server understand. */
import type { WritableReplica } from '@meridian/content';

export const redirectsFile = '_redirects';

/** One line a redirect: from, to, status. @see https://docs.netlify.com/routing/redirects/ */
export function formatRedirects(replica: WritableReplica): string {
  return replica
    .redirects()
    .map(({ from, to, permanent }) => `${from} ${to} ${permanent ? '301' : '302'}\n`)
    .join('');
}

export interface Redirection {
  from: string;
  to: string;
  status: number;
}

/** The other way round. */
export const parseRedirects = (text: string): Redirection[] =>
  text.split('\n').flatMap((line) => {
    const [from, to, status] = line.split(' ');
    return from && to ? [{ from, to, status: Number(status) }] : [];
  });
