/** Every page and file that is made from the content. */
import { commentsAPage } from '@meridian/comments';
import {
  feedFormats,
  type Media,
  type Page,
  paths,
  renditionsOf,
  type Replica,
  type SitePage,
} from '@meridian/content';
import { countCommentPages } from './views/comments.ts';
import { allPosts, numberedPages, type PostArchive, postsOf } from './views/archive.ts';

/** Pages that are always there. */
export const overviews: readonly string[] = [
  paths.home(),
  paths.archive(allPosts.archive),
  paths.topics(),
  paths.authors(),
  paths.clinics(),
  paths.search(),
  paths.comments(),
];

/** Those that belong to no single entry. */
export function sitePages(content: Replica): SitePage[] {
  const archives = (['Topic', 'Author', 'Clinic'] as const).flatMap((kind) =>
    content.list(kind, 'all').map((entry) => postsOf(kind, entry)),
  );
  const all = [allPosts, ...archives];
  const pages = [
    ...overviews,
    ...all.flatMap((of) => numbered(content, of)),
    ...furtherComments(content),
    paths.recentPosts(),
    paths.notFound(),
  ];
  const files = [
    ...all.flatMap(({ archive }) => feedFormats.map((format) => paths.feed(archive, format))),
    ...content.list('Clinic', 'all').map(({ slug }) => paths.vcard(slug)),
    paths.sitemap(),
    ...sitemapParts(content).map((part) => paths.sitemapPart(part)),
    paths.robots(),
    paths.llms(),
    paths.manifest(),
    ...(saysWhereToReport(content) ? [paths.securityTxt()] : []),
  ];
  return [
    ...pages.map((path) => ({ path, follows: false })),
    ...files.map((path) => ({ path, follows: true })),
  ];
}

/** Without a contact, or the day until which it is right, the file would be worth nothing. */
function saysWhereToReport(content: Replica): boolean {
  const [site] = content.list('Site', 'all', { limit: 1 });
  return site?.securityContact !== undefined && site.securityExpires !== undefined;
}

/** The pages of comments that the page of a post has no room for. */
function furtherComments(content: Replica): string[] {
  return content.muchDiscussed(commentsAPage).flatMap((id) => {
    const post = content.get('Post', id);
    if (!post) return [];
    const pages = countCommentPages(content, post);
    return Array.from({ length: pages - 1 }, (_, index) =>
      paths.commentsPage(post.slug, index + 2),
    );
  });
}

/** The pages of an archive that its front leads to. */
function numbered(content: Replica, { archive, scope }: PostArchive): string[] {
  const length = numberedPages(content.count('Post', scope));
  return Array.from({ length }, (_, index) => paths.archivePage(archive, index + 1));
}

/** How many posts a part of the sitemap names, so that a change concerns no more. */
const postsAPart = 1_000;

/** The parts of the sitemap: one of all else, and one for each stretch of posts, from the oldest. */
export function sitemapParts(content: Replica): string[] {
  const parts = Math.ceil(content.count('Post', 'all') / postsAPart);
  return ['pages', ...Array.from({ length: parts }, (_, index) => `posts-${String(index + 1)}`)];
}

export interface ListedPage {
  path: string;
  /** When what it shows last changed, where one entry says so. */
  lastmod?: string;
  /** Paths of the images that it is about. */
  images?: string[];
}

/** The pages of a part of the sitemap, of which search engines are told. */
export function listedPages(content: Replica, part: string): ListedPage[] {
  const number = /^posts-(\d+)$/.exec(part)?.[1];
  if (number !== undefined) {
    const range = { limit: postsAPart, offset: (Number(number) - 1) * postsAPart };
    return content
      .list('Post', 'all', range)
      .flatMap((post) => dated(post, paths.post, [post.cover?.file]));
  }
  return [
    ...overviews.map((path) => ({ path })),
    ...content.list('Topic', 'all').flatMap((topic) => dated(topic, paths.topic)),
    ...content
      .list('Author', 'all')
      .flatMap((author) => dated(author, paths.author, [author.portrait?.file])),
    ...content.list('Clinic', 'all').flatMap((clinic) =>
      dated(
        clinic,
        paths.clinic,
        clinic.photos.map(({ file }) => file),
      ),
    ),
    ...content.list('Page', 'all').flatMap((page) => dated(page, paths.page)),
  ];
}

function dated(
  { slug, seo, updatedAt }: Pick<Page, 'slug' | 'updatedAt'> & Partial<Pick<Page, 'seo'>>,
  path: (slug: string) => string,
  shown: readonly (Media | undefined)[] = [],
): ListedPage[] {
  if (seo?.noIndex === true) return [];
  const images = shown.flatMap((media) => (media && renditionsOf(media).at(-1)?.path) ?? []);
  return [{ path: path(slug), lastmod: updatedAt, images }];
}
