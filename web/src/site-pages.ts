/** Every page and file that is made from the content. */
import { type Page, paths, type Replica, type SitePage } from '@meridian/content';
import { allPosts, numberedPages, type PostArchive, postsOf } from './views/archive.ts';

/** Pages that are always there. */
export const overviews: readonly string[] = [
  paths.home(),
  paths.archive(allPosts.archive),
  paths.topics(),
  paths.authors(),
  paths.clinics(),
];

/** Those that belong to no single entry. */
export function sitePages(content: Replica): SitePage[] {
  const archives = (['Topic', 'Author', 'Clinic'] as const).flatMap((kind) =>
    content.list(kind, 'all').map((entry) => postsOf(kind, entry)),
  );
  const pages = [
    ...overviews,
    ...[allPosts, ...archives].flatMap((of) => numbered(content, of)),
    paths.notFound(),
    paths.robots(),
  ];
  return [
    ...pages.map((path) => ({ path, follows: false })),
    ...[paths.feed(), paths.sitemap()].map((path) => ({ path, follows: true })),
  ];
}

/** The pages of an archive that its front leads to. */
function numbered(content: Replica, { archive, scope }: PostArchive): string[] {
  const length = numberedPages(content.count('Post', scope));
  return Array.from({ length }, (_, index) => paths.archivePage(archive, index + 1));
}

export interface ListedPage {
  path: string;
  /** When what it shows last changed, where one entry says so. */
  lastmod?: string;
}

/** Those that search engines are told of. */
export function listedPages(content: Replica): ListedPage[] {
  return [
    ...overviews.map((path) => ({ path })),
    ...content.every('Topic').map(({ slug }) => ({ path: paths.topic(slug) })),
    ...content.every('Author').map(({ slug }) => ({ path: paths.author(slug) })),
    ...content.every('Clinic').map(({ slug }) => ({ path: paths.clinic(slug) })),
    ...content.every('Page').flatMap((page) => dated(page, paths.page)),
    ...content.every('Post').flatMap((post) => dated(post, paths.post)),
  ];
}

function dated(
  { slug, seo, updatedAt }: Pick<Page, 'slug' | 'seo' | 'updatedAt'>,
  path: (slug: string) => string,
): ListedPage[] {
  return seo?.noIndex === true ? [] : [{ path: path(slug), lastmod: updatedAt }];
}
