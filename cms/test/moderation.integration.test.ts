/** What moderators see, decide and answer. */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type AdminClient, newUser, signIn } from '../../scripts/test/admin-client.ts';
import { Commenter } from '../../scripts/test/commenter.ts';
import type { Decided } from '../src/comments/moderation/decisions.ts';
import type { Queue, QueuedComment } from '../src/comments/moderation/queue.ts';
import type { ThreadComment } from '../src/comments/moderation/thread.ts';

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

const decide = async (comments: { id: string; from: string; text: string }[], to: string) => {
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
    expect((await decide([{ id: 'x', from: 'pending', text: '' }], 'author')).status).toBe(400);
  });
});

describe('a decision', () => {
  it('is made once, of two moderators by the first; it is logged, and can be taken back', async () => {
    const { id, text } = await commentOf('Kofi', 'pending');
    const seen = { id, from: 'pending', text };
    const first = await decide([seen], 'rejected');
    expect(first.done).toEqual([seen]);
    const second = await decide([seen], 'approved');
    expect(second.done).toEqual([]);
    expect(second.missed).toEqual([
      { id, state: 'rejected', by: 'Meridian Administrator', isChanged: false },
    ]);
    const [entry] = await ask<{ comment: string; from: string; to: string; by: string }[]>('/log');
    expect(entry).toMatchObject({
      comment: id,
      from: 'pending',
      to: 'rejected',
      by: 'Meridian Administrator',
    });
    expect((await commentOf('Kofi', 'rejected')).decided).toMatchObject({ by: entry?.by });
    expect((await decide([{ id, from: 'rejected', text }], 'pending')).done).toHaveLength(1);
    expect((await commentOf('Kofi', 'pending')).id).toBe(id);
  });

  it('teaches the filter, and no longer when it is taken back', async () => {
    const { post } = await commentOf('Kofi', 'pending');
    // What is sent as fast as this is held as spam, whatever it says.
    const send = async (name: string, body: string): Promise<QueuedComment> => {
      const visitor = new Commenter(cms.url, '203.0.113.77');
      const proof = await visitor.prove(post.id);
      expect((await visitor.send({ post: post.id, name, body, proof })).status).toBe(201);
      return commentOf(name, 'spam');
    };
    const learntOf = ({ reasons }: QueuedComment) => reasons.find(({ rule }) => rule === 'learnt');
    const first = await send(
      'Wollgard',
      'Wolkenfilz vom Moorhof wärmt kalte Füße, sagt mein Schwager.',
    );
    const { id, text } = first;
    await decide([{ id, from: 'spam', text }], 'pending');
    await decide([{ id, from: 'pending', text }], 'spam');
    const taught = learntOf(
      await send('Moorhild', 'Kalte Füße wärmt Wolkenfilz, und zwar der vom Moorhof.'),
    );
    expect(taught?.score).toBeGreaterThan((learntOf(first)?.score ?? 0) + 0.5);
    await decide([{ id, from: 'spam', text }], 'pending');
    const after = learntOf(
      await send('Filzmut', 'Vom Moorhof ist der Wolkenfilz, und kalte Füße wärmt er.'),
    );
    expect(after?.score ?? 0).toBeLessThan((taught?.score ?? 0) - 0.5);
  });

  it('tells of a comment that is gone', async () => {
    const { missed } = await decide([{ id: 'nobody', from: 'pending', text: '' }], 'approved');
    expect(missed).toEqual([{ id: 'nobody', state: null, by: null, isChanged: false }]);
  });

  it('is one on the text that was read, and not on what its writer has made of it since', async () => {
    const { id, text, post } = await commentOf('Kofi', 'pending');
    const { body } = await admin.call(
      'GET',
      `/content-manager/collection-types/api::comment.comment/${id}`,
    );
    const before = String(body.data?.body);
    await admin.update('comment', id, { body: 'Buy my pills, which nobody has read about.' });
    const { done, missed } = await decide([{ id, from: 'pending', text }], 'approved');
    expect(done).toEqual([]);
    expect(missed).toMatchObject([{ id, state: 'pending', isChanged: true }]);
    await admin.update('comment', id, { body: before });
    expect((await queue(`post=${post.id}`)).comments.find((one) => one.id === id)?.text).toBe(text);
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

describe('a practitioner who moderates', () => {
  const ofOwn = (client: AdminClient, query = '') =>
    client.call('GET', `/comments/moderation?${query}`);

  it('sees and decides on the articles of their own clinics, and answers in their own name', async () => {
    const { id: account, client } = await newUser(cms, admin, 'Amara', [
      'admin::comments.moderate-own',
    ]);
    // Before anybody has said who they are, they see nothing.
    const nobody = (await ofOwn(client, 'state=approved')).body.data as unknown as Queue;
    expect([nobody.comments, nobody.clinics, nobody.authors]).toEqual([[], [], []]);

    const everything = await queue('state=approved');
    const { author, clinic } = await authorWithComments(everything);
    await admin.update('author', author, { account: { connect: [{ id: account }] } });
    const own = (await ofOwn(client, 'state=approved')).body.data as unknown as Queue;
    expect(own.counts.approved).toBeGreaterThan(0);
    expect(own.counts.approved).toBeLessThan(everything.counts.approved);
    expect(own.clinics.map(({ id }) => id)).toContain(clinic);
    expect(own.authors.map(({ id }) => id)).toEqual([author]);

    const elsewhere = await commentElsewhere(own);
    const decision = {
      comments: [{ id: elsewhere.id, from: 'approved', text: elsewhere.text }],
      to: 'rejected',
    };
    const refused = await client.call('POST', '/comments/moderation/decide', decision);
    expect([refused.status, refused.body.error?.message]).toEqual([
      403,
      expect.stringContaining('not on an article of your clinics'),
    ]);
    const thread = `/comments/moderation/thread?comment=${elsewhere.id}`;
    expect((await client.call('GET', thread)).status).toBe(403);
    const others = everything.authors.find(({ id }) => id !== author)?.id;
    const parent = own.comments.find(({ isReply }) => !isReply)?.id ?? '';
    const reply = (who: string | undefined, comment: string) =>
      client.call('POST', '/comments/moderation/reply', {
        parent: comment,
        author: who,
        body: 'A good question, to which we will come back in an article.',
      });
    expect((await reply(others, parent)).status).toBe(403);
    expect((await reply(author, elsewhere.id)).status).toBe(403);
    const answered = await reply(author, parent);
    expect(answered.status).toBe(200);
    const log = (await client.call('GET', '/comments/moderation/log')).body.data as unknown as {
      by: string;
    }[];
    expect(new Set(log.map(({ by }) => by))).toContain('Amara');
    const { id: answer } = answered.body.data as unknown as { id: string };
    const shown = (await ofOwn(client, 'state=approved')).body.data as unknown as Queue;
    const text = shown.comments.find(({ id }) => id === answer)?.text;
    // What is gone is in nobody's way: one is told.
    const gone = { id: 'gone', from: 'approved', text: '' };
    const taken = { comments: [{ id: answer, from: 'approved', text }, gone], to: 'rejected' };
    expect((await client.call('POST', '/comments/moderation/decide', taken)).status).toBe(200);
    await admin.remove('comment', answer);
    await admin.update('author', author, { account: { set: [] } });
  });

  it('is not made by those who may edit practitioners, nor sent to another clinic', async () => {
    const edit = (kind: string) => ({
      action: 'plugin::content-manager.explorer.update',
      subject: `api::${kind}.${kind}`,
    });
    const { id: account, client } = await newUser(cms, admin, 'Edgar', [
      'admin::comments.moderate-own',
      edit('author'),
      edit('clinic'),
      { action: 'plugin::content-manager.explorer.create', subject: 'api::author.author' },
    ]);
    const { author, clinic } = await authorWithComments(await queue('state=approved'));
    const refused = [
      await client.update('author', author, { account: { connect: [{ id: account }] } }),
    ];
    await admin.update('author', author, { account: { connect: [{ id: account }] } });
    refused.push(
      await client.update('author', author, { clinics: { disconnect: [{ documentId: clinic }] } }),
      await client.update('clinic', clinic, {
        practitioners: { disconnect: [{ documentId: author }] },
      }),
      await client.update('author', author, { account: { set: [] } }),
      await client.update('clinic', clinic, { practitioners: { set: [] } }),
    );
    expect(refused.map(({ status, body }) => [status, body.error?.message])).toEqual(
      refused.map(() => [400, expect.stringContaining('Ask somebody who moderates all') as string]),
    );
    const copy = { name: 'A copy', slug: 'a-copy', clinics: { connect: [{ documentId: clinic }] } };
    const copied = await client.call(
      'POST',
      `/content-manager/collection-types/api::author.author/clone/${author}`,
      copy,
    );
    expect(copied.status).toBe(400);
    const untouched = { clinics: { connect: [], disconnect: [] } };
    expect((await client.update('author', author, untouched)).status).toBe(200);
    await admin.update('author', author, { account: { set: [] } });
  });

  it('is nobody who was merely given comments as a type of content, as Strapi gives them to its roles', async () => {
    const subject = 'api::comment.comment';
    const explorer = (action: string) => ({
      action: `plugin::content-manager.explorer.${action}`,
      subject,
    });
    const { client } = await newUser(cms, admin, 'Ines', [
      'admin::comments.moderate-own',
      ...['read', 'create', 'update', 'delete'].map(explorer),
    ]);
    const [comment] = (await queue()).comments;
    const id = comment?.id ?? '';
    const list = `/content-manager/collection-types/${subject}`;
    const answers = [
      await client.call('GET', list),
      await client.call('GET', `${list}/${id}`),
      await client.create('comment', { state: 'approved', name: 'Dr X', body: 'Come to me.' }),
      await client.update('comment', id, { state: 'rejected' }),
      await client.remove('comment', id),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    expect((await admin.call('GET', `${list}/${id}`)).body.data?.state).toBe(comment?.state);
  });

  it('needs a permission', async () => {
    const { client } = await newUser(cms, admin, 'Wren', []);
    expect((await ofOwn(client)).status).toBe(403);
    const decision = { comments: [{ id: 'x', from: 'pending', text: '' }], to: 'approved' };
    const answer = await client.call('POST', '/comments/moderation/decide', decision);
    expect(answer.status).toBe(403);
  });

  /** Somebody of a clinic with approved comments, which are not all there are. */
  async function authorWithComments({ clinics, counts }: Queue) {
    for (const { id: clinic } of clinics) {
      const { counts: own } = await queue(`state=approved&clinic=${clinic}`);
      if (own.approved === 0 || own.approved === counts.approved) continue;
      const { body } = await admin.call(
        'GET',
        `/content-manager/collection-types/api::author.author?filters[clinics][documentId]=${clinic}`,
      );
      const [author] = (body as unknown as { results: { documentId: string }[] }).results;
      if (author) return { author: author.documentId, clinic };
    }
    throw new Error('No clinic has comments and a practitioner.');
  }

  async function commentElsewhere({ clinics }: Queue): Promise<QueuedComment> {
    const own = new Set(clinics.map(({ id }) => id));
    for (const { id } of (await queue()).clinics.filter((clinic) => !own.has(clinic.id))) {
      const [comment] = (await queue(`state=approved&clinic=${id}`)).comments;
      if (comment) return comment;
    }
    throw new Error('All comments are on articles of these clinics.');
  }
});

describe('a thread', () => {
  it('is shown whole, each comment above the answers to it', async () => {
    const { id, hasThread } = await commentOf('Marisol T.', 'approved');
    expect(hasThread).toBe(true);
    const thread = await ask<ThreadComment[]>(`/thread?comment=${id}`);
    const depthOf = (name: string) => thread.find((comment) => comment.name === name)?.depth;
    // What it answers is shown with it in any case.
    expect((await commentOf('Dolores', 'pending')).hasThread).toBe(false);
    expect(thread[0]?.depth).toBe(0);
    expect(depthOf('Dolores')).toBe((depthOf('Marisol T.') ?? NaN) + 1);
    expect(thread.find(({ name }) => name === 'Dolores')?.state).toBe('pending');
  });
});
