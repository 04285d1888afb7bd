/** Measures one store at one size, in a process of its own; prints JSON. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReplica, openReplica, type Post } from '@meridian/content';

const [store = '', count = '', opened] = process.argv.slice(2);
const posts = Number(count);
const folder = opened ?? mkdtempSync(join(tmpdir(), 'meridian-replica-'));
const file = join(folder, store);

/** A post of 800 words in 20 paragraphs. */
function post(number: number): Post {
  const words = Array.from(
    { length: 40 },
    (_, index) => `word${String((index * 7 + number) % 997)}`,
  );
  const paragraph = () => ({
    type: 'paragraph' as const,
    content: [{ type: 'text' as const, text: `${words.join(' ')}.` }],
  });
  const publishAt = new Date(Date.UTC(2010, 0, 1) + number * 3_600_000).toISOString();
  return {
    id: `post${String(number)}`,
    slug: `post-${String(number)}`,
    title: `Post ${String(number)}`,
    summary: words.slice(0, 20).join(' '),
    takeaways: ['One', 'Two', 'Three'],
    body: { type: 'doc', content: Array.from({ length: 20 }, paragraph) },
    images: [],
    authors: [`author${String(number % 7)}`],
    topics: [`topic${String(number % 12)}`, `topic${String((number + 5) % 12)}`],
    references: [],
    corrections: [],
    commentsOpen: true,
    publishAt,
    updatedAt: publishAt,
  };
}

const time = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

const megabytes = () => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 1_000_000);
};

/** What the page of a post asks: the post, and three earlier ones on its topic. */
const asked = Array.from({ length: 1_000 }, (_, index) => Math.floor((index * posts) / 1_000));

if (opened === undefined) {
  const fill = time(() => {
    if (store === 'sqlite') {
      const replica = createReplica(file);
      for (let start = 0; start < posts; start += 200)
        replica.transaction(() => {
          for (let number = start; number < Math.min(start + 200, posts); number += 1)
            replica.put({ kind: 'Post', entry: post(number) });
        });
      replica.close();
    } else {
      for (let number = 0; number < posts; number += 1)
        appendFileSync(file, `${JSON.stringify(post(number))}\n`);
    }
  });
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=8192', import.meta.filename, store, count, folder],
    { encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(stderr);
  const read = JSON.parse(stdout) as object;
  const disk = Math.round(statSync(file).size / 1_000_000);
  rmSync(folder, { recursive: true });
  process.stdout.write(JSON.stringify({ 'fill ms': Math.round(fill), 'disk MB': disk, ...read }));
} else if (store === 'sqlite') {
  let replica = openReplica(file);
  replica.close();
  const open = time(() => (replica = openReplica(file)));
  const read = time(() => {
    for (const number of asked) {
      const found = replica.bySlug('Post', `post-${String(number)}`);
      if (found) replica.before(found, `topic:${found.topics[0] ?? ''}`, 3);
    }
  });
  print(open, read);
} else {
  const bySlug = new Map<string, Post>();
  const byTopic = new Map<string, Post[]>();
  const open = time(() => {
    const snapshot = readFileSync(file);
    for (let start = 0, end; (end = snapshot.indexOf('\n', start)) !== -1; start = end + 1) {
      const entry = JSON.parse(snapshot.toString('utf8', start, end)) as Post;
      bySlug.set(entry.slug, entry);
      for (const topic of entry.topics) {
        const list = byTopic.get(topic);
        if (list) list.push(entry);
        else byTopic.set(topic, [entry]);
      }
    }
  });
  const read = time(() => {
    for (const number of asked) {
      const found = bySlug.get(`post-${String(number)}`);
      const list = byTopic.get(found?.topics[0] ?? '') ?? [];
      const at = list.findIndex((entry) => entry === found);
      list.slice(Math.max(0, at - 3), at);
    }
  });
  print(open, read);
}

function print(open: number, read: number): void {
  process.stdout.write(
    JSON.stringify({
      'open ms': Math.round(open * 10) / 10,
      'page µs': Math.round(read),
      'memory MB': megabytes(),
    }),
  );
}
