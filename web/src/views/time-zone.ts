import type { Post, Replica } from '@meridian/content';

/** The zone of all dates of a post, wherever it is shown: that of its clinic, or else of the site. */
export function timeZoneOf(content: Replica, { clinic }: Pick<Post, 'clinic'>): string {
  const own = clinic === undefined ? undefined : content.get('Clinic', clinic)?.timeZone;
  return own ?? siteTimeZone(content);
}

/** The zone of what belongs to no clinic: that of the practice's first one, where it has any. */
export function siteTimeZone(content: Replica): string {
  return content.list('Clinic', 'all', { limit: 1 })[0]?.timeZone ?? 'UTC';
}
