/** Which pages the routes with parameters make. */
import type { Replica, Scope } from '@meridian/content';
import { archivePages } from './archive.ts';

/** The numbered pages of one archive. */
export function pageNumbers(content: Replica, scope: Scope): string[] {
  const pages = archivePages(content.count('Post', scope));
  return Array.from({ length: pages }, (_, index) => String(index + 1));
}

/** The numbered pages of the archives of all authors, clinics or topics. */
export function archiveRoutes(
  content: Replica,
  kind: 'Author' | 'Clinic' | 'Topic',
): { params: { slug: string; page: string } }[] {
  const of = kind.toLowerCase() as Lowercase<typeof kind>;
  return content
    .list(kind, 'all')
    .flatMap(({ id, slug }) =>
      pageNumbers(content, `${of}:${id}`).map((page) => ({ params: { slug, page } })),
    );
}
