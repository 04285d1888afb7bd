/** Who is to blame for a page that cannot go live: never the same entry twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReplica, type Post, type WritableReplica } from '@meridian/content';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Dependencies } from '../src/render/dependencies.ts';
import { culpritsOf } from '../src/verify/culprits.ts';

const post: Post = {
  id: 'p',
  slug: 'knees',
  title: 'Knees',
  summary: 'Their summary',
  takeaways: [],
  body: { type: 'doc', content: [] },
  images: [],
  authors: ['a'],
  topics: [],
  references: [],
  corrections: [],
  commentsOpen: true,
  publishAt: '2026-01-01T10:00:00.000Z',
  updatedAt: '2026-01-01T10:00:00.000Z',
};
const path = '/posts/knees/';
const problems = [{ path, message: 'It is broken.' }];

let folder: string;
let replica: WritableReplica;
let dependencies: Dependencies;

/** As the publisher does it: takes back who is to blame, until nobody is left. */
function rounds(): string[][] {
  const settled = 0;
  const found: string[][] = [];
  for (;;) {
    const touches = replica.touches().map(({ touch }) => touch);
    const change = { isAnew: false, touches, upTo: replica.lastTouch() };
    const culprits = culpritsOf(problems, change, { replica, dependencies });
    if (culprits.length === 0) return found;
    found.push(culprits.map(({ kind, id }) => `${kind} ${id}`));
    for (const { kind, id, problems: known } of culprits) replica.reject(kind, id, known, settled);
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-culprits-'));
  replica = createReplica(join(folder, 'replica.db'));
  replica.beginAnew();
  replica.put({ kind: 'Post', entry: post });
  replica.moveTo('epoch.1');
  replica.endAnew();
  dependencies = new Dependencies();
  dependencies.set(path, { fields: [['Post p', 2]], lists: [['Comment post:p', null, null]] });
  replica.put({ kind: 'Post', entry: { ...post, title: 'Sore knees' } });
  replica.put({
    kind: 'Comment',
    entry: { id: 'c', post: 'p', name: 'Ana', text: 'Odd.', submittedAt: post.publishAt },
  });
});

afterEach(() => {
  replica.close();
  rmSync(folder, { recursive: true });
});

it('the entry of the page is first, and then what else it shows', () => {
  expect(rounds()).toEqual([['Post p'], ['Comment c']]);
});

it('what was taken back comes again when asked, also after a second look', () => {
  rounds();
  rounds();
  expect(replica.get('Post', 'p')?.title).toBe('Knees');
  replica.retry();
  expect(replica.get('Post', 'p')?.title).toBe('Sore knees');
  expect(replica.get('Comment', 'c')?.text).toBe('Odd.');
});
