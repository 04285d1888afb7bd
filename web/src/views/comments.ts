/** The comments on a post: in threads, and in pages where there are many. */
import { commentPages, type Thread } from '@meridian/comments';
import type { Author, Comment, Post, Replica } from '@meridian/content';
import { siteOf } from './site.ts';

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

/** A page of the comments, from 1, the oldest first. */
export function commentsView(content: Replica, post: Post, page: number): CommentsView {
  const comments = content.list('Comment', `post:${post.id}`);
  const pages = commentPages(comments);
  return {
    threads: (pages[page - 1] ?? []).map((thread) => withAuthors(content, thread)),
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

function commentTerms(content: Replica, post: Post): CommentTerms | undefined {
  if (!post.commentsOpen) return undefined;
  const { emailRequired = false, closeAfterDays } = siteOf(content).comments ?? {};
  const closesAt =
    closeAfterDays === undefined
      ? undefined
      : new Date(Date.parse(post.publishAt) + closeAfterDays * 86_400_000).toISOString();
  return { emailRequired, closesAt };
}

const withAuthors = (content: Replica, { comment, replies }: Thread<Comment>): CommentThread => ({
  comment,
  author: comment.author === undefined ? undefined : content.get('Author', comment.author),
  replies: replies.map((reply) => withAuthors(content, reply)),
});
