/** Why the site could not be published, for those who look at the admin. */
import type { SiteStatus } from '@meridian/content';
import { LossError } from '../verify/error.ts';

/** As the system says it, and as SQLite does. */
const isDiskFull = /ENOSPC|database or disk is full/;
const makeRoom = 'The disk of the publisher is full: make room, and the next attempt goes on.';

/** @param before the failure of the attempt before, if that failed too. */
export function failureOf(
  error: unknown,
  before?: SiteStatus['failure'],
): NonNullable<SiteStatus['failure']> {
  const text = error instanceof Error ? error.message : String(error);
  const message = isDiskFull.test(text) ? `${makeRoom} (${text})` : text;
  return {
    message,
    since: before?.since ?? new Date().toISOString(),
    isForceable: error instanceof LossError,
  };
}
