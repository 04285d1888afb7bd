/** What is told by e-mail: to commenters by their own choice, and to moderators. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { commentsAPage } from '@meridian/comments';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type AdminClient, signIn } from '../../scripts/test/admin-client.ts';
import { Commenter } from '../../scripts/test/commenter.ts';
import {
  linkIn,
  type MailServer,
  type Received,
  startMailServer,
} from '../../scripts/test/mail-server.ts';
import { startTestCms, type TestCms } from '../../scripts/test/running-cms.ts';
import { digestOf } from '../src/comments/moderation/decisions.ts';

let mail: MailServer;
let cms: TestCms;
let admin: AdminClient;

beforeAll(async () => {
  mail = await startMailServer(['nobody@mailbox.example']);
  cms = await startTestCms({
    demo: true,
    env: {
      MAIL_URL: mail.url,
      MAIL_FROM: 'Harbor Acupuncture <comments@practice.example>',
      MAIL_PAUSE_SECONDS: '0',
    },
  });
  admin = await signIn(cms);
});

afterAll(async () => {
  await cms.stop();
  await mail[Symbol.asyncDispose]();
});

const database = () => new DatabaseSync(join(cms.dataFolder, 'cms/data.db'), { readOnly: true });

function ofComment(body: string): { document_id: string; state: string } {
  using open = database();
  return open
    .prepare('SELECT document_id, state FROM comments WHERE body = ?')
    .get(body) as ReturnType<typeof ofComment>;
}

function safetyPost(): string {
  using open = database();
  const row = open
    .prepare(`SELECT document_id FROM posts WHERE slug = 'is-acupuncture-safe'`)
    .get();
  return String(row?.document_id);
}

let visitors = 0;
/** Sends a comment from an address of its own. @returns its id, and the token of its writer. */
async function comment(more: {
  body: string;
  name?: string;
  email?: string;
  answers?: boolean;
  parent?: string;
}): Promise<{ id: string; token: string }> {
  visitors += 1;
  const visitor = new Commenter(cms.url, `203.0.113.${String(visitors)}`);
  const post = safetyPost();
  const proof = await visitor.prove(post);
  const { status, body } = await visitor.send({ post, name: 'Nora', ...more, proof });
  expect(status).toBe(201);
  return { id: ofComment(more.body).document_id, token: body.token ?? '' };
}

const decide = async (id: string, from: string, to: string) => {
  using open = database();
  const comment = open.prepare('SELECT name, body FROM comments WHERE document_id = ?').get(id);
  const text = digestOf(comment as unknown as { name: string; body: string });
  const body = { comments: [{ id, from, text }], to };
  const { status } = await admin.call('POST', '/comments/moderation/decide', body);
  expect(status).toBe(200);
};

/** What was sent at once, or is held as spam because it was: approved all the same. */
const approve = async (body: string) => {
  const { document_id, state } = ofComment(body);
  await decide(document_id, state, 'approved');
};

const mailTo = (to: string, subject: RegExp) =>
  mail.received.filter((one) => one.to === to && subject.test(one.subject));

const arrived = (to: string, subject: RegExp): Promise<Received> =>
  vi.waitFor(
    () => {
      const [first] = mailTo(to, subject);
      if (!first) throw new Error(`Nothing like ${String(subject)} has reached ${to}.`);
      return first;
    },
    { timeout: 30_000, interval: 100 },
  );

const post = async (address: string, fields: Record<string, string>) => {
  const response = await fetch(address, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: response.status, page: await response.text() };
};

const tokenIn = (link: string) => new URL(link).searchParams.get('token') ?? '';

