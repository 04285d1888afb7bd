import type { Post, Replica } from '@meridian/content';

/** The zone of all dates of a post, wherever it is shown: that of its clinic. */
export function timeZoneOf(content: Replica, { clinic }: Pick<Post, 'clinic'>): string {
  return (clinic === undefined ? undefined : content.get('Clinic', clinic)?.timeZone) ?? 'UTC';
}
