/** All that the page of a post shows, from one slug. */
import { readingTime, referencesUsed, walk } from '@meridian/article';
import {
  anchors,
  type Author,
  type Clinic,
  type Post,
  type PostCard,
  type Reference,
  type Replica,
  type Topic,
} from '@meridian/content';
import { articleContext } from '../article/context.ts';
import { renderArticle } from '../article/views.ts';
import type { Html } from '@meridian/article/markup';
import { entryAt } from './address.ts';
import { commentsView, type CommentsView } from './comments.ts';

const earlierPosts = 3;

export interface NumberedReference {
  number: number;
  reference: Reference;
  /** Anchors of its citations in the text; none for one that is listed but not cited. */
  citations: string[];
}

/** What a post shows wherever it is read as a whole, on its page or in a feed. */
export interface WholePost {
  authors: Author[];
  topics: Topic[];
  clinic: Clinic | undefined;
  body: Html;
  outline: { id: string; text: string; level: number }[];
  references: NumberedReference[];
}

export interface PostView extends WholePost {
  post: Post;
  reviewer: Author | undefined;
  minutes: number;
  earlier: PostCard[];
  comments: CommentsView;
}

/** Assembles the page of a post. */
export function postView(content: Replica, slug: string | undefined): PostView {
  const post = entryAt(content, 'Post', slug);
  const whole = wholePost(content, post);
  return {
    ...whole,
    post,
    reviewer: post.reviewer === undefined ? undefined : content.get('Author', post.reviewer),
    minutes: readingTime(post.body),
    earlier: earlierOnTopic(content, post, whole.topics[0]),
    comments: commentsView(content, post, 1),
  };
}

/** @param isPage whether it stands in a page of the site: see `ArticleContext`. */
export function wholePost(content: Replica, post: Post, isPage = true): WholePost {
  const clinic = post.clinic === undefined ? undefined : content.get('Clinic', post.clinic);
  const numbered = references(post);
  const context = articleContext(content, {
    article: post.body,
    images: post.images,
    references: numbered.map(({ reference }) => reference.key),
    clinic,
    isPage,
  });
  return {
    authors: present(post.authors, (id) => content.get('Author', id)),
    topics: present(post.topics, (id) => content.get('Topic', id)),
    clinic,
    body: renderArticle(post.body, context),
    outline: context.outline.map(({ id, text, level }) => ({ id, text, level })),
    references: numbered,
  };
}

function present<T>(ids: readonly string[], find: (id: string) => T | undefined): T[] {
  return ids.flatMap((id) => find(id) ?? []);
}

/** The references of a post: those cited in the order of citation, then the others. */
function references({ body, references }: Post): NumberedReference[] {
  const known = new Map(references.map((reference) => [reference.key, reference]));
  const keys = new Set([...referencesUsed(body), ...known.keys()]);
  const counts = new Map<string, number>();
  for (const node of walk(body))
    if (node.type === 'citation')
      counts.set(node.attrs.reference, (counts.get(node.attrs.reference) ?? 0) + 1);
  const listed = [...keys].flatMap((key) => known.get(key) ?? []);
  return listed.map((reference, index) => {
    const citations = Array.from({ length: counts.get(reference.key) ?? 0 }, (_, occurrence) =>
      anchors.citation(index + 1, occurrence + 1),
    );
    return { number: index + 1, reference, citations };
  });
}

/**
 * Posts on the main topic that are older than this one. They look back in time, so that a new post
 * changes no page but its own and the lists.
 */
function earlierOnTopic(content: Replica, post: Post, topic: Topic | undefined): PostCard[] {
  return topic === undefined ? [] : content.before(post, `topic:${topic.id}`, earlierPosts);
}
