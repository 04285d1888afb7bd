import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createReplica,
  type Entry,
  openReplica,
  type Post,
  type WritableReplica,
} from '../src/index.ts';

let folder: string;
let replica: WritableReplica;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-replica-'));
  replica = createReplica(join(folder, 'replica.db'));
});

afterEach(() => {
  replica.close();
  rmSync(folder, { recursive: true });
});

function post(id: string, day: number, more: Partial<Post> = {}): Entry {
  const publishAt = `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`;
  return {
    kind: 'Post',
    entry: {
      id,
      slug: `slug-${id}`,
      title: `Title ${id}`,
      summary: 'Summary',
      takeaways: [],
      body: { type: 'doc', content: [{ type: 'paragraph', content: [] }] },
      images: [],
      authors: ['ann'],
      topics: ['pain'],
      references: [],
      corrections: [],
      commentsOpen: true,
      publishAt,
      updatedAt: publishAt,
      ...more,
    },
  };
}

const ids = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

describe('the replica', () => {
  it('finds an entry by its id and its slug, and says when there is none', () => {
    replica.put(post('a', 1));
    expect(replica.get('Post', 'a')?.title).toBe('Title a');
    expect(replica.bySlug('Post', 'slug-a')?.id).toBe('a');
    expect(replica.get('Post', 'b')).toBeUndefined();
    expect(replica.bySlug('Author', 'slug-a')).toBeUndefined();
  });

  it('lists posts by date, in pages, of one author, topic or clinic', () => {
    for (let day = 1; day <= 5; day += 1)
      replica.put(post(`p${String(day)}`, day, { topics: day % 2 === 0 ? ['sleep'] : ['pain'] }));
    expect(ids(replica.list('Post', 'all'))).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
    expect(ids(replica.list('Post', 'all', { limit: 2, newestFirst: true }))).toEqual(['p5', 'p4']);
    expect(ids(replica.list('Post', 'all', { limit: 2, offset: 2 }))).toEqual(['p3', 'p4']);
    expect(ids(replica.list('Post', 'topic:sleep'))).toEqual(['p2', 'p4']);
    expect(replica.count('Post', 'topic:pain')).toBe(3);
    expect(replica.list('Post', 'clinic:none')).toEqual([]);
  });

  it('orders posts of one moment by their id', () => {
    for (const id of ['b', 'c', 'a']) replica.put(post(id, 1));
    expect(ids(replica.list('Post', 'all'))).toEqual(['a', 'b', 'c']);
  });

  it('looks back in time from a post', () => {
    for (let day = 1; day <= 4; day += 1) replica.put(post(`p${String(day)}`, day));
    const card = replica.card('Post', 'p3');
    expect(card && ids(replica.before(card, 'topic:pain', 9))).toEqual(['p2', 'p1']);
    expect(card && ids(replica.before(card, 'topic:pain', 1))).toEqual(['p2']);
  });

  it('gives a post to lists without its body', () => {
    replica.put(post('a', 1));
    expect(replica.card('Post', 'a')).not.toHaveProperty('body');
    expect(replica.list('Post', 'all')[0]).not.toHaveProperty('references');
  });

  it('moves an entry out of the lists that it left', () => {
    replica.put(post('a', 1, { topics: ['pain'] }));
    replica.put(post('a', 1, { topics: ['sleep'] }));
    expect(replica.list('Post', 'topic:pain')).toEqual([]);
    expect(ids(replica.list('Post', 'topic:sleep'))).toEqual(['a']);
  });

  it('keeps nothing of a transaction that failed', () => {
    expect(() => {
      replica.transaction(() => {
        replica.put(post('a', 1));
        throw new Error('cut off');
      });
    }).toThrow('cut off');
    expect(replica.get('Post', 'a')).toBeUndefined();
  });

  it('names every image once', () => {
    const file = { id: 'f', url: '/f.png', width: 9, height: 9, mime: 'image/png', version: '1' };
    const cover = { file, alt: 'x', credit: undefined };
    replica.put(post('a', 1, { cover, images: [file] }));
    replica.put(post('b', 2, { cover }));
    expect(replica.media().map(({ media }) => media.id)).toEqual(['f']);
  });

  it('names entries that claim one address', () => {
    replica.put(post('a', 1));
    expect(replica.collisions()).toEqual([]);
    replica.put({
      kind: 'Redirect',
      entry: { id: 'r', from: '/posts/slug-a/', to: '/', permanent: true },
    });
    expect(replica.collisions().map(({ kind, field }) => [kind, field])).toEqual([
      ['Post', 'slug'],
      ['Redirect', 'from'],
    ]);
  });

  it('can be read by others when it is closed', () => {
    replica.put(post('a', 1));
    const reader = openReplica(join(folder, 'replica.db'));
    expect(ids(reader.list('Post', 'all'))).toEqual(['a']);
    reader.close();
  });
});
