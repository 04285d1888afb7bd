import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createReplica,
  type Entry,
  openReplica,
  type Post,
  type Problem,
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

  it('knows the posts on which much is said', () => {
    const comment = (post: string, id: string): Entry => ({
      kind: 'Comment',
      entry: { id, post, name: 'Nora', text: 'Thanks.', submittedAt: '2026-01-01T00:00:00.000Z' },
    });
    for (let index = 0; index < 3; index += 1) replica.put(comment('a', `a${String(index)}`));
    for (let index = 0; index < 2; index += 1) replica.put(comment('b', `b${String(index)}`));
    expect(replica.muchDiscussed(2)).toEqual(['a']);
    expect(replica.muchDiscussed(1)).toEqual(['a', 'b']);
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

  it('names entries that claim one address, and lets the redirect yield', () => {
    const redirect = { id: 'r', from: '/posts/slug-a/', to: '/', permanent: true };
    replica.put({ kind: 'Redirect', entry: redirect });
    expect(replica.problems()).toEqual([]);
    expect(replica.redirects()).toHaveLength(1);
    replica.put(post('a', 1));
    expect(replica.problems().map(({ kind, field }) => [kind, field])).toEqual([
      ['Post', 'slug'],
      ['Redirect', 'from'],
    ]);
    expect(replica.redirects()).toEqual([]);
  });

  it('tells of a change which images it brings and takes away, and of no others', () => {
    const file = (id: string) => {
      const url = `/${id}.png`;
      return { id, url, width: 9, height: 9, mime: 'image/png', version: '1' };
    };
    replica.beginAnew();
    replica.moveTo('epoch.1');
    replica.endAnew();
    replica.put(post('a', 1, { images: [file('kept'), file('old')] }));
    replica.put(post('a', 1, { images: [file('kept'), file('new')] }));
    replica.put(post('a', 1, { title: 'Another', images: [file('kept'), file('new')] }));
    replica.remove('Post', 'a');
    expect(replica.touches().map(({ touch }) => touch.media.map(({ id }) => id))).toEqual([
      ['kept', 'old'],
      ['old', 'new'],
      [],
      ['kept', 'new'],
    ]);
  });

  it('can be read by others when it is closed', () => {
    replica.put(post('a', 1));
    const reader = openReplica(join(folder, 'replica.db'));
    expect(ids(reader.list('Post', 'all'))).toEqual(['a']);
    reader.close();
  });
});

const problemOf = (id: string): Problem => ({
  kind: 'Post',
  id,
  label: id,
  field: 'body',
  message: 'It is broken.',
});

