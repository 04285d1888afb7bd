/** What the intake takes and refuses, in a real CMS in production mode. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type AdminClient, signIn } from '../../scripts/test/admin-client.ts';
import { Commenter, type Proof } from '../../scripts/test/commenter.ts';

const cms = inject('cms');
const database = new DatabaseSync(join(cms.dataFolder, 'cms/data.db'), { readOnly: true });
let admin: AdminClient;

beforeAll(async () => {
  admin = await signIn(cms);
});

afterAll(() => {
  database.close();
});

/** Each is a visitor at an address of its own. */
let visitors = 0;
const someone = () => {
  visitors += 1;
  return new Commenter(cms.url, `203.0.113.${String(visitors)}`);
};

let texts = 0;
const comment = (more: object = {}) => {
  texts += 1;
  return {
    post: postNamed('is-acupuncture-safe'),
    name: 'Nora',
    body: `Question ${String(texts)}: how long does it take?`,
    ...more,
  };
};

const postNamed = (slug: string): string =>
  String(
    database
      .prepare('SELECT document_id FROM posts WHERE slug = ? AND published_at NOT NULL')
      .get(slug)?.document_id,
  );

const stored = (body: string) =>
  database.prepare('SELECT * FROM comments WHERE body = ?').get(body) as
    Record<string, string | number | null> | undefined;

const reasonsOf = (body: string) =>
  (JSON.parse(String(stored(body)?.reasons)) as { rule: string }[]).map(({ rule }) => rule);

const approve = async (body: string): Promise<string> => {
  const id = String(stored(body)?.document_id);
  const { status } = await admin.update('comment', id, { state: 'approved' });
  expect(status).toBe(200);
  return id;
};

async function send(visitor: Commenter, sent: ReturnType<typeof comment>, proof?: Proof) {
  return visitor.send({ ...sent, proof: proof ?? (await visitor.prove(sent.post)) });
}

