/** What the address of a page names. */
import type { EntryOf, Kind, Replica } from '@meridian/content';

/** An address that names nothing there is. */
export class NotFound extends Error {
  override name = 'NotFound';
}

/** The entry of a slug. @throws NotFound */
export function entryAt<K extends Kind>(
  content: Replica,
  kind: K,
  slug: string | undefined,
): EntryOf<K> {
  const entry = slug === undefined ? undefined : content.bySlug(kind, slug);
  if (entry === undefined) throw new NotFound(`There is no ${kind} with the slug "${slug ?? ''}".`);
  return entry;
}
