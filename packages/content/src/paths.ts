/**
 * The one module that knows URLs. Each is a path from the root of the site; a page's path ends with
 * a slash, a file's with its extension.
 */
import type { Kind } from './domain/entries.ts';

/** Lists of posts that are spread over pages: all posts, or those of one author, topic or clinic. */
export type Archive = { of: 'all' } | { of: 'author' | 'topic' | 'clinic'; slug: string };

const sections = { author: 'practitioners', topic: 'topics', clinic: 'clinics' } as const;

function archiveFront(archive: Archive): string {
  return archive.of === 'all' ? '/posts/' : `/${sections[archive.of]}/${archive.slug}/`;
}

/** Below which the files of an archive lie. */
const archiveRoot = (archive: Archive) => (archive.of === 'all' ? '/' : archiveFront(archive));

const feedFiles = { rss: 'feed.xml', atom: 'atom.xml', json: 'feed.json' } as const;
export type FeedFormat = keyof typeof feedFiles;
export const feedFormats = Object.keys(feedFiles) as FeedFormat[];

export const paths = {
  home: () => '/',
  archive: archiveFront,
  /** A full page of an archive; 1 holds the oldest posts. */
  archivePage: (archive: Archive, page: number) => `${archiveFront(archive)}page/${String(page)}/`,
  post: (slug: string) => `/posts/${slug}/`,
  /** A page of the comments on a post that has many; the first stand on the post's own. */
  commentsPage: (slug: string, page: number) =>
    page === 1 ? `/posts/${slug}/` : `/posts/${slug}/comments/${String(page)}/`,
  authors: () => '/practitioners/',
  author: (slug: string) => `/practitioners/${slug}/`,
  clinics: () => '/clinics/',
  clinic: (slug: string) => `/clinics/${slug}/`,
  topics: () => '/topics/',
  topic: (slug: string) => `/topics/${slug}/`,
  page: (slug: string) => `/${slug}/`,
  /** The newest posts of an archive, with all their text. */
  feed: (archive: Archive, format: FeedFormat) => `${archiveRoot(archive)}${feedFiles[format]}`,
  /** The newest posts as a piece of a page, which pages of posts fetch. */
  recentPosts: () => '/fragments/recent/',
  /** A clinic as an entry of an address book. */
  vcard: (slug: string) => `/clinics/${slug}/contact.vcf`,
  search: () => '/search/',
  /** How comments are dealt with; also the frame of answers to a form without script. */
  comments: () => '/comments/',
  /** A file of the search index. */
  searchFile: (name: string) => `/search/${name}`,
  /** The image that is shown where a post is shared. */
  shareImage: (name: string) => `/share/${name}.png`,
  sitemap: () => '/sitemap.xml',
  /** A part of the sitemap. */
  sitemapPart: (part: string) => `/sitemaps/${part}.xml`,
  robots: () => '/robots.txt',
  securityTxt: () => '/.well-known/security.txt',
  llms: () => '/llms.txt',
  manifest: () => '/manifest.webmanifest',
  notFound: () => '/404.html',
  /** An image in one of its sizes and formats. */
  image: (key: string, width: number, format: string) =>
    `/images/${key}-${String(width)}.${format}`,
} as const;

/** First parts of paths that belong to the site, so that no page of the CMS can have them. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'posts',
  'practitioners',
  'clinics',
  'topics',
  'search',
  'comments',
  'images',
  'fragments',
  'share',
  'assets',
  'sitemaps',
  'index',
  '404',
]);

/** The path of an entry that has a page of its own. */
export function pathOf(kind: Kind, slug: string): string | undefined {
  switch (kind) {
    case 'Post':
      return paths.post(slug);
    case 'Author':
      return paths.author(slug);
    case 'Clinic':
      return paths.clinic(slug);
    case 'Topic':
      return paths.topic(slug);
    case 'Page':
      return paths.page(slug);
    case 'Site':
    case 'Redirect':
    case 'Comment':
      return undefined;
  }
}

/** The id of an element that one page links to within another, with an underscore; see `outline`. */
export const anchors = {
  main: 'main_content',
  comments: 'comments_list',
  commentForm: 'comment_form',
  comment: (id: string) => `comment_${id}`,
  corrections: 'corrections_list',
  /** What the letters after a practitioner's name mean. */
  credentials: (slug: string) => `credentials_${slug}`,
  reference: (number: number) => `reference_${String(number)}`,
  /** A reference as it opens beside its citation. */
  note: (number: number) => `note_${String(number)}`,
  citation: (number: number, occurrence: number) =>
    `citation_${String(number)}_${String(occurrence)}`,
} as const;
