/** What is kept of a commenter is given to them, and erased, whole. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, inject, it } from 'vitest';
import { type AdminClient, newUser, signIn } from '../../scripts/test/admin-client.ts';
import { Commenter } from '../../scripts/test/commenter.ts';
import type { Erasure, KeptComment } from '../src/comments/personal-data/personal-data.ts';

const root = resolve(import.meta.dirname, '../..');
const cms = inject('cms');
let admin: AdminClient;

beforeAll(async () => {
  admin = await signIn(cms);
});

interface Answers {
  export: KeptComment[];
  erase: Erasure;
}

async function ask<W extends keyof Answers>(what: W, email: string, client = admin) {
  const { status, body } = await client.call('POST', `/comments/personal-data/${what}`, { email });
  return { status, data: body.data as unknown as Answers[W] };
}

/** The command, as an operator gives it. */
const command = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts/commenter.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: cms.dataFolder, FORCE_COLOR: '0' },
  });

const post = (): string => {
  using database = new DatabaseSync(join(cms.dataFolder, 'cms/data.db'), { readOnly: true });
  const row = database
    .prepare(`SELECT document_id FROM posts WHERE slug = 'is-acupuncture-safe'`)
    .get();
  return String(row?.document_id);
};

/** All that the database holds, as text. */
function everything(): string {
  using database = new DatabaseSync(join(cms.dataFolder, 'cms/data.db'), { readOnly: true });
  const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all();
  return tables
    .map(({ name }) => JSON.stringify(database.prepare(`SELECT * FROM "${String(name)}"`).all()))
    .join('\n');
}

let visitors = 0;
async function comment(email: string, body: string, parent?: string): Promise<string> {
  visitors += 1;
  const visitor = new Commenter(cms.url, `198.51.100.${String(visitors)}`);
  const proof = await visitor.prove(post());
  const { status, body: answer } = await visitor.send({
    post: post(),
    name: 'Gone Soon',
    email,
    body,
    parent,
    proof,
  });
  expect(status).toBe(201);
  const [claims = ''] = (answer.token ?? '').split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { comment: string }).comment;
}

/** Two comments, one of which is shown and answered by somebody else. @returns that answer. */
async function twoComments(email: string, text: string): Promise<string> {
  const id = await comment(email.toUpperCase(), `${text} Is it safe for my mother too?`);
  await admin.update('comment', id, { state: 'approved' });
  await comment(email, `${text} And for a cat?`);
  const answer = await comment('other@mailbox.example', `${text} That I wonder as well.`, id);
  await admin.update('comment', answer, { state: 'approved' });
  return answer;
}

const states = ({ erased }: Erasure) =>
  Object.values(erased).reduce((sum, count) => sum + count, 0);

it('is exported and erased by an administrator, whatever the capitals, and answers stay', async () => {
  const email = 'gone.soon@mailbox.example';
  const answer = await twoComments(email, 'Goner says:');
  const { data: kept } = await ask('export', ` ${email} `);
  expect(kept).toHaveLength(2);
  expect(kept[0]).toMatchObject({
    article: { slug: 'is-acupuncture-safe' },
    name: 'Gone Soon',
    email: email.toUpperCase(),
    body: 'Goner says: Is it safe for my mother too?',
    state: 'approved',
    addressHash: expect.stringMatching(/^[\w-]{43}$/) as string,
  });
  const { data: erasure } = await ask('erase', email);
  expect(states(erasure)).toBe(2);
  expect(erasure.erased.approved).toBe(1);
  expect(erasure.report.join(' ')).toMatch(/2 comments are erased.*search.*log.*Backups/s);
  expect((await ask('export', email)).data).toEqual([]);
  const left = everything();
  expect(left.toLowerCase()).not.toContain(email);
  expect(left).not.toContain('for my mother too');
  expect(left).toContain('Goner says: That I wonder as well.');
  expect((await ask('erase', email)).data.report).toEqual([
    expect.stringContaining('nothing to erase') as string,
  ]);
  // The text can come again: that it was here once is not remembered.
  await admin.remove('comment', await comment(email, 'Goner says: And for a cat?'));
  await admin.remove('comment', answer);
});

it('is exported and erased by one command, while the CMS runs', async () => {
  const email = 'by.command@mailbox.example';
  const answer = await twoComments(email, 'Commanded:');
  const exported = command('export', email);
  expect(exported.stderr).toBe('');
  const kept = JSON.parse(exported.stdout) as KeptComment[];
  expect(kept.map(({ body }) => body)).toEqual([
    'Commanded: Is it safe for my mother too?',
    'Commanded: And for a cat?',
  ]);
  const erased = command('erase', email);
  expect([erased.status, erased.stdout]).toEqual([
    0,
    expect.stringContaining('2 comments are erased') as string,
  ]);
  expect(everything().toLowerCase()).not.toContain(email);
  // As the page follows: the register has it that the comment is gone.
  expect((await ask('export', email)).data).toEqual([]);
  await admin.remove('comment', answer);
});

it('is asked for in words that say whose data and what to do with it', () => {
  for (const args of [[], ['erase'], ['burn', 'a@b.example'], ['erase', 'a@b.example', 'file']]) {
    const { status, stderr } = command(...args);
    expect([status, stderr]).toEqual([1, expect.stringContaining('Say what to do') as string]);
  }
});

it('is for those who may have it', async () => {
  const { client } = await newUser(cms, admin, 'Juno', ['admin::comments.moderate']);
  for (const what of ['export', 'erase'] as const) {
    expect((await ask(what, 'nora@mailbox.example', client)).status).toBe(403);
    const answer = await fetch(`${cms.url}/comments/personal-data/${what}`, { method: 'POST' });
    expect(answer.status).toBe(401);
  }
  expect((await ask('erase', '')).status).toBe(400);
});