describe('a comment', () => {
  it('is asked to be proven, then kept, waiting for a moderator', async () => {
    const visitor = someone();
    const sent = comment({ email: 'nora@mailbox.example' });
    const proof = await visitor.prove(sent.post);
    // Sooner nobody has written anything.
    await delay(Number(proof.challenge.parameters.data?.at) + 3_000 - Date.now());
    const { status, body } = await send(visitor, sent, proof);
    expect(status).toBe(201);
    expect(body).toEqual({
      token: expect.any(String) as string,
      isShown: false,
      editableUntil: expect.any(Number) as number,
    });
    expect(stored(sent.body)).toMatchObject({
      state: 'pending',
      name: 'Nora',
      email: 'nora@mailbox.example',
    });
  });

  it('decides nothing about itself', async () => {
    const visitor = someone();
    const sent = comment({
      state: 'approved',
      author: 'amara-nwosu',
      addressHash: 'x',
      address_hash: 'x',
      reasons: [],
      documentId: 'mine',
      id: 1,
      createdAt: '2001-01-01',
      submittedAt: '2001-01-01T00:00:00Z',
      locale: 'de',
      publishedAt: null,
      createdBy: 1,
    });
    expect((await send(visitor, sent)).status).toBe(201);
    const row = stored(sent.body);
    expect(row).toMatchObject({ locale: null, created_by_id: null });
    expect(row?.state).not.toBe('approved');
    expect(row?.document_id).not.toBe('mine');
    expect(Number(row?.submitted_at)).toBeGreaterThan(Date.now() - 60_000);
    const author = database
      .prepare('SELECT * FROM comments_author_lnk WHERE comment_id = ?')
      .get(row?.id ?? null);
    expect(author).toBeUndefined();
  });

  it('leaves a keyed hash of its address behind, and no address', async () => {
    const [sent, again] = [comment(), comment()];
    const visitor = someone();
    await send(visitor, sent);
    await send(visitor, again);
    const hash = String(stored(sent.body)?.address_hash);
    expect(hash).toMatch(/^[\w-]{43}$/);
    expect(stored(again.body)?.address_hash).toBe(hash);
    expect(JSON.stringify(stored(sent.body))).not.toContain('203.0.113');
  });

  it('answers one that is shown, on the same post, and no other', async () => {
    const visitor = someone();
    const sent = comment();
    await send(visitor, sent);
    const parent = String(stored(sent.body)?.document_id);
    const refused = await send(visitor, comment({ parent }));
    expect([refused.status, refused.body.message]).toEqual([
      404,
      expect.stringContaining('no longer there'),
    ]);
    await approve(sent.body);
    const elsewhere = comment({ parent, post: postNamed('does-acupuncture-help-low-back-pain') });
    expect((await send(visitor, elsewhere)).status).toBe(404);
    const answer = comment({ parent });
    expect((await send(visitor, answer)).status).toBe(201);
    await admin.remove('comment', parent);
  });

  it('is refused twice under one post, and suspected under two', async () => {
    const visitor = someone();
    const sent = comment();
    await send(visitor, sent);
    const again = await send(visitor, sent);
    expect([again.status, again.body.message]).toEqual([
      409,
      expect.stringContaining('received already'),
    ]);
    const elsewhere = { ...sent, post: postNamed('does-acupuncture-help-low-back-pain') };
    expect((await send(visitor, elsewhere)).status).toBe(201);
    const rows = database
      .prepare('SELECT state, reasons FROM comments WHERE body = ? ORDER BY id')
      .all(sent.body);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      state: 'spam',
      reasons: expect.stringContaining('repeated') as string,
    });
  });

  it('is no repetition of one that came more than a day ago', async () => {
    const sent = comment();
    expect((await send(someone(), sent)).status).toBe(201);
    const writable = new DatabaseSync(join(cms.dataFolder, 'cms/data.db'));
    writable.exec('PRAGMA busy_timeout = 5000; UPDATE meridian_comment_once SET until = 1');
    writable.close();
    const elsewhere = { ...sent, post: postNamed('migraine-between-attacks') };
    expect((await send(someone(), elsewhere)).status).toBe(201);
    const rows = database
      .prepare('SELECT reasons FROM comments WHERE body = ? ORDER BY id')
      .all(sent.body);
    expect(rows[1]?.reasons).not.toContain('repeated');
  });

  it('is kept though its post is published again while it is on its way', async () => {
    const post = postNamed('migraine-between-attacks');
    const [answers] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, () => send(someone(), comment({ post })))),
      (async () => {
        for (let time = 0; time < 4; time += 1) await admin.publish('post', post);
      })(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  });

  it('is refused in the same words for a post that is not there, a draft, and a closed one', async () => {
    const draft = await admin.create('post', { title: 'Nobody has read this yet' });
    const id = String(draft.body.data?.documentId);
    for (const post of ['a'.repeat(24), id, postNamed('stress-that-will-not-switch-off')]) {
      const { status, body } = await someone().send(comment({ post }));
      expect([status, body.message]).toEqual([
        404,
        'This article takes no comments, or takes none any more.',
      ]);
    }
    await admin.remove('post', id);
  });

  it('says in words beside its fields what is to be corrected, and takes the same proof again', async () => {
    const visitor = someone();
    const sent = comment();
    const proof = await visitor.prove(sent.post);
    const wrong = await visitor.send({ ...sent, name: '', email: 'nora', body: 'a\u0000b', proof });
    expect(wrong.status).toBe(422);
    expect(wrong.body.problems?.map(({ field }) => field)).toEqual(['name', 'email', 'body']);
    expect((await send(visitor, sent, proof)).status).toBe(201);
  });
});

