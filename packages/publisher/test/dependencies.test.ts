/** A change that alters what a page was told names that page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createReplica,
  type Entry,
  openReplica,
  type Post,
  type Replica,
  type WritableReplica,
} from '@meridian/content';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dependencies } from '../src/render/dependencies.ts';

let folder: string;
let replica: WritableReplica;
let reader: Replica;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-dependencies-'));
  replica = createReplica(join(folder, 'replica.db'));
  replica.beginAnew();
  replica.moveTo('epoch.0');
  replica.endAnew();
  reader = openReplica(join(folder, 'replica.db'));
});

afterEach(() => {
  reader.close();
  replica.close();
  rmSync(folder, { recursive: true });
});

const few = (name: string, count: number) =>
  fc.integer({ min: 0, max: count - 1 }).map((number) => `${name}${String(number)}`);
const postId = few('p', 8);
const topics = ['t0', 't1', 't2'];
const instant = fc
  .integer({ min: 1, max: 9 })
  .map((day) => `2026-01-0${String(day)}T00:00:00.000Z`);

const post = fc
  .record({
    id: postId,
    slug: few('slug', 6),
    title: few('title', 3),
    summary: few('summary', 2),
    authors: fc.uniqueArray(few('a', 3), { minLength: 1 }),
    topics: fc.subarray(topics),
    publishAt: instant,
  })
  .map((fields): Entry => {
    const rest: Omit<Post, keyof typeof fields> = {
      takeaways: [],
      body: { type: 'doc', content: [{ type: 'paragraph', content: [] }] },
      images: [],
      references: [],
      corrections: [],
      commentsOpen: true,
      updatedAt: fields.publishAt,
    };
    return { kind: 'Post', entry: { ...rest, ...fields } };
  });
const topic = fc
  .record({ id: few('t', 3), slug: few('slug', 3), name: few('name', 3) })
  .map((fields): Entry => ({
    kind: 'Topic',
    entry: {
      ...fields,
      kind: 'condition',
      images: [],
      description: undefined,
      updatedAt: '2026-01-01T00:00:00.000Z',
    },
  }));
const comment = fc
  .record({ id: few('c', 3), post: postId, text: few('text', 2), submittedAt: instant })
  .map((fields): Entry => ({
    kind: 'Comment',
    entry: { ...fields, name: 'Visitor', parent: undefined, author: undefined },
  }));

type Change = (replica: WritableReplica) => void;
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.oneof(post, topic, comment).map((entry): Change => (to) => {
      to.put(entry);
    }),
  },
  fc
    .oneof(
      postId.map((id) => ['Post', id] as const),
      few('t', 3).map((id) => ['Topic', id] as const),
      few('c', 3).map((id) => ['Comment', id] as const),
    )
    .map(([kind, id]): Change => (to) => {
      to.remove(kind, id);
    }),
);

/** What pages ask, each as they do: some fields, some stretch of a list. */
const questions: Record<string, (content: Replica) => unknown> = {
  'the title of a post': (content) => content.get('Post', 'p1')?.title,
  'the path of a linked post': (content) => content.card('Post', 'p2')?.slug,
  'the whole of a post': (content) => ({ ...content.get('Post', 'p3') }),
  'the post of a slug': (content) => content.bySlug('Post', 'slug2')?.summary,
  'the name of a topic': (content) => content.get('Topic', 't1')?.name,
  'all topics': (content) => content.list('Topic', 'all').map(({ name }) => name),
  'the newest posts': (content) =>
    content.list('Post', 'all', { limit: 3, newestFirst: true }).map(({ title }) => title),
  'the first page of the archive': (content) =>
    content.list('Post', 'all', { limit: 2 }).map(({ slug }) => slug),
  'the second page of the archive': (content) =>
    content.list('Post', 'all', { limit: 2, offset: 2 }).map(({ slug }) => slug),
  'whether there is a fourth post': (content) => content.reaches('Post', 'all', 3),
  'how many posts an author has': (content) => content.count('Post', 'author:a0'),
  'the front of an archive': (content) => [
    content.count('Post', 'all'),
    content.list('Post', 'all', { limit: 3, newestFirst: true }).map(({ slug }) => slug),
  ],
  'the first and the last posts': (content) => [
    content.list('Post', 'all', { limit: 2 }).map(({ slug }) => slug),
    content.list('Post', 'all', { limit: 2, newestFirst: true }).map(({ slug }) => slug),
  ],
  'earlier posts on a topic': (content) => {
    const card = content.card('Post', 'p4');
    return card && content.before(card, 'topic:t0', 2).map(({ title }) => title);
  },
  'the comments on a post': (content) => content.list('Comment', 'post:p1').map(({ text }) => text),
  'whether a page is there': (content) => content.hasPage('/posts/slug1/'),
  'all posts': (content) =>
    content.list('Post', 'all').map(({ updatedAt, slug }) => [updatedAt, slug]),
};

async function askAll() {
  const answers = new Map<string, string>();
  const dependencies = new Dependencies();
  for (const [name, ask] of Object.entries(questions)) {
    const { result, reads } = await reader.recorded(() =>
      Promise.resolve(JSON.stringify(ask(reader))),
    );
    answers.set(name, result);
    dependencies.set(name, reads);
  }
  return { answers, dependencies };
}

describe('dependencies', () => {
  it('name every page whose answers a change alters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 30 }), async (changes) => {
        let before = await askAll();
        for (const apply of changes) {
          const since = replica.touches().at(-1)?.number ?? 0;
          replica.transaction(() => {
            apply(replica);
          });
          const touches = replica
            .touches()
            .filter(({ number }) => number > since)
            .map(({ touch }) => touch);
          const affected = before.dependencies.affectedBy(touches);
          const after = await askAll();
          for (const [name, answer] of after.answers)
            if (answer !== before.answers.get(name))
              expect(
                affected,
                `${name}: ${before.answers.get(name) ?? ''} became ${answer}`,
              ).toContain(name);
          before = after;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leave out pages that read other fields, or another stretch of a list', async () => {
    const at = (day: number, id: string, title: string): Entry => {
      const [entry] = fc.sample(post, 1);
      if (entry?.kind !== 'Post') throw new Error('A post was asked for.');
      const publishAt = `2026-01-0${String(day)}T00:00:00.000Z`;
      return { kind: 'Post', entry: { ...entry.entry, id, title, slug: id, publishAt } };
    };
    for (const [index, id] of ['p5', 'p6', 'p2', 'p7'].entries())
      replica.put(at(index + 1, id, 'old'));
    const { dependencies } = await askAll();
    const before = replica.touches().at(-1)?.number ?? 0;
    replica.put(at(9, 'p8', 'new'));
    const affected = dependencies.affectedBy(
      replica.touches().flatMap(({ number, touch }) => (number > before ? [touch] : [])),
    );
    expect(affected).toContain('the newest posts');
    expect(affected).not.toContain('the first page of the archive');
    expect(affected).not.toContain('whether there is a fourth post');
    expect(affected).not.toContain('the path of a linked post');
  });

  it('forget a page that is no more', async () => {
    const { dependencies } = await askAll();
    dependencies.delete('all posts');
    replica.put({
      kind: 'Topic',
      entry: {
        id: 't0',
        slug: 's',
        name: 'n',
        kind: 'condition',
        images: [],
        description: undefined,
        updatedAt: '2026-01-01T00:00:00.000Z',
      },
    });
    expect(dependencies.has('all posts')).toBe(false);
    expect(dependencies.affectedBy(replica.touches().map(({ touch }) => touch))).not.toContain(
      'all posts',
    );
  });
});
