/** A comment that was acknowledged is there, also when the CMS dies at any moment. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Commenter } from '../../scripts/test/commenter.ts';
import { startTestCms, type TestCms } from '../../scripts/test/running-cms.ts';

const kills = 20;
const commenters = 50;

let cms: TestCms;

beforeAll(async () => {
  cms = await startTestCms({ demo: true });
});

afterAll(async () => {
  await cms.stop();
});

const openDatabase = () =>
  new DatabaseSync(join(cms.dataFolder, 'cms/data.db'), { readOnly: true });

function posts(): string[] {
  using database = openDatabase();
  return database
    .prepare('SELECT document_id FROM posts WHERE published_at NOT NULL')
    .all()
    .map(({ document_id }) => String(document_id));
}

it(
  'keeps every acknowledged comment once through 20 deaths under 50 commenters',
  async () => {
    const acknowledged: string[] = [];
    const open = posts();
    const over = new AbortController();
    let sent = 0;
    const write = async () => {
      while (!over.signal.aborted) {
        sent += 1;
        const number = sent;
        const post = open[number % open.length] ?? '';
        const visitor = new Commenter(cms.url, `2001:db8:${number.toString(16)}::1`);
        const body = `Comment number ${String(number)} of many.`;
        // A browser tries again, too, until it has an answer: then it may hear that it was heard before.
        let done = false;
        while (!done) {
          try {
            const proof = await visitor.prove(post);
            const { status } = await visitor.send({ post, name: 'Nora', body, proof });
            if (status === 201 || status === 409) acknowledged.push(body);
            done = status === 201 || status === 409 || status === 429;
          } catch {
            // The CMS is away; the pause keeps those who wait from taking all of the machine.
            await delay(50);
            done = over.signal.aborted;
          }
        }
      }
    };
    const writing = Array.from({ length: commenters }, write);
    for (let kill = 0; kill < kills; kill += 1) {
      const before = acknowledged.length;
      while (acknowledged.length < before + 20) await delay(5);
      await delay(Math.random() * 100);
      await cms.kill();
      await cms.resume();
    }
    over.abort();
    await Promise.all(writing);

    using database = openDatabase();
    const kept = new Map<string, number>();
    for (const { body } of database.prepare(`SELECT body FROM comments WHERE name = 'Nora'`).all())
      kept.set(String(body), (kept.get(String(body)) ?? 0) + 1);
    expect(acknowledged.filter((body) => !kept.has(body))).toEqual([]);
    expect([...kept].filter(([, times]) => times > 1)).toEqual([]);
    const loose = database
      .prepare(
        `SELECT count(*) AS count FROM comments c WHERE name = 'Nora' AND NOT EXISTS
           (SELECT 1 FROM comments_post_lnk l WHERE l.comment_id = c.id)`,
      )
      .get();
    expect(loose?.count).toBe(0);
    expect(acknowledged.length).toBeGreaterThan(kills * 20);
  },
  20 * 60_000,
);
