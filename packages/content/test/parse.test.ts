import { describe, expect, it } from 'vitest';
import { formatProblem, parseEntry } from '../src/index.ts';

const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Text' }] };

const raw = {
  __typename: 'Post' as const,
  id: 'p1',
  slug: 'a-post',
  title: 'A post',
  summary: 'Its summary',
  takeaways: ['One'],
  body: { type: 'doc', content: [paragraph] } as unknown,
  images: [],
  cover: null,
  authors: ['a1'],
  reviewer: null,
  reviewedOn: null,
  nextReviewOn: null,
  clinic: null,
  topics: [],
  references: [],
  disclosure: '',
  corrections: [],
  commentsOpen: null,
  publishAt: '2026-01-02T10:00:00.000+02:00',
  updatedAt: '2026-01-02T08:00:00.000Z',
  seo: null,
};

function problemsOf(change: Partial<typeof raw>): string[] {
  const result = parseEntry({ ...raw, ...change });
  return result.ok ? [] : result.problems.map(formatProblem);
}

describe('the seam', () => {
  it('turns null and empty text into absence, and instants into UTC', () => {
    const result = parseEntry(raw);
    expect(result).toMatchObject({
      ok: true,
      parsed: {
        kind: 'Post',
        entry: { commentsOpen: true, publishAt: '2026-01-02T08:00:00.000Z' },
      },
    });
    if (!result.ok || result.parsed.kind !== 'Post') throw new Error('The post was not parsed.');
    expect(result.parsed.entry.cover).toBeUndefined();
    expect(result.parsed.entry.disclosure).toBeUndefined();
  });

  it('takes a post that was published after it was written for as new as its publication', () => {
    const updatedOf = (updatedAt: string) => {
      const result = parseEntry({ ...raw, updatedAt });
      return result.ok && result.parsed.kind === 'Post' ? result.parsed.entry.updatedAt : undefined;
    };
    expect(updatedOf('2025-12-01T08:00:00.000Z')).toBe('2026-01-02T08:00:00.000Z');
    expect(updatedOf('2026-01-03T08:00:00.000Z')).toBe('2026-01-03T08:00:00.000Z');
  });

  it('names entry, field and fix, for everything that is wrong at once', () => {
    expect(
      problemsOf({ slug: 'Not Safe', authors: [], publishAt: null as unknown as string }),
    ).toEqual([
      'Post “A post”, slug: A slug holds small letters, digits and single hyphens between them, such as is-it-safe.',
      'Post “A post”, authors: A post needs an author.',
      'Post “A post”, publishAt: This is missing.',
    ]);
  });

  it('names the block of an article that is broken', () => {
    const body = { type: 'doc', content: [paragraph, { type: 'marquee' }] };
    expect(problemsOf({ body })).toEqual([
      'Post “A post”, body: Block 2 (block): “marquee” is not known here. Remove it, or update Meridian.',
    ]);
  });

  it('names what the article points to and does not have', () => {
    const citation = { type: 'citation', attrs: { reference: 'none-1999' } };
    const figure = {
      type: 'figure',
      attrs: { image: { kind: 'upload', documentId: 'gone' }, alt: 'A hand' },
    };
    const body = { type: 'doc', content: [{ type: 'paragraph', content: [citation] }, figure] };
    expect(problemsOf({ body })).toEqual([
      'Post “A post”, body: An image in the text (gone) is no longer in the media library: choose another.',
      'Post “A post”, body: The text cites “none-1999”, which is not among the references: add it or remove the citation.',
    ]);
  });

  it('names a file that is no image of a known size, once', () => {
    const file = { id: 'f', url: '/uploads/hand.heic', width: null, height: null };
    const images = [{ ...file, mime: 'image/heic', version: '1' }] as never[];
    const problems = problemsOf({ images });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/images\.0: The file hand\.heic has no size.*save it as JPEG/);
  });

  it('refuses the mark of a draft, and names the field; a comment may hold what it likes', () => {
    const unfinished = { type: 'paragraph', content: [{ type: 'text', text: 'And then [TK].' }] };
    const body = { type: 'doc', content: [paragraph, unfinished] };
    expect(problemsOf({ body, takeaways: ['Lorem ipsum'] })).toEqual([
      'Post “A post”, takeaways: The text holds “Lorem ipsum”, the mark of a draft: finish it, or take it out.',
      'Post “A post”, body: The text holds “[TK”, the mark of a draft: finish it, or take it out.',
    ]);
    const comment = parseEntry({
      __typename: 'Comment',
      id: 'c1',
      post: 'p1',
      parent: null,
      author: null,
      name: 'Ana',
      text: 'Your page said “lorem ipsum” last week.',
      submittedAt: '2026-01-02T08:00:00.000Z',
    });
    expect(comment.ok).toBe(true);
  });

  it('refuses an article that lacks what a draft may lack', () => {
    const figure = {
      type: 'figure',
      attrs: { image: { kind: 'upload', documentId: 'f' }, alt: '' },
    };
    const file = { id: 'f', url: '/f.png', width: 1, height: 1, mime: 'image/png', version: '1' };
    const body = { type: 'doc', content: [figure] };
    expect(problemsOf({ body, images: [file] as never[] })[0]).toMatch(/describe the image/);
  });
});