describe('a commenter who wants to be told', () => {
  it('confirms it when the comment is shown, is told of an answer, and ends it with one click', async () => {
    const email = 'nora@mailbox.example';
    const body = 'How often do people come in the first month?';
    const { id } = await comment({ body, email, answers: true });
    await approve(body);
    const asked = await arrived(email, /^Your comment on “Is acupuncture safe/);
    expect(asked.headers['auto-submitted']).toBe('auto-generated');
    expect(linkIn(asked, /\/posts\//)).toBe(
      `${cms.siteOrigin}/posts/is-acupuncture-safe/#comment_${id}`,
    );

    // To look at the link, as programs do, confirms nothing.
    const link = linkIn(asked, /token=/);
    const page = await fetch(link);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await page.text()).toContain('Yes, tell me');
    const confirmed = await post(`${cms.url}/api/comments`, { token: tokenIn(link), mail: 'yes' });
    expect(confirmed).toMatchObject({
      status: 200,
      page: expect.stringContaining('You will be told') as string,
    });

    const answer = { parent: id, name: 'Kofi', body: 'Twice a week, in my case.' };
    await comment(answer);
    await approve(answer.body);
    const told = await arrived(email, /^Kofi answered your comment/);
    expect(told.text).toContain('> Twice a week, in my case.');

    // RFC 8058: a POST to the address in the header, without anything that was on a page.
    expect(told.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    const oneClick = told.headers['list-unsubscribe']?.slice(1, -1) ?? '';
    const parts = new FormData();
    parts.set('List-Unsubscribe', 'One-Click');
    const inParts = await fetch(oneClick, { method: 'POST', body: parts });
    expect([inParts.status, await inParts.text()]).toEqual([
      200,
      expect.stringContaining('No more e-mail') as string,
    ]);
    const ended = await post(oneClick, { 'List-Unsubscribe': 'One-Click' });
    expect(ended).toMatchObject({
      status: 200,
      page: expect.stringContaining('No more e-mail') as string,
    });

    const another = { parent: id, name: 'Ines', body: 'Once a week was enough for me.' };
    await comment(another);
    await approve(another.body);
    await untilAllIsSent();
    expect(mailTo(email, /^Ines/)).toEqual([]);
  });

  it('is led to the page of the comments on which the own one stands', async () => {
    const post = safetyPost();
    for (let index = 0; index < commentsAPage; index += 1) {
      const earlier = { name: 'Reader', body: `An earlier remark, ${String(index)}.` };
      const submittedAt = '2026-01-01T00:00:00Z';
      const { body } = await admin.create('comment', {
        ...earlier,
        post: { connect: [{ documentId: post }] },
        state: 'pending',
        submittedAt,
      });
      await admin.update('comment', body.data?.documentId ?? '', { state: 'approved' });
    }
    const email = 'later@mailbox.example';
    const body = 'Is it safe during pregnancy?';
    const { id } = await comment({ body, email, answers: true });
    await approve(body);
    expect(linkIn(await arrived(email, /is shown$/), /\/posts\//)).toBe(
      `${cms.siteOrigin}/posts/is-acupuncture-safe/comments/2/#comment_${id}`,
    );
  });

  it('is told of nothing that was answered before, and of each answer once', async () => {
    const email = 'ruth@mailbox.example';
    const body = 'Does it hurt when the needles come out?';
    const { id } = await comment({ body, email, answers: true });
    await approve(body);
    const early = { parent: id, name: 'Early', body: 'Not at all, I found.' };
    await comment(early);
    await approve(early.body);
    const link = linkIn(await arrived(email, /^Your comment/), /token=/);
    await post(`${cms.url}/api/comments`, { token: tokenIn(link), mail: 'yes' });
    const late = { parent: id, name: 'Late', body: 'Hardly, and only for a moment.' };
    const { id: answer } = await comment(late);
    await approve(late.body);
    await arrived(email, /^Late answered/);
    await decide(answer, 'approved', 'pending');
    await decide(answer, 'pending', 'approved');
    await untilAllIsSent();
    expect(mailTo(email, /^Late answered/)).toHaveLength(1);
    expect(mailTo(email, /^Early answered/)).toEqual([]);
  });

  it('is told nothing of what is withdrawn, or was not let through', async () => {
    const email = 'ivy@mailbox.example';
    await comment({ body: 'Nobody approves this one of mine.', email, answers: true });
    const { token } = await comment({
      body: 'I take this one back at once.',
      email,
      answers: true,
    });
    await post(`${cms.url}/api/comments`, { token, withdraw: 'yes', body: '' });
    await untilAllIsSent();
    expect(mailTo(email, /./)).toEqual([]);
  });

  it('gives an address', async () => {
    const visitor = new Commenter(cms.url, '203.0.113.250');
    const body = 'Tell me, but I do not say where.';
    const proof = await visitor.prove(safetyPost());
    const answer = await visitor.send({
      post: safetyPost(),
      name: 'No',
      body,
      answers: true,
      proof,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.problems?.map(({ field }) => field)).toEqual(['email']);
  });

  it('whose address does not exist is not written to again and again', async () => {
    const body = 'My address has no mailbox, I am afraid.';
    await comment({ body, email: 'nobody@mailbox.example', answers: true });
    await approve(body);
    await untilAllIsSent();
    const { data } = (await admin.call('GET', '/comments/moderation/mail')).body;
    expect(data).toMatchObject({ trouble: null });
  });
});

describe('the link of a comment', () => {
  it('shows how it stands with it, and takes it back from any browser', async () => {
    const body = 'I may want to take this back one day.';
    const { id, token } = await comment({ body });
    const link = `${cms.url}/api/comments?token=${token}`;
    const before = await (await fetch(link)).text();
    expect(before).toContain('waiting to be read');
    expect(before).toContain(body);
    await approve(body);
    const after = await (await fetch(link)).text();
    expect(after).toContain('is shown with the article');
    expect(after).not.toContain('Save the change');
    expect(
      (await post(`${cms.url}/api/comments`, { token, withdraw: 'yes', body: '' })).page,
    ).toContain('erased');
    const gone = await fetch(link);
    expect([gone.status, (await gone.text()).includes(id)]).toEqual([404, false]);
  });

  it('cannot be made up, nor be used for something else', async () => {
    const { token } = await comment({ body: 'What can others do with my link?' });
    for (const bad of ['', 'x', 'e30.e30', `${token}x`, token.replace('.', '')]) {
      const response = await fetch(`${cms.url}/api/comments?token=${bad}`);
      expect(response.status).toBe(404);
    }
    expect((await post(`${cms.url}/api/comments`, { token, mail: 'yes' })).status).toBe(404);
  });
});

describe('a moderator', () => {
  it('is told what waits, but not what it says, and can turn it off', async () => {
    const told = await arrived(cms.adminEmail, /waiting$/);
    expect(told.text).toContain('“Is acupuncture safe? What the numbers say”');
    expect(told.text).toContain(`${cms.url}/admin/comments`);
    expect(told.text).not.toContain('Dolores');
    const link = linkIn(told, /token=/);
    expect(await (await fetch(link)).text()).toContain('waiting for a moderator');
    const ended = await post(`${cms.url}/api/comments`, { token: tokenIn(link), mail: 'no' });
    expect(ended.page).toContain('No more e-mail');
    const state = async () => (await admin.call('GET', '/comments/moderation/mail')).body.data;
    expect(await state()).toMatchObject({ wantsMail: false });
    await admin.call('POST', '/comments/moderation/mail', { wantsMail: true });
    expect(await state()).toMatchObject({ wantsMail: true });
  });

  it('is told that e-mail does not go out while the server is away', async () => {
    await mail.stop();
    const body = 'This is approved while the mail server is away.';
    await comment({ body, email: 'away@mailbox.example', answers: true });
    await approve(body);
    await vi.waitFor(
      async () => {
        const { data } = (await admin.call('GET', '/comments/moderation/mail')).body;
        expect(data?.trouble).toMatch(/does not go out at the moment.*ECONNREFUSED/);
      },
      { timeout: 30_000, interval: 200 },
    );
    await mail.start();
  });
});

it('carries the messages of the admin itself, such as a new password', async () => {
  const { adminEmail: email, url } = cms;
  const response = await fetch(`${url}/admin/forgot-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
  expect(response.status).toBe(204);
  await arrived(email, /password/i);
});

it('is said to be off where no server is set', async () => {
  const plain = inject('cms');
  const { body } = await (await signIn(plain)).call('GET', '/comments/moderation/mail');
  expect(body.data?.trouble).toContain('MAIL_URL');
  const answer = await new Commenter(plain.url, '203.0.113.251').send({ post: safetyPost() });
  expect(answer.body.hasMail).toBe(false);
});

/** A letter that is put in the outbox now is sent after all that were there before. */
async function untilAllIsSent(): Promise<void> {
  visitors += 1;
  const email = `last${String(visitors)}@mailbox.example`;
  const body = `The last one: ${String(visitors)}. Will there be a second part?`;
  await comment({ body, email, answers: true });
  await approve(body);
  await arrived(email, /^Your comment/);
}
