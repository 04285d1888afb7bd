/** What moderators see, decide and answer. */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type AdminClient, signIn } from '../../scripts/test/admin-client.ts';
import type { Decided } from '../src/comments/moderation/decisions.ts';
import type { Queue, QueuedComment } from '../src/comments/moderation/queue.ts';

const cms = inject('cms');
let admin: AdminClient;

beforeAll(async () => {
  admin = await signIn(cms);
});

async function ask<T>(path: string): Promise<T> {
  const { status, body } = await admin.call('GET', `/comments/moderation${path}`);
  expect(status).toBe(200);
  return body.data as unknown as T;
}

const queue = (query = '') => ask<Queue>(`?${query}`);

const decide = async (comments: { id: string; from: string }[], to: string) => {
  const answer = await admin.call('POST', '/comments/moderation/decide', { comments, to });
  return { status: answer.status, ...(answer.body.data as unknown as Decided) };
};

/** Other tests comment too: it may stand on any page. */
const commentOf = async (name: string, state: string): Promise<QueuedComment> => {
  for (let page = 1; ; page += 1) {
    const { comments } = await queue(`state=${state}&page=${String(page)}`);
    const found = comments.find((comment) => comment.name === name);
    if (found) return found;
    if (comments.length === 0) throw new Error(`There is no ${state} comment of ${name}.`);
  }
};

describe('the queue', () => {
  it('is for those who may moderate', async () => {
    for (const path of ['', '/waiting', '/log'])
      expect((await fetch(`${cms.url}/comments/moderation${path}`)).status).toBe(401);
    for (const path of ['/decide', '/reply']) {
      const answer = await fetch(`${cms.url}/comments/moderation${path}`, { method: 'POST' });
      expect(answer.status).toBe(401);
    }
    const withToken = { authorization: `Bearer ${cms.siteToken}` };
    const answer = await fetch(`${cms.url}/comments/moderation`, { headers: withToken });
    expect(answer.status).toBe(401);
  });

  it('shows what one needs to decide', async () => {
    const { counts, posts, clinics } = await queue();
    expect(counts.approved).toBeGreaterThanOrEqual(19);
    expect(posts.length).toBeGreaterThan(3);
    expect(clinics.length).toBeGreaterThan(2);
    const { post, parent, email } = await commentOf('Dolores', 'pending');
    expect(post.title).toBe('Is acupuncture safe? What the numbers say');
    expect(parent).toMatchObject({ name: 'Marisol T.' });
    expect(email).toBe('dolores.g@correo.example');
  });

  it('is narrowed down to a post or a clinic, with its counts', async () => {
    const { post } = await commentOf('Dolores', 'pending');
    const ofPost = await queue(`post=${post.id}`);
    expect(ofPost.counts.pending).toBeGreaterThan(0);
    expect(new Set(ofPost.comments.map((comment) => comment.post.id))).toEqual(new Set([post.id]));
    const all = await queue();
    let sum = 0;
    for (const clinic of all.clinics) sum += (await queue(`clinic=${clinic.id}`)).counts.approved;
    // A post may be of no clinic.
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(all.counts.approved);
    expect((await queue('post=nonsense')).comments).toEqual([]);
  });

  it('says what it does not understand', async () => {
    for (const query of ['state=glorious', 'page=0', 'page=x']) {
      const { status } = await admin.call('GET', `/comments/moderation?${query}`);
      expect(status).toBe(400);
    }
    expect((await decide([], 'approved')).status).toBe(400);
    expect((await decide([{ id: 'x', from: 'pending' }], 'author')).status).toBe(400);
  });
});

describe('a decision', () => {
  it('is made once, of two moderators by the first; it is logged, and can be taken back', async () => {
    const { id } = await commentOf('Kofi', 'pending');
    const first = await decide([{ id, from: 'pending' }], 'rejected');
    expect(first.done).toEqual([{ id, from: 'pending' }]);
    const second = await decide([{ id, from: 'pending' }], 'approved');
    expect(second.done).toEqual([]);
    expect(second.missed).toEqual([{ id, state: 'rejected', by: 'Meridian Administrator' }]);
    const [entry] = await ask<{ comment: string; from: string; to: string; by: string }[]>('/log');
    expect(entry).toMatchObject({
      comment: id,
      from: 'pending',
      to: 'rejected',
      by: 'Meridian Administrator',
    });
    expect((await commentOf('Kofi', 'rejected')).decided).toMatchObject({ by: entry?.by });
    expect((await decide([{ id, from: 'rejected' }], 'pending')).done).toHaveLength(1);
    expect((await commentOf('Kofi', 'pending')).id).toBe(id);
  });

  it('tells of a comment that is gone', async () => {
    const { missed } = await decide([{ id: 'nobody', from: 'pending' }], 'approved');
    expect(missed).toEqual([{ id: 'nobody', state: null, by: null }]);
  });
});

describe('an answer', () => {
  const reply = (body: object) => admin.call('POST', '/comments/moderation/reply', body);

  it('is looked through, then stands below its comment with its practitioner', async () => {
    const { authors } = await queue();
    const author = authors[0]?.id ?? '';
    const { id: parent } = await commentOf('Ruth P.', 'approved');
    const careless = { parent, author, body: 'Thank you for your last visit!' };
    const refused = await reply(careless);
    expect([refused.status, refused.body.error?.message]).toEqual([
      400,
      expect.stringContaining('“your last visit”: It says or lets show'),
    ]);
    const body = 'A good question, to which the next trial may know more.';
    const { status } = await reply({ parent, author, body });
    expect(status).toBe(200);
    const { comments } = await queue('state=approved');
    const answer = comments.find((comment) => comment.body === body);
    expect(answer).toMatchObject({
      isReply: true,
      parent: { name: 'Ruth P.' },
      name: authors[0]?.name,
    });
    const [entry] = await ask<{ comment: string; from: string }[]>('/log');
    expect(entry).toMatchObject({ comment: answer?.id, from: 'new' });
    expect((await admin.remove('comment', answer?.id ?? '')).status).toBe(200);
  });

  it('needs a comment that is shown, and a practitioner', async () => {
    const { authors } = await queue();
    const waiting = await commentOf('Dolores', 'pending');
    const early = await reply({ parent: waiting.id, author: authors[0]?.id, body: 'Soon.' });
    expect([early.status, early.body.error?.message]).toEqual([
      400,
      'Approve the comment first: an answer stands below it.',
    ]);
    const { id: parent } = await commentOf('Ruth P.', 'approved');
    expect((await reply({ parent, author: 'nobody', body: 'Hello.' })).status).toBe(404);
  });
});
