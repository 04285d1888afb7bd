import type { Comment, Post, Replica } from '@meridian/content';
import { describe, expect, it } from 'vitest';
import { commentMarkup } from '../src/views/comment-text.ts';
import { commentsView, type CommentThread } from '../src/views/comments.ts';

const post = { id: 'p', commentsOpen: true, publishAt: '2026-01-01T00:00:00Z' } as Post;

/** A replica with comments, each given by the one that it answers. */
function contentWith(parents: readonly (number | undefined)[], settings?: object): Replica {
  const comments = parents.map(
    (parent, index) =>
      ({
        id: String(index),
        post: 'p',
        parent: parent === undefined ? undefined : String(parent),
      }) as Comment,
  );
  const list = (kind: string) => (kind === 'Comment' ? comments : [{ comments: settings }]);
  return { list, get: () => undefined } as unknown as Replica;
}

const idsOf = (threads: readonly CommentThread[]): string[] =>
  threads.flatMap(({ comment, replies }) => [comment.id, ...idsOf(replies)]);

const alone = (count: number) => Array.from({ length: count }, () => undefined);

describe('the comments on a post', () => {
  it('stand on one page as long as they have room there', () => {
    expect(commentsView(contentWith([]), post, 1)).toMatchObject({
      count: 0,
      pages: 0,
      threads: [],
    });
    expect(commentsView(contentWith(alone(50)), post, 1)).toMatchObject({ count: 50, pages: 1 });
  });

  it('go on on further pages, each once, and no thread is parted', () => {
    const content = contentWith([...alone(49), undefined, 49, 49, 51, ...alone(60)]);
    const views = [1, 2, 3].map((page) => commentsView(content, post, page));
    expect(views.map(({ threads }) => idsOf(threads).length)).toEqual([53, 50, 10]);
    const all = views.flatMap(({ threads }) => idsOf(threads));
    expect(new Set(all).size).toBe(113);
    expect(commentsView(content, post, 4).threads).toEqual([]);
  });

  it('close so many days after the post was published, where the practice says so', () => {
    const open = commentsView(contentWith([]), post, 1).terms;
    expect(open).toEqual({ emailRequired: false, closesAt: undefined });
    const settings = { emailRequired: true, closeAfterDays: 30 };
    expect(commentsView(contentWith([], settings), post, 1).terms).toEqual({
      emailRequired: true,
      closesAt: '2026-01-31T00:00:00.000Z',
    });
    const closed = { ...post, commentsOpen: false };
    expect(commentsView(contentWith([]), closed, 1).terms).toBeUndefined();
  });
});

describe('the text of a comment', () => {
  it('is paragraphs, line breaks and links, and no markup of its own', () => {
    expect(commentMarkup('<b>one</b>\ntwo\n\nhttps://a.example/?x="y"&z')).toBe(
      '<p class="comment-text" dir="auto">&lt;b&gt;one&lt;/b&gt;<br />two</p>' +
        '<p class="comment-text" dir="auto"><a href="https://a.example/?x=%22y%22&amp;z" rel="nofollow ugc">https://a.example/?x=&quot;y&quot;&amp;z</a></p>',
    );
  });
});
