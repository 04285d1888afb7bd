/** The newest posts of an archive as a feed holds them, whatever its format. */
import {
  type Author,
  type Archive,
  type Clinic,
  paths,
  type Post,
  type Replica,
  renditionsOf,
  type Topic,
} from '@meridian/content';
import { articleContext } from '../article/context.ts';
import { renderArticle } from '../article/views.ts';
import { html } from '../html.ts';
import { entryAt } from '../views/address.ts';
import { allPosts, postsOf, type PostArchive } from '../views/archive.ts';
import { formatName } from '../views/format.ts';
import { references } from '../views/post.ts';
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
  const present = <T>(ids: readonly string[], find: (id: string) => T | undefined) =>
    ids.flatMap((id) => find(id) ?? []);
  const authors = present(post.authors, (id): Author | undefined => content.get('Author', id));
  const topics = present(post.topics, (id): Topic | undefined => content.get('Topic', id));
  const clinic: Clinic | undefined =
    post.clinic === undefined ? undefined : content.get('Clinic', post.clinic);
  const cover =
    post.cover && renditionsOf(post.cover.file).findLast(({ format }) => format === 'webp');
  return {
    id: post.id,
    url,
    title: post.title,
    summary: post.summary,
    body: absolute(bodyOf(content, post, clinic), url),
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

function bodyOf(content: Replica, post: Post, clinic: Clinic | undefined): string {
  const numbered = references(post);
  const context = articleContext(content, {
    article: post.body,
    images: post.images,
    references: numbered.map(({ reference }) => reference.key),
    clinic,
    isPage: false,
  });
  const list = numbered.map(({ reference }) => html`<li>${referenceView(reference)}</li>`);
  const answer = html`<p><strong>${post.summary}</strong></p>`;
  return html`${answer}${renderArticle(post.body, context)}${
    list.length > 0 && html`<h2>References</h2><ol>${list}</ol>`
  }`.markup;
}

/** Our own markup, in which a quote within an attribute is escaped, with addresses of the whole web. */
function absolute(markup: string, page: string): string {
  return markup
    .replace(/<source [^>]*>| srcset="[^"]*"| sizes="[^"]*"/g, '')
    .replace(/ (href|src)="([/#][^"]*)"/g, (_, name: string, to: string) => {
      return ` ${name}="${new URL(to, page).href}"`;
    });
}