describe('the proof', () => {
  it('is taken once, and for its own post', async () => {
    const visitor = someone();
    const sent = comment();
    const proof = await visitor.prove(sent.post);
    const elsewhere = comment({ post: postNamed('does-acupuncture-help-low-back-pain') });
    expect((await send(visitor, elsewhere, proof)).status).toBe(428);
    expect((await send(visitor, sent, proof)).status).toBe(201);
    const again = await send(visitor, comment(), proof);
    expect(again.status).toBe(428);
    expect(again.body.challenge?.parameters.data).toMatchObject({ post: sent.post });
  });

  it('is taken once also when it comes ten times at the same moment', async () => {
    const visitor = someone();
    const proof = await visitor.prove(comment().post);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => send(visitor, comment(), proof)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('is not believed when it was altered', async () => {
    const visitor = someone();
    const proof = await visitor.prove(comment().post);
    const { parameters, signature } = proof.challenge;
    const forged: unknown[] = [
      { ...proof, solution: { ...proof.solution, derivedKey: 'ab'.repeat(32) } },
      {
        ...proof,
        challenge: { parameters: { ...parameters, expiresAt: 9_999_999_999 }, signature },
      },
      { ...proof, challenge: { parameters: { ...parameters, cost: 1 }, signature } },
      { ...proof, challenge: { parameters, signature: 'ab'.repeat(32) } },
      { ...proof, challenge: { parameters } },
      { challenge: null, solution: null },
      'proof',
    ];
    for (const one of forged)
      expect((await visitor.send({ ...comment(), proof: one })).status).toBe(428);
  });

  it('is suspected when it comes faster than anybody writes; so is a filled trap', async () => {
    const visitor = someone();
    const sent = comment({ website: 'https://pills.example' });
    expect((await send(visitor, sent)).status).toBe(201);
    expect(stored(sent.body)?.state).toBe('spam');
    expect(reasonsOf(sent.body)).toEqual(expect.arrayContaining(['honeypot', 'minimum time']));
  });
});

describe('what the practice sets', () => {
  const set = async (comments: object | null) => {
    const { status } = await admin.call('PUT', '/content-manager/single-types/api::site.site', {
      comments,
    });
    expect(status).toBe(200);
  };
  const answerTo = async (sent: ReturnType<typeof comment>) => {
    const visitor = someone();
    return visitor.send({ ...sent, proof: await visitor.prove(sent.post).catch(() => undefined) });
  };
  // It holds a few seconds later.
  const patience = { timeout: 20_000, interval: 500 };

  it('closes old posts, asks for an address, and blocks words', async () => {
    try {
      await set({ closeAfterDays: 1, emailRequired: false });
      await expect.poll(async () => (await answerTo(comment())).status, patience).toBe(404);
      await set({ emailRequired: true, blocklist: 'Zorblax\n' });
      await expect.poll(async () => (await answerTo(comment())).status, patience).toBe(422);
      const sent = comment({ email: 'nora@mailbox.example' });
      sent.body = `${sent.body} Ask zorblax!`;
      expect((await answerTo(sent)).status).toBe(201);
      expect(reasonsOf(sent.body)).toContain('blocklist');
    } finally {
      await set(null);
    }
    await expect.poll(async () => (await answerTo(comment())).status, patience).toBe(201);
  });

  it('shows a known writer at once, unless something speaks against the comment', async () => {
    const email = 'regular@mailbox.example';
    const stateOf = async (body: string) => {
      const visitor = someone();
      const sent = comment({ email, body });
      const proof = await visitor.prove(sent.post);
      await delay(Number(proof.challenge.parameters.data?.at) + 3_000 - Date.now());
      expect((await send(visitor, sent, proof)).status).toBe(201);
      return stored(body)?.state;
    };
    try {
      await set({ emailRequired: false, autoApproveAfter: 1 });
      // Nobody has read this writer yet, whatever the setting says by now.
      expect(await stateOf('The table was what I had been looking for.')).toBe('pending');
      const first = await approve('The table was what I had been looking for.');
      let attempt = 0;
      const state = async () => {
        attempt += 1;
        return stateOf(`Thank you, the second part helped me most, number ${String(attempt)}.`);
      };
      await expect.poll(state, { timeout: 30_000, interval: 500 }).toBe('approved');
      expect(await stateOf('My notes are at https://notes.example/acupuncture.')).not.toBe(
        'approved',
      );
      await admin.remove('comment', first);
      for (let index = 1; index <= attempt; index += 1) {
        const row = stored(`Thank you, the second part helped me most, number ${String(index)}.`);
        await admin.remove('comment', String(row?.document_id));
      }
    } finally {
      await set(null);
    }
  });
});

describe('limits', () => {
  it('hold for an address, whatever it says of where it comes from further off', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 8; index += 1) {
      const visitor = new Commenter(cms.url, `198.51.100.${String(index)}, 203.0.113.250`);
      const answer = await send(visitor, comment());
      statuses.push(answer.status);
      if (answer.status === 429) {
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(answer.body.message).toMatch(/try again in \d+ minutes; your text is still here/);
      }
    }
    expect(statuses).toEqual([201, 201, 201, 201, 201, 201, 429, 429]);
  });
});

