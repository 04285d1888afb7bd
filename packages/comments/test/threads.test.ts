import { describe, expect, it } from 'vitest';
import { commentPageOf, commentPages, commentsAPage, type Thread } from '../src/index.ts';

/** Comments, each given by the one that it answers. */
const comments = (parents: readonly (number | undefined)[]) =>
  parents.map((parent, index) => ({
    id: String(index),
    parent: parent === undefined ? undefined : String(parent),
  }));
const alone = (count: number) => Array.from({ length: count }, () => undefined);
const idsOf = (threads: readonly Thread<{ id: string }>[]): string[] =>
  threads.flatMap(({ comment, replies }) => [comment.id, ...idsOf(replies)]);

describe('the pages of comments', () => {
  it('part no thread, and hold each comment once', () => {
    const all = comments([...alone(49), undefined, 49, 49, 51, ...alone(60)]);
    const pages = commentPages(all).map(idsOf);
    expect(pages.map(({ length }) => length)).toEqual([53, 50, 10]);
    expect(new Set(pages.flat()).size).toBe(all.length);
  });

  it('stay as they are when others come', () => {
    const before = commentPages(comments(alone(120)));
    expect(commentPages(comments(alone(140)))[1]).toEqual(before[1]);
  });

  it('let a reply stand by itself whose parent is not shown', () => {
    expect(commentPages([{ id: 'reply', parent: 'erased' }]).map(idsOf)).toEqual([['reply']]);
  });

  it('are found by a comment, a reply at the page of what it answers', () => {
    const all = comments([...alone(commentsAPage + 1), 0]);
    expect(commentPageOf(all, '0')).toBe(1);
    expect(commentPageOf(all, String(commentsAPage))).toBe(2);
    expect(commentPageOf(all, String(commentsAPage + 1))).toBe(1);
    expect(commentPageOf(all, 'elsewhere')).toBeUndefined();
  });
});