describe('a replica that follows the CMS', () => {
  beforeEach(() => {
    replica.beginAnew();
    replica.put(post('a', 1));
    replica.put(post('b', 2));
    replica.moveTo('epoch.2');
    replica.endAnew();
  });

  it('knows how far it has read, and keeps it', () => {
    expect(replica.cursor()).toBe('epoch.2');
    replica.moveTo('epoch.3');
    replica.close();
    replica = createReplica(join(folder, 'replica.db'));
    expect(replica.cursor()).toBe('epoch.3');
  });

  it('notes no touches while it is filled for the first time', () => {
    expect(replica.touches()).toEqual([]);
  });

  it('notes what a change has touched, until that is settled', () => {
    replica.put(post('a', 1, { title: 'Another' }));
    replica.put(post('a', 1, { title: 'Another' }));
    const [{ number, touch } = { number: 0, touch: undefined }, ...more] = replica.touches();
    expect(more).toEqual([]);
    expect(touch).toMatchObject({ kind: 'Post', id: 'a', label: 'Another', lists: [] });
    replica.settle(number);
    expect(replica.touches()).toEqual([]);
  });

  it('names the pages that come and go', () => {
    replica.put(post('a', 1, { slug: 'renamed' }));
    replica.remove('Post', 'b');
    expect(replica.touches().map(({ touch }) => touch.path)).toEqual([
      { before: '/posts/slug-a/', after: '/posts/renamed/' },
      { before: '/posts/slug-b/', after: null },
    ]);
    expect(replica.entryPaths()).toEqual(['/posts/renamed/']);
  });

  it('drops what a reading from the start does not give, and nothing before its end', () => {
    replica.beginAnew();
    replica.put(post('b', 2));
    replica.put(post('c', 3));
    expect(replica.cursor()).toBeUndefined();
    expect(ids(replica.list('Post', 'all'))).toEqual(['a', 'b', 'c']);
    replica.moveTo('other.7');
    replica.endAnew();
    expect(ids(replica.list('Post', 'all'))).toEqual(['b', 'c']);
    expect(replica.cursor()).toBe('other.7');
    expect(replica.touches().map(({ touch }) => touch.id)).toEqual(['c', 'a']);
  });

  it('begins anew after a reading that was cut off', () => {
    replica.beginAnew();
    replica.moveTo('other.7');
    replica.close();
    replica = createReplica(join(folder, 'replica.db'));
    expect(replica.cursor()).toBeUndefined();
    expect(replica.isComplete()).toBe(true);
  });

  it('keeps the version before one that cannot be shown, and says what is wrong with it', () => {
    replica.hold('Post', 'a', [problemOf('a')]);
    expect(replica.get('Post', 'a')?.title).toBe('Title a');
    expect(replica.problems()).toEqual([problemOf('a')]);
    replica.put(post('a', 1, { title: 'Mended' }));
    expect(replica.problems()).toEqual([]);
  });

  it('takes an entry back to how it was at the last release, and tries again when asked', () => {
    replica.put(post('a', 1, { title: 'Released' }));
    const released = replica.touches().at(-1)?.number ?? 0;
    replica.put(post('a', 1, { title: 'Worse' }));
    replica.put(post('a', 1, { title: 'Broken' }));
    replica.put(post('c', 3));
    replica.reject('Post', 'a', [problemOf('a')], released);
    replica.reject('Post', 'c', [problemOf('c')], released);
    expect(replica.get('Post', 'a')?.title).toBe('Released');
    expect(replica.get('Post', 'c')).toBeUndefined();
    expect(replica.problems().map(({ id }) => id)).toEqual(['a', 'c']);
    replica.retry();
    expect(replica.get('Post', 'a')?.title).toBe('Broken');
    expect(replica.get('Post', 'c')?.title).toBe('Title c');
    expect(replica.problems()).toEqual([]);
  });

  it('knows what it took back, until that changes', () => {
    const released = replica.lastTouch();
    replica.put(post('a', 1, { title: 'Broken' }));
    expect(replica.isRejected('Post', 'a')).toBe(false);
    replica.reject('Post', 'a', [problemOf('a')], released);
    expect(replica.isRejected('Post', 'a')).toBe(true);
    replica.put(post('a', 1, { title: 'Mended' }));
    expect(replica.isRejected('Post', 'a')).toBe(false);
  });

  it('counts its touches on, also when they are settled', () => {
    replica.put(post('a', 1, { title: 'Another' }));
    const last = replica.lastTouch();
    expect(last).toBe(replica.touches().at(-1)?.number);
    replica.settle(last);
    expect(replica.lastTouch()).toBe(last);
  });

  it('takes back the end of an entry too, and ends it when asked again', () => {
    const released = replica.touches().at(-1)?.number ?? 0;
    replica.remove('Post', 'a');
    replica.reject('Post', 'a', [problemOf('a')], released);
    expect(replica.get('Post', 'a')?.title).toBe('Title a');
    expect(replica.problems()).toEqual([problemOf('a')]);
    replica.retry();
    expect(replica.get('Post', 'a')).toBeUndefined();
    expect(replica.problems()).toEqual([]);
  });

  it('is made anew when an older version made it', () => {
    replica.close();
    const database = new DatabaseSync(join(folder, 'replica.db'));
    database.exec('PRAGMA user_version = 1');
    database.close();
    replica = createReplica(join(folder, 'replica.db'));
    expect(replica.entryCount()).toBe(0);
    expect(replica.cursor()).toBeUndefined();
  });
});

describe('a reader of the replica', () => {
  it('sees one state while it makes a page, and the newest for the next one', async () => {
    replica.put(post('a', 1));
    const reader = openReplica(join(folder, 'replica.db'));
    const title = () => reader.get('Post', 'a')?.title;
    const { result } = await reader.recorded(() => {
      const before = title();
      replica.put(post('a', 1, { title: 'Newer' }));
      return Promise.resolve([before, title()]);
    });
    expect(result).toEqual(['Title a', 'Title a']);
    expect((await reader.recorded(() => Promise.resolve(title()))).result).toBe('Newer');
    reader.close();
  });

  it('notes which fields a page looked at', async () => {
    replica.put(post('a', 1));
    const reader = openReplica(join(folder, 'replica.db'));
    const readsOf = async (work: () => unknown) =>
      (await reader.recorded(() => Promise.resolve(work()))).reads;
    const title = await readsOf(() => reader.get('Post', 'a')?.title);
    const more = await readsOf(() => [
      reader.get('Post', 'a')?.title,
      reader.card('Post', 'a')?.summary,
    ]);
    expect(title.fields[0]?.[0]).toBe('Post a');
    expect(title.fields[0]?.[1]).not.toBe(more.fields[0]?.[1]);
    expect((await readsOf(() => undefined)).fields).toEqual([]);
    reader.close();
  });
});
