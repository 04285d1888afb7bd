/** Rules hold for every way in, and the admin is told at which field. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type AdminClient, messageAt, signIn } from '../../scripts/test/admin-client.ts';

const cms = inject('cms');
let admin: AdminClient;
const created: [type: string, id: string][] = [];

beforeAll(async () => {
  admin = await signIn(cms);
});

afterEach(async () => {
  for (const [type, id] of created.splice(0)) await admin.remove(type, id);
});

async function create(type: string, data: object) {
  const answer = await admin.create(type, data);
  if (answer.body.data) created.push([type, answer.body.data.documentId]);
  return answer;
}

const address = { street: '1 Test Lane', locality: 'Bangor', country: 'US' };
const clinic = { name: 'Test Clinic', slug: 'test-clinic', address, timeZone: 'America/New_York' };
const author = { name: 'Test Author', slug: 'test-author' };
const text = (words: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});
const post = {
  title: 'A test post',
  slug: 'a-test-post',
  summary: 'A summary that is long enough to be one: more than fifty characters.',
  body: text('Something to read.'),
};

describe('slugs', () => {
  it('must be safe for an address', async () => {
    const answer = await create('topic', { name: 'x', slug: 'Not Safe!', kind: 'condition' });
    expect(answer.status).toBe(400);
    expect(messageAt(answer, 'slug')).toMatch(/small letters, digits and single hyphens/);
  });

  it('must be unique among drafts too', async () => {
    expect((await create('post', post)).status).toBe(201);
    const second = await create('post', { ...post, title: 'Another' });
    expect(messageAt(second, 'slug')).toBe('Another entry has this slug: choose another.');
  });

  it('are made from the title when they are left out, and never twice', async () => {
    const { slug: _, ...untitled } = post;
    const first = await create('post', untitled);
    const second = await create('post', untitled);
    expect([first.body.data?.slug, second.body.data?.slug]).toEqual([
      'a-test-post',
      'a-test-post-1',
    ]);
  });

  it('are needed for what is published', async () => {
    const draft = await create('post', { summary: post.summary });
    expect(draft.status).toBe(201);
    const answer = await admin.publish('post', draft.body.data?.documentId ?? '');
    expect(messageAt(answer, 'slug')).toMatch(/its page needs one/);
  });

  it('stay, or are made again, when they are emptied', async () => {
    const { body } = await create('topic', { name: 'Sore knees', kind: 'condition' });
    const id = body.data?.documentId ?? '';
    const emptied = await admin.update('topic', id, { slug: null });
    expect(emptied.body.data?.slug).toBe('sore-knees');
  });

  it('of pages must not take what belongs to the site', async () => {
    const answer = await create('page', { title: 'Posts', slug: 'posts', body: text('x') });
    expect(messageAt(answer, 'slug')).toMatch(/belongs to the site/);
  });
});

describe('a copy', () => {
  const clone = async (type: string, id: string | undefined, data: object) => {
    const answer = await admin.call(
      'POST',
      `/content-manager/collection-types/api::${type}.${type}/clone/${id ?? ''}`,
      data,
    );
    if (answer.body.data) created.push([type, answer.body.data.documentId]);
    return answer;
  };

  it('is held to the rules for what is new', async () => {
    const { body } = await create('clinic', clinic);
    const id = body.data?.documentId;
    const taken = await clone('clinic', id, { name: 'Second', slug: 'test-clinic' });
    expect(messageAt(taken, 'slug')).toMatch(/Another entry has this slug/);
    const broken = await clone('clinic', id, { slug: 'second', bookingUrl: 'javascript:alert(1)' });
    expect(messageAt(broken, 'bookingUrl')).toMatch(/web address/);
    expect((await clone('clinic', id, { name: 'Second', slug: 'second' })).status).toBe(200);
  });
});

describe('the mark of a draft', () => {
  it('may stand in a draft, and in nothing that is public', async () => {
    const draft = await create('post', { ...post, body: text('And then [TODO]') });
    expect(draft.status).toBe(201);
    const published = await admin.publish('post', draft.body.data?.documentId ?? '');
    expect(messageAt(published, 'body')).toBe(
      'The text holds “[TODO”, the mark of a draft: finish it, or take it out.',
    );
    const topic = await create('topic', { name: 'Lorem ipsum', kind: 'condition' });
    expect(messageAt(topic, 'name')).toMatch(/“Lorem ipsum”, the mark of a draft/);
  });
});

describe('links', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'ftp://a.example',
    '/about/',
  ])('refuse %s', async (url) => {
    const answer = await create('author', { ...author, links: [{ label: 'x', url }] });
    expect(messageAt(answer, 'links.0.url')).toMatch(/must start with https:\/\//);
  });

  it.each(['https://a.example/x', 'mailto:a@b.example', 'tel:+12075550142'])(
    'accept %s',
    async (url) => {
      const answer = await create('author', { ...author, links: [{ label: 'x', url }] });
      expect(answer.status).toBe(201);
    },
  );

  it('of articles are held to the same rule', async () => {
    const marks = [
      { type: 'link', attrs: { target: { kind: 'url', url: 'javascript:alert(1)' } } },
    ];
    const body = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks }] }],
    };
    const answer = await create('post', { ...post, body });
    expect(messageAt(answer, 'body')).toMatch(/Block 1 \(paragraph\): A link must start with/);
  });
});

describe('redirects', () => {
  it('do not lead to themselves', async () => {
    const answer = await create('redirect', { from: '/old/', to: '/old/' });
    expect(messageAt(answer, 'to')).toMatch(/cannot lead to itself/);
  });

  it('start each at an address of their own', async () => {
    expect((await create('redirect', { from: '/old/', to: '/about/' })).status).toBe(201);
    const second = await create('redirect', { from: '/old/', to: '/' });
    expect(messageAt(second, 'from')).toMatch(/Another redirect starts at this address/);
  });
});

describe('articles', () => {
  it('may arrive as text, as the admin sends them, and are kept as what they say', async () => {
    const answer = await create('post', { ...post, body: JSON.stringify(post.body) });
    expect(answer.status).toBe(201);
    expect(answer.body.data?.body).toEqual(post.body);
  });

  it('must be readable', async () => {
    const answer = await create('post', { ...post, body: '{"type": "doc"' });
    expect(messageAt(answer, 'body')).toMatch(/This is not JSON/);
  });

  it('have all that is wrong with them said at once', async () => {
    const body = {
      type: 'doc',
      content: [{ type: 'marquee' }, { type: 'heading', attrs: { level: 9 }, content: [] }],
    };
    const answer = await create('post', { ...post, body });
    expect(messageAt(answer, 'body')).toMatch(/Block 1[^]*Block 2/);
  });
});

describe('articles are refused in words that a practitioner understands', () => {
  const block = (type: string, rest: object = {}) => ({
    ...post,
    body: { type: 'doc', content: [{ type, ...rest }] },
  });
  const nested = (depth: number): object =>
    depth === 0
      ? { type: 'paragraph' }
      : {
          type: 'bulletList',
          content: [{ type: 'listItem', content: [{ type: 'paragraph' }, nested(depth - 1)] }],
        };
  it.each([
    [
      'an unknown block',
      block('poll'),
      'Block 1 (block): “poll” is not known here. Remove it, or update Meridian.',
    ],
    [
      'a wrong setting',
      block('heading', { attrs: { level: 1 } }),
      'Block 1 (heading): its setting “level” is missing or not valid.',
    ],
    [
      'a block in a place that it may not have',
      block('blockquote', { content: [{ type: 'table' }] }),
      'Block 1 (quotation), table 1: a table cannot stand here.',
    ],
    [
      'lists a hundred levels deep',
      { ...post, body: { type: 'doc', content: [nested(50)] } },
      'things are nested too deeply here. Move the inner ones out.',
    ],
    [
      'two megabytes of text',
      { ...post, body: text('word '.repeat(400_000)) },
      'The text is too long: it takes 2,001,000 characters with its formatting, and at most 1,000,000 fit. Make two articles of it.',
    ],
  ])('%s', async (_name, entry, message) => {
    const answer = await create('post', entry);
    expect(answer.status).toBe(400);
    expect(messageAt(answer, 'body')).toContain(message);
  });

  it('a table in a biography, which holds text alone', async () => {
    const bio = { type: 'doc', content: [{ type: 'table', content: [] }] };
    const answer = await create('author', { ...author, bio });
    expect(messageAt(answer, 'bio')).toBe('Block 1 (table): a table cannot stand here.');
  });
});

describe('blocks of a later version', () => {
  const poll = { type: 'poll', attrs: { question: 'Better?' }, content: [{ type: 'answer' }] };

  it('are saved back as they were, and are no more than what was there', async () => {
    const draft = await create('post', post);
    const id = draft.body.data?.documentId ?? '';
    const database = new DatabaseSync(join(cms.dataFolder, 'cms/data.db'));
    database
      .prepare('UPDATE posts SET body = ? WHERE document_id = ?')
      .run(JSON.stringify({ type: 'doc', content: [poll] }), id);
    database.close();
    const { content } = text('Written below.');
    const kept = await admin.update('post', id, {
      body: { type: 'doc', content: [poll, ...content] },
    });
    expect(kept.status).toBe(200);
    const changed = { ...poll, attrs: { question: 'Worse?' } };
    const answer = await admin.update('post', id, { body: { type: 'doc', content: [changed] } });
    expect(messageAt(answer, 'body')).toMatch(/“poll” is not known here/);
    expect(messageAt(await admin.publish('post', id), 'body')).toMatch(/“poll” is not known here/);
  });
});

describe('a block that a biography cannot hold', () => {
  it('is saved back where it was before', async () => {
    const made = await create('author', author);
    const id = made.body.data?.documentId ?? '';
    const database = new DatabaseSync(join(cms.dataFolder, 'cms/data.db'));
    const divided = [{ type: 'divider' }, ...text('Practices in town.').content];
    database
      .prepare('UPDATE authors SET bio = ? WHERE document_id = ?')
      .run(JSON.stringify({ type: 'doc', content: divided }), id);
    database.close();
    const bio = { type: 'doc', content: [...divided, ...text('And teaches.').content] };
    expect((await admin.update('author', id, { bio })).status).toBe(200);
    const worse = { type: 'doc', content: [{ type: 'blockquote', content: bio.content.slice(1) }] };
    expect(messageAt(await admin.update('author', id, { bio: worse }), 'bio')).toMatch(
      /a quotation cannot stand here/,
    );
  });
});

describe('clinics', () => {
  const hours = (opens: string, closes: string, weekday = 'monday') => ({
    weekday,
    opens: `${opens}:00.000`,
    closes: `${closes}:00.000`,
  });

  it('close after they open', async () => {
    const answer = await create('clinic', { ...clinic, hours: [hours('17:00', '09:00')] });
    expect(messageAt(answer, 'hours.0.closes')).toMatch(/later than the opening time/);
  });

  it('have no overlapping hours', async () => {
    const answer = await create('clinic', {
      ...clinic,
      hours: [hours('09:00', '12:00'), hours('11:30', '17:00')],
    });
    expect(messageAt(answer, 'hours.1.opens')).toMatch(/overlap with 09:00 to 12:00/);
  });

  it('may open twice on a day', async () => {
    const answer = await create('clinic', {
      ...clinic,
      hours: [hours('09:00', '12:00'), hours('12:00', '17:00'), hours('09:00', '12:00', 'tuesday')],
    });
    expect(answer.status).toBe(201);
  });

  it('give either a closed day or its hours', async () => {
    const answer = await create('clinic', {
      ...clinic,
      exceptions: [{ from: '2026-12-24', to: '2026-12-26', closed: false }],
    });
    expect(messageAt(answer, 'exceptions.0.opens')).toMatch(/Give the opening time/);
  });

  it.each(['Mars/Olympus', 'EST', '+05:00'])('refuse the time zone %s', async (timeZone) => {
    const answer = await create('clinic', { ...clinic, timeZone });
    expect(messageAt(answer, 'timeZone')).toMatch(/not a time zone/);
  });

  it('name their country by its code', async () => {
    const answer = await create('clinic', { ...clinic, address: { ...address, country: 'us' } });
    expect(messageAt(answer, 'address.country')).toMatch(/two capital letters/);
  });

  it('write their phone so that it can be called from anywhere', async () => {
    const answer = await create('clinic', { ...clinic, phone: '555-0142' });
    expect(messageAt(answer, 'phone')).toMatch(/country code/);
  });
});

describe('references', () => {
  const reference = { key: 'a-2020', type: 'report', title: 'T', authors: 'A B', year: 2020 };

  it.each([
    ['doi', 'https://doi.org/10.1000/1', /DOI starts with 10/],
    ['pmid', 'PMID 29198932', /up to eight digits/],
    ['url', 'example.org', /web address/],
  ])('refuse a %s such as %s', async (field, value, message) => {
    const answer = await create('post', {
      ...post,
      references: [{ ...reference, [field]: value }],
    });
    expect(messageAt(answer, `references.0.${field}`)).toMatch(message);
  });

  it('have each a key of their own', async () => {
    const answer = await create('post', { ...post, references: [reference, reference] });
    expect(messageAt(answer, 'references.1.key')).toMatch(/Two references have the key/);
  });
});

describe('credentials', () => {
  it('need their abbreviation', async () => {
    const answer = await create('author', { ...author, credentials: [{ title: 'Acupuncturist' }] });
    expect(messageAt(answer, 'credentials.0.abbreviation')).toMatch(/must be/);
  });
});

describe('images', () => {
  let file: number;

  beforeAll(async () => {
    const { body } = await admin.call('GET', '/upload/files?pageSize=1');
    const { results } = body as unknown as { results: [{ id: number }] };
    file = results[0].id;
  });

  it('need words or the word that they need none', async () => {
    const answer = await create('author', { ...author, portrait: { file, alt: ' ' } });
    expect(messageAt(answer, 'portrait.alt')).toMatch(/Describe the image/);
  });

  it('are accepted with either', async () => {
    expect((await create('author', { ...author, portrait: { file, alt: 'A face' } })).status).toBe(
      201,
    );
    const decorative = { ...author, slug: 'other', portrait: { file, decorative: true } };
    expect((await create('author', decorative)).status).toBe(201);
  });

  it('may wait for their words in a draft, but not in what is published', async () => {
    const draft = await create('post', { ...post, cover: { file } });
    expect(draft.status).toBe(201);
    const published = await admin.publish('post', draft.body.data?.documentId ?? '');
    expect(messageAt(published, 'cover.alt')).toMatch(/Describe the image/);
  });
});

describe('a publication', () => {
  it('needs an author', async () => {
    const draft = await create('post', post);
    const answer = await admin.publish('post', draft.body.data?.documentId ?? '');
    expect(answer.status).toBe(400);
    expect(messageAt(answer, 'authors')).toBe('Choose at least one author.');
  });

  it('needs every cited reference', async () => {
    const citation = { type: 'citation', attrs: { reference: 'nobody-1999' } };
    const body = { type: 'doc', content: [{ type: 'paragraph', content: [citation] }] };
    const draft = await create('post', { ...post, body });
    const answer = await admin.publish('post', draft.body.data?.documentId ?? '');
    expect(messageAt(answer, 'body')).toMatch(/cites “nobody-1999”/);
  });

  it('is dated at once, and a later one keeps the date', async () => {
    const writer = await create('author', author);
    const draft = await create('post', {
      ...post,
      authors: { connect: [{ documentId: writer.body.data?.documentId }] },
    });
    const id = draft.body.data?.documentId ?? '';
    const first = await admin.publish('post', id);
    expect(first.body.data?.publishAt).toMatch(/^\d{4}-/);
    const second = await admin.publish('post', id);
    expect(second.body.data?.publishAt).toBe(first.body.data?.publishAt);
  });

  it('does not lie in the future', async () => {
    const draft = await create('post', { ...post, publishAt: '2999-01-01T00:00:00.000Z' });
    const answer = await admin.publish('post', draft.body.data?.documentId ?? '');
    expect(messageAt(answer, 'publishAt')).toMatch(/still to come/);
  });
});

describe('REST', () => {
  let token: { id: number; accessKey: string };

  beforeAll(async () => {
    const { body } = await admin.call('POST', '/admin/api-tokens', {
      name: 'test',
      description: '',
      type: 'full-access',
      lifespan: null,
      permissions: null,
    });
    token = body.data as unknown as typeof token;
  });

  afterAll(async () => {
    await admin.call('DELETE', `/admin/api-tokens/${String(token.id)}`);
  });

  const send = (path: string, data: object, method = 'POST') =>
    fetch(`${cms.url}/api/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token.accessKey}`,
      },
      body: JSON.stringify({ data }),
    });

  it('is held to the same rules', async () => {
    const response = await send('topics', { name: 'x', slug: 'Not safe', kind: 'condition' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('small letters, digits and single hyphens');
  });

  it('changes relations by the same rules, however it says so', async () => {
    const writer = (await create('author', author)).body.data?.documentId ?? '';
    const response = await send('posts', { ...post, authors: [writer] });
    const { data } = (await response.json()) as { data: { documentId: string } };
    created.unshift(['post', data.documentId]);
    const change = (more: object) => send(`posts/${data.documentId}?status=published`, more, 'PUT');
    for (const [more, message] of [
      [{ authors: { disconnect: [writer] } }, 'Choose at least one author.'],
      [{ authors: { set: [] } }, 'Choose at least one author.'],
      [{ reviewer: writer }, 'The reviewer must be somebody else'],
      [{ reviewer: { connect: [writer] } }, 'The reviewer must be somebody else'],
      [{ reviewer: { set: [{ documentId: writer }] } }, 'The reviewer must be somebody else'],
    ] as const) {
      const answer = await change(more);
      expect(answer.status, JSON.stringify(more)).toBe(400);
      expect(await answer.text()).toContain(message);
    }
    expect((await change({ title: 'Another title' })).status).toBe(200);
  });

  it('dates a post that it publishes', async () => {
    const writer = await create('author', author);
    const response = await send('posts', { ...post, authors: [writer.body.data?.documentId] });
    const { data } = (await response.json()) as {
      data: { documentId: string; publishAt: string };
    };
    created.unshift(['post', data.documentId]);
    expect(Date.now() - Date.parse(data.publishAt)).toBeLessThan(60_000);
  });
});
