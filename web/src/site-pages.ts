/** Every page and file that is made from the content. */
import { type Page, paths, type Replica } from '@meridian/content';
import { allPosts, archivePages, type PostArchive, postsOf } from './views/archive.ts';

export interface SitePage {
  path: string;
  /** Whether search engines are told of it. */
  listed: boolean;
  /** When what it shows last changed, where one entry says so. */
  lastmod?: string;
}

export function sitePages(content: Replica): SitePage[] {
  const overviews = [paths.home(), paths.topics(), paths.authors(), paths.clinics()];
  const files = [paths.notFound(), paths.feed(), paths.sitemap(), paths.robots()];
  const archives = (['Topic', 'Author', 'Clinic'] as const).flatMap((kind) =>
    content.list(kind, 'all').map((entry) => postsOf(kind, entry)),
  );
  return [
    ...overviews.map((path) => ({ path, listed: true })),
    ...files.map((path) => ({ path, listed: false })),
    ...[allPosts, ...archives].flatMap((of) => archiveOf(content, of)),
    ...content.list('Page', 'all').map((page) => dated(page, paths.page)),
    ...content.list('Post', 'all').map((post) => dated(post, paths.post)),
  ];
}

/** The front of an archive, and its numbered pages, which the front leads to. */
function archiveOf(content: Replica, { archive, scope }: PostArchive): SitePage[] {
  const length = archivePages(content.count('Post', scope));
  const numbered = Array.from({ length }, (_, index) => paths.archivePage(archive, index + 1));
  return [
    { path: paths.archive(archive), listed: true },
    ...numbered.map((path) => ({ path, listed: false })),
  ];
}

function dated(
  { slug, seo, updatedAt }: Pick<Page, 'slug' | 'seo' | 'updatedAt'>,
  path: (slug: string) => string,
): SitePage {
  return { path: path(slug), listed: seo?.noIndex !== true, lastmod: updatedAt };
}
