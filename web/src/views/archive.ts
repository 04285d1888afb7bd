/**
 * Lists of posts over several pages. Pages are numbered from the oldest, so that a new post leaves
 * them as they are: it appears on the front, which shows what the full pages do not, and the last
 * full page.
 */
import { type Archive, paths, type PostCard, type Replica, type Scope } from '@meridian/content';

const postsAPage = 20;

export interface ArchiveView {
  /** Newest first. */
  posts: PostCard[];
  /** Undefined on the front. */
  page: number | undefined;
  newer: string | undefined;
  older: string | undefined;
}

/** How many numbered pages an archive has; the newest 20 to 39 posts stand on the front alone. */
export function archivePages(count: number): number {
  return Math.max(0, Math.floor(count / postsAPage) - 1);
}

/** The front of an archive: its newest posts. */
export function archiveFront(content: Replica, archive: Archive, scope: Scope): ArchiveView {
  const count = content.count('Post', scope);
  const pages = archivePages(count);
  const limit = count - pages * postsAPage;
  return {
    posts: content.list('Post', scope, { limit, newestFirst: true }),
    page: undefined,
    newer: undefined,
    older: pages > 0 ? paths.archivePage(archive, pages) : undefined,
  };
}

/** A numbered page of an archive; 1 holds the oldest posts. */
export function archivePage(
  content: Replica,
  archive: Archive,
  scope: Scope,
  page: number,
): ArchiveView {
  const pages = archivePages(content.count('Post', scope));
  const range = { limit: postsAPage, offset: (page - 1) * postsAPage };
  return {
    posts: content.list('Post', scope, range).reverse(),
    page,
    newer: page === pages ? paths.archive(archive) : paths.archivePage(archive, page + 1),
    older: page > 1 ? paths.archivePage(archive, page - 1) : undefined,
  };
}
