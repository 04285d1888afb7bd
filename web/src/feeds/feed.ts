/** The newest posts of an archive as a feed holds them, whatever its format. */
import { type Archive, paths, type Post, type Replica, renditionsOf } from '@meridian/content';
import { html } from '@meridian/article/markup';
import { entryAt } from '../views/address.ts';
import { allPosts, postsOf, type PostArchive } from '../views/archive.ts';
import { formatDate, formatName } from '../views/format.ts';
import { type WholePost, wholePost } from '../views/post.ts';
import { referenceView } from '../views/reference.ts';
import { siteOf } from '../views/site.ts';

const postsInFeed = 15;

export interface Feed {
  title: string;
  description: string;
  archive: Archive;
  /** Where people read what the feed holds. */
  home: string;
  /** When the newest change of its posts was; undefined while there is none. */
  updated: string | undefined;
  items: FeedItem[];
}

interface FeedItem {
  id: string;
  url: string;
  title: string;
  summary: string;
  /** The whole article as HTML, in which every address is absolute. */
  body: string;
  published: string;
  updated: string;
  authors: { name: string; url: string }[];
  topics: string[];
  image: string | undefined;
}

/** What a feed is of: all posts, or those of an entry with a page of its own. */
export type FeedSubject = { kind: 'all' } | { kind: 'Author' | 'Clinic' | 'Topic'; slug: string };

/** @throws NotFound */
export function feedOf(content: Replica, subject: FeedSubject, origin: string): Feed {
  const site = siteOf(content);
  if (subject.kind === 'all')
    return assemble(content, allPosts, origin, {
      title: site.name,
      description: site.tagline ?? site.name,
    });
  const entry = entryAt(content, subject.kind, subject.slug);
  return assemble(content, postsOf(subject.kind, entry), origin, {
    title: `${entry.name} · ${site.name}`,
    description: `Articles: ${entry.name}`,
  });
}

function assemble(
  content: Replica,
  { archive, scope }: PostArchive,
  origin: string,
  words: Pick<Feed, 'title' | 'description'>,
): Feed {
  const cards = content.list('Post', scope, { limit: postsInFeed, newestFirst: true });
  const items = cards.flatMap(({ id }) => {
    const post = content.get('Post', id);
    return post ? [itemOf(content, post, origin)] : [];
  });
  const home = archive.of === 'all' ? paths.home() : paths.archive(archive);
  return { ...words, archive, home: origin + home, updated: newest(items), items };
}

const newest = (items: readonly FeedItem[]) =>
  items
    .map(({ updated }) => updated)
    .sort()
    .at(-1);

function itemOf(content: Replica, post: Post, origin: string): FeedItem {
  const url = origin + paths.post(post.slug);
  const { authors, topics, ...whole } = wholePost(content, post, false);
  const cover =
    post.cover && renditionsOf(post.cover.file).findLast(({ format }) => format === 'webp');
  return {
    id: post.id,
    url,
    title: post.title,
    summary: post.summary,
    body: absolute(bodyOf(post, whole), url),
    published: post.publishAt,
    updated: post.updatedAt,
    authors: authors.map((author) => ({
      name: formatName(author),
      url: origin + paths.author(author.slug),
    })),
    topics: topics.map(({ name }) => name),
    image: cover && origin + cover.path,
  };
}

function bodyOf(
  { summary, takeaways, corrections, disclosure }: Post,
  { body, references }: Pick<WholePost, 'body' | 'references'>,
): string {
  const points = takeaways.map((text) => html`<li>${text}</li>`);
  const corrected = corrections.map(
    ({ date, note }) => html`<li>${formatDate(date)}: ${note}</li>`,
  );
  const list = references.map(({ reference }) => html`<li>${referenceView(reference)}</li>`);
  return html`<p><strong>${summary}</strong></p>${
    points.length > 0 && html`<h2>Key takeaways</h2><ul>${points}</ul>`
  }${body}${corrected.length > 0 && html`<h2>Corrections</h2><ul>${corrected}</ul>`}${
    disclosure !== undefined && html`<h2>Disclosure</h2><p>${disclosure}</p>`
  }${list.length > 0 && html`<h2>References</h2><ol>${list}</ol>`}`.markup;
}

/** Our own markup, in which a quote within an attribute is escaped, with addresses of the whole web. */
function absolute(markup: string, page: string): string {
  return markup
    .replace(/<source [^>]*>| srcset="[^"]*"| sizes="[^"]*"/g, '')
    .replace(/ (href|src)="([/#][^"]*)"/g, (_, name: string, to: string) => {
      return ` ${name}="${new URL(to, page).href}"`;
    });
}