describe('the writer of a comment', () => {
  it('changes it while nobody has decided, and withdraws it at any time', async () => {
    const visitor = someone();
    const sent = comment();
    const token = (await send(visitor, sent)).body.token ?? '';
    const changed = `${sent.body} And does it hurt?`;
    expect((await visitor.send({ token, body: changed })).status).toBe(201);
    expect(stored(sent.body)).toBeUndefined();
    // It was sent as fast as programs do, whatever it says now.
    expect(reasonsOf(changed)).toContain('minimum time');
    // The text before may come again: nobody has said it.
    expect((await send(visitor, sent)).status).toBe(201);
    expect((await visitor.send({ token, body: '' })).status).toBe(422);
    const look = async () => (await visitor.send({ token, look: true })).body.isShown;
    expect(await look()).toBe(false);
    await approve(changed);
    expect(await look()).toBe(true);
    expect((await visitor.send({ token, body: 'Something else.' })).status).toBe(409);
    // What was refused has let nothing come again.
    expect((await send(someone(), { ...sent, body: changed })).status).toBe(409);
    expect((await visitor.send({ token, withdraw: true })).status).toBe(200);
    expect(stored(changed)).toBeUndefined();
    expect((await visitor.send({ token, withdraw: true })).status).toBe(404);
    expect((await visitor.send({ token, look: true })).status).toBe(404);
  });

  it('makes no advertisement of it that others have made of theirs', async () => {
    const texts = await Promise.all(
      [comment(), comment()].map(async (sent) => {
        const visitor = someone();
        const token = (await send(visitor, sent)).body.token ?? '';
        return { visitor, token };
      }),
    );
    const advertisement = 'The pillow that all of us sleep on now.';
    for (const { visitor, token } of texts)
      expect((await visitor.send({ token, body: advertisement })).status).toBe(201);
    const reasons = database
      .prepare('SELECT reasons FROM comments WHERE body = ? ORDER BY id')
      .all(advertisement)
      .map(({ reasons }) => String(reasons).includes('"repeated"'));
    expect(reasons).toContain(true);
  });

  it('is known by the token alone', async () => {
    const visitor = someone();
    const sent = comment();
    const token = (await send(visitor, sent)).body.token ?? '';
    const [claims = '', signature = ''] = token.split('.');
    const others = Buffer.from(JSON.stringify({ comment: 'x' })).toString('base64url');
    for (const forged of [`${others}.${signature}`, claims, `${claims}.`, '.', 'x'])
      expect((await visitor.send({ token: forged, withdraw: true })).status).toBe(404);
    expect(stored(sent.body)).toMatchObject({ name: 'Nora' });
  });
});

