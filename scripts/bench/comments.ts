/**
 * Comments: how many a second the intake takes, each with its proof checked and safe on disk; how long
 * the moderators' list takes at 100,000 comments; a post with 500; what holds spam; the memory under attack.
 */
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Row } from '../bench.ts';
import { adminEmail, startCms } from '../system/cms.ts';
import { stopServer } from '../system/servers.ts';
import { signIn } from '../test/admin-client.ts';
import { Commenter, type Proof, solve } from '../test/commenter.ts';
import { measureAttacks } from './attacks.ts';
import { measureDiscussed } from './discussed.ts';
import { percentiles } from './percentiles.ts';
import { measureSpam } from './spam.ts';
import { atSizes, type BenchCms } from './system.ts';

const sent = 6_000;
/** How many visitors wait for an answer at a time. */
const atOnce = 20;
const listed = 100_000;
/** Comments on one post. */
const discussed = 500;
const asked = 30;

export async function benchComments(): Promise<Row[]> {
  const rows: Row[] = measureSpam();
  await atSizes(
    [1_000],
    async (cms) => {
      rows.push(await measureIntake(cms), await measureAttacks(cms));
      await stopServer(cms.server);
      const [slug = ''] = column(databaseOf(cms), 'slug');
      fillWithComments(databaseOf(cms), discussed, slug);
      fillWithComments(databaseOf(cms), listed);
      const server = await startCms(cms.settings, cms.secrets);
      try {
        rows.push(...(await measureList(cms)));
        rows.push(...(await measureDiscussed(cms, databaseOf(cms), slug)));
      } finally {
        await stopServer(server);
      }
    },
    // The visitors come from many addresses.
    { TRUSTED_PROXIES: 'loopback' },
  );
  return rows;
}

const databaseOf = ({ settings }: BenchCms) => join(settings.dataFolder, 'cms/data.db');

async function measureIntake(cms: BenchCms): Promise<Row> {
  const posts = column(databaseOf(cms), 'document_id');
  const waiting = await Promise.all(
    Array.from({ length: sent }, async (_, number) => {
      const post = posts[number % posts.length] ?? '';
      return { number, post, proof: await easyProof(cms, post) };
    }),
  );
  const times: number[] = [];
  const start = performance.now();
  const visit = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { number, post, proof } = next;
      const visitor = new Commenter(cms.settings.cmsUrl, `2001:db8:${number.toString(16)}::1`);
      const body = `Question ${String(number)}: how many visits do people usually need?`;
      const before = performance.now();
      const { status } = await visitor.send({ post, name: 'Reader', body, proof });
      if (status !== 201) throw new Error(`A comment was answered with ${String(status)}.`);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, visit));
  const seconds = (performance.now() - start) / 1_000;
  return { what: 'intake', 'a second': Math.round(sent / seconds), ...percentiles(times) };
}

/** A proof whose solution is near: what is measured is the CMS, and not a browser. */
async function easyProof({ secrets }: BenchCms, post: string): Promise<Proof> {
  // As `cms/src/comments/tokens.ts` derives them.
  const secretFor = (purpose: string) =>
    createHmac('sha256', secrets.COMMENT_SECRET).update(purpose).digest('base64url');
  const now = Date.now();
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: 1,
    counter: 1,
    deriveKey,
    hmacSignatureSecret: secretFor('challenge'),
    hmacKeySignatureSecret: secretFor('solution'),
    expiresAt: Math.floor(now / 1_000) + 3_600,
    // Long ago enough for somebody to have written in the meantime.
    data: { post, at: now - 60_000 },
  });
  return solve(challenge);
}

/** Of all published posts that take comments. */
function column(file: string, name: 'document_id' | 'slug'): string[] {
  using database = new DatabaseSync(file, { readOnly: true });
  return database
    .prepare(`SELECT ${name} FROM posts WHERE published_at NOT NULL AND comments_open = 1`)
    .all()
    .map((row) => String(row[name]));
}

/** The CMS must not be running. @param slug of the one post that has them all, and shows them. */
function fillWithComments(file: string, count: number, slug?: string): void {
  using database = new DatabaseSync(file);
  const posts = database
    .prepare('SELECT id FROM posts WHERE published_at NOT NULL AND slug = coalesce(?, slug)')
    .all(slug ?? null);
  const comment = database.prepare(
    `INSERT INTO comments (document_id, state, name, body, submitted_at, created_at, updated_at, published_at)
     VALUES (?, ?, 'Reader', ?, ?, 0, 0, 0)`,
  );
  const link = database.prepare(
    'INSERT INTO comments_post_lnk (comment_id, post_id) VALUES (?, ?)',
  );
  const states =
    slug === undefined
      ? ['approved', 'approved', 'approved', 'pending', 'rejected', 'spam']
      : ['approved'];
  database.exec('BEGIN');
  for (let number = 0; number < count; number += 1) {
    const state = states[number % states.length] ?? '';
    const body = `Comment ${String(number)}: thank you, this answered my question.`;
    const at = Date.UTC(2020, 0, 1) + number * 60_000;
    const { lastInsertRowid } = comment.run(
      `${slug === undefined ? 'list' : 'much'}${String(number)}`,
      state,
      body,
      at,
    );
    link.run(lastInsertRowid, posts[number % posts.length]?.id ?? null);
  }
  database.exec('COMMIT');
}

async function measureList({ settings, secrets }: BenchCms): Promise<Row[]> {
  const admin = await signIn({
    url: settings.cmsUrl,
    adminEmail,
    adminPassword: secrets.ADMIN_PASSWORD,
  });
  const ask = async (query: string) => {
    const { status, body } = await admin.call('GET', `/comments/moderation?${query}`);
    if (status !== 200) throw new Error(`The list was answered with ${String(status)}.`);
    return body.data as unknown as { posts: { id: string }[]; clinics: { id: string }[] };
  };
  const { posts, clinics } = await ask('');
  const queries = {
    'the list of those that wait': 'state=pending',
    'the same, page 500': 'state=pending&page=500',
    'of one article': `state=approved&post=${posts[0]?.id ?? ''}`,
    'of one clinic': `state=approved&clinic=${clinics[0]?.id ?? ''}`,
  };
  const rows: Row[] = [];
  for (const [what, query] of Object.entries(queries)) {
    const times: number[] = [];
    for (let index = 0; index < asked; index += 1) {
      const before = performance.now();
      await ask(query);
      times.push(performance.now() - before);
    }
    rows.push({ what, comments: listed, ...percentiles(times) });
  }
  return rows;
}
