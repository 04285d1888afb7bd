/**
 * Lists of posts over several pages. Pages are numbered from the oldest, so that a new post leaves
 * them as they are: it appears on the front, which shows what the full pages do not, and the last
 * full page.
 */
import { type Archive, paths, type PostCard, type Replica, type Scope } from '@meridian/content';
import { NotFound } from './address.ts';

const postsAPage = 20;

/** A list of posts that has pages of its own, and where they stand. */
export interface PostArchive {
  scope: Scope;
  archive: Archive;
}

export const allPosts: PostArchive = { scope: 'all', archive: { of: 'all' } };

/** The posts of a practitioner, at a clinic or on a topic. */
export function postsOf(
  kind: 'Author' | 'Clinic' | 'Topic',
  { id, slug }: { id: string; slug: string },
): PostArchive {
  const of = kind.toLowerCase() as Lowercase<typeof kind>;
  return { scope: `${of}:${id}`, archive: { of, slug } };
}

export interface ArchiveView {
  /** Newest first. */
  posts: PostCard[];
  newer: string | undefined;
  older: string | undefined;
}

/** How many numbered pages an archive has; the newest 20 to 39 posts stand on the front alone. */
export function numberedPages(count: number): number {
  return Math.max(0, Math.floor(count / postsAPage) - 1);
}

/** The front of an archive: its newest posts. */
export function archiveFront(content: Replica, { archive, scope }: PostArchive): ArchiveView {
  const count = content.count('Post', scope);
  const pages = numberedPages(count);
  const limit = count - pages * postsAPage;
  return {
    posts: content.list('Post', scope, { limit, newestFirst: true }),
    newer: undefined,
    older: pages > 0 ? paths.archivePage(archive, pages) : undefined,
  };
}

/** A numbered page of an archive; 1 holds the oldest posts. @throws NotFound */
export function archivePage(
  content: Replica,
  { archive, scope }: PostArchive,
  page: number,
): ArchiveView {
  // Asked so, an older page does not depend on how many newer posts there are.
  const isNumbered = (number: number) =>
    content.reaches('Post', scope, (number + 1) * postsAPage - 1);
  if (!Number.isInteger(page) || page < 1 || !isNumbered(page))
    throw new NotFound(`${paths.archive(archive)} has no page ${String(page)}.`);
  const range = { limit: postsAPage, offset: (page - 1) * postsAPage };
  return {
    posts: content.list('Post', scope, range).reverse(),
    newer: isNumbered(page + 1) ? paths.archivePage(archive, page + 1) : paths.archive(archive),
    older: page > 1 ? paths.archivePage(archive, page - 1) : undefined,
  };
}
