/** The comments on a post: in threads, and in pages where there are many. */
import type { Author, Comment, Post, Replica } from '@meridian/content';
import { siteOf } from './site.ts';

/** A page has at least so many, if there are; a thread is not parted. */
export const commentsAPage = 50;

export interface CommentThread {
  comment: Comment;
  /** The practitioner who wrote it, if one did. */
  author: Author | undefined;
  replies: CommentThread[];
}

/** How comments on a post are taken. */
export interface CommentTerms {
  emailRequired: boolean;
  /** From when on none is taken, as an ISO date; a page cannot know whether that has come. */
  closesAt: string | undefined;
}

export interface CommentsView {
  /** Those of one page. */
  threads: CommentThread[];
  /** Of all pages together. */
  count: number;
  page: number;
  pages: number;
  /** Undefined where no more comments are taken. */
  terms: CommentTerms | undefined;
}

/** A page of the comments, from 1, the oldest first: new ones come at the end, and leave it as it is. */
export function commentsView(content: Replica, post: Post, page: number): CommentsView {
  const comments = content.list('Comment', `post:${post.id}`);
  const pages = inPages(threads(content, comments));
  return {
    threads: pages[page - 1] ?? [],
    count: comments.length,
    page,
    pages: pages.length,
    terms: commentTerms(content, post),
  };
}

/** How many pages the comments on a post have. */
export function countCommentPages(content: Replica, post: Post): number {
  return commentsView(content, post, 1).pages;
}

function inPages(all: readonly CommentThread[]): CommentThread[][] {
  const pages: CommentThread[][] = [];
  let room = 0;
  for (const thread of all) {
    if (room <= 0) {
      pages.push([]);
      room = commentsAPage;
    }
    pages.at(-1)?.push(thread);
    room -= sizeOf(thread);
  }
  return pages;
}

const sizeOf = ({ replies }: CommentThread): number =>
  replies.reduce((sum, reply) => sum + sizeOf(reply), 1);

function commentTerms(content: Replica, post: Post): CommentTerms | undefined {
  if (!post.commentsOpen) return undefined;
  const { emailRequired = false, closeAfterDays } = siteOf(content).comments ?? {};
  const closesAt =
    closeAfterDays === undefined
      ? undefined
      : new Date(Date.parse(post.publishAt) + closeAfterDays * 86_400_000).toISOString();
  return { emailRequired, closesAt };
}

/** Comments as threads; a reply whose parent is not shown stands by itself. */
function threads(content: Replica, comments: readonly Comment[]): CommentThread[] {
  const all = new Map(
    comments.map((comment): [string, CommentThread] => [
      comment.id,
      {
        comment,
        author: comment.author === undefined ? undefined : content.get('Author', comment.author),
        replies: [],
      },
    ]),
  );
  const roots: CommentThread[] = [];
  for (const thread of all.values()) {
    const parent = thread.comment.parent === undefined ? undefined : all.get(thread.comment.parent);
    (parent?.replies ?? roots).push(thread);
  }
  return roots;
}