describe('a form without script', () => {
  const fieldOf = (page: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

  it('is shown once more, then kept', async () => {
    const visitor = someone();
    const sent = comment();
    const first = await visitor.sendForm(sent);
    expect(first.status).toBe(200);
    expect(first.page).toContain('Please look at it once more');
    expect(stored(sent.body)).toBeUndefined();
    const form = fieldOf(first.page, 'form');
    const second = await visitor.sendForm({ ...sent, form });
    expect([second.status, second.page]).toEqual([201, expect.stringContaining('Thank you')]);
    expect(stored(sent.body)).toMatchObject({ name: 'Nora' });
    const again = await visitor.sendForm({ ...comment(), form });
    expect([again.status, again.page]).toEqual([200, expect.stringContaining('once more')]);
    const withdrawn = await visitor.sendForm({
      token: fieldOf(second.page, 'token'),
      withdraw: 'yes',
    });
    expect(withdrawn.page).toContain('Your comment is erased');
    expect(stored(sent.body)).toBeUndefined();
  });

  it('says what to correct, keeps the text, and asks about what is private', async () => {
    const body = '<script>alert(1)</script> My diagnosis is "sciatica" & more';
    const { status, page } = await someone().sendForm(comment({ name: '', body }));
    expect(status).toBe(422);
    expect(page).toContain('Please give a name.');
    expect(page).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; My diagnosis is &quot;sciatica&quot; &amp; more',
    );
    expect(page).toContain('seems to tell of your own health');
    expect(page).not.toContain('<script>alert');
  });
});

describe('a form without script that is not taken', () => {
  const missing = { ...comment({ post: '' }), parent: 'a'.repeat(24) };

  it('gives the text back, to be sent as an answer to nobody where the other is gone', async () => {
    const sent = { ...missing, post: postNamed('is-acupuncture-safe') };
    const { status, page } = await someone().sendForm(sent);
    expect(status).toBe(404);
    expect(page).toContain('You can send yours as a comment of its own.');
    expect(page).toContain(sent.body);
    expect(page).not.toContain('name="parent"');
  });

  it('gives the text back when too many came, and it is taken later', async () => {
    const visitor = someone();
    const sent = comment();
    for (let time = 0; time < 61; time += 1) await visitor.send({ post: 'x' });
    const { status, page } = await visitor.sendForm(sent);
    expect(status).toBe(429);
    expect(page).toContain('your text is still here');
    expect(page).toContain(sent.body);
  });
});

describe('the route', () => {
  it('takes POST alone, and forms and JSON alone', async () => {
    const url = `${cms.url}/api/comments`;
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD'])
      expect([404, 405]).toContain((await fetch(url, { method })).status);
    for (const type of [
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'image/svg+xml',
    ])
      expect([400, 415]).toContain(
        (await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: '--x--' }))
          .status,
      );
    expect((await fetch(url, { method: 'POST' })).status).toBe(415);
    const broken = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"post":',
    };
    expect((await fetch(url, broken)).status).toBe(400);
  });

  it('answers pages of the site, and of no other', async () => {
    const asked = (origin: string) =>
      fetch(`${cms.url}/api/comments`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    const site = await asked(cms.siteOrigin);
    expect(site.headers.get('access-control-allow-origin')).toBe(cms.siteOrigin);
    const evil = await asked('https://evil.example');
    expect(evil.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
  });

  it('fails on no input', async () => {
    const keys = [
      'post',
      'parent',
      'name',
      'email',
      'body',
      'website',
      'proof',
      'form',
      'token',
      'withdraw',
      '__proto__',
      'state',
    ];
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.constant(postNamed('is-acupuncture-safe')),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.dictionary(fc.constantFrom(...keys), value), fc.jsonValue()),
        fc.ipV6(),
        async (body, address) => {
          const headers = { 'x-forwarded-for': address };
          const json = await fetch(`${cms.url}/api/comments`, {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
          expect(json.status).toBeLessThan(500);
          const entries = Object.entries(Object(body) as object).map(
            ([key, text]): [string, string] => [key, String(text)],
          );
          const form = await fetch(`${cms.url}/api/comments`, {
            method: 'POST',
            headers,
            body: new URLSearchParams(entries),
          });
          expect(form.status).toBeLessThan(500);
        },
      ),
      { numRuns: 150 },
    );
  });
});
