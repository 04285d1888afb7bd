/** Old addresses lead on when a page moves. */
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type AdminClient, signIn } from '../../scripts/test/admin-client.ts';

const cms = inject('cms');
let admin: AdminClient;
let known: Set<string>;
const created: [type: string, id: string][] = [];

interface Redirect {
  documentId: string;
  from: string;
  to: string;
}

async function redirects(): Promise<Redirect[]> {
  const path = '/content-manager/collection-types/api::redirect.redirect?pageSize=100';
  const { body } = await admin.call('GET', path);
  return (body as unknown as { results: Redirect[] }).results;
}

/** Those that a test has brought about. */
const made = async () =>
  (await redirects())
    .filter(({ documentId }) => !known.has(documentId))
    .map(({ from, to }) => [from, to]);

beforeAll(async () => {
  admin = await signIn(cms);
  known = new Set((await redirects()).map(({ documentId }) => documentId));
});

afterEach(async () => {
  for (const [type, id] of created.splice(0).reverse()) await admin.remove(type, id);
  for (const { documentId } of await redirects())
    if (!known.has(documentId)) await admin.remove('redirect', documentId);
});

async function create(type: string, data: object): Promise<string> {
  const { body } = await admin.create(type, data);
  if (!body.data) throw new Error(JSON.stringify(body.error));
  created.push([type, body.data.documentId]);
  return body.data.documentId;
}

const topic = (slug: string) => create('topic', { name: slug, slug, kind: 'condition' });
const rename = (type: string, id: string, slug: string) => admin.update(type, id, { slug });

describe('a page that moves', () => {
  it('is reached from its old address', async () => {
    const id = await topic('first');
    expect(await made()).toEqual([]);
    await rename('topic', id, 'second');
    expect(await made()).toEqual([['/topics/first/', '/topics/second/']]);
  });

  it('is reached in one step from each address that it had', async () => {
    const id = await topic('first');
    for (const slug of ['second', 'third']) await rename('topic', id, slug);
    expect((await made()).sort()).toEqual([
      ['/topics/first/', '/topics/third/'],
      ['/topics/second/', '/topics/third/'],
    ]);
  });

  it('takes its address back', async () => {
    const id = await topic('first');
    for (const slug of ['second', 'first']) await rename('topic', id, slug);
    expect(await made()).toEqual([['/topics/second/', '/topics/first/']]);
  });

  it('leaves its old address to another page that wants it', async () => {
    await rename('topic', await topic('first'), 'second');
    await topic('first');
    expect(await made()).toEqual([]);
  });

  it('takes over a redirect that somebody had made from its address', async () => {
    const id = await topic('first');
    await create('redirect', { from: '/topics/first/', to: '/about/' });
    await rename('topic', id, 'second');
    expect(await made()).toEqual([['/topics/first/', '/topics/second/']]);
  });

  it('has moved when that is published, and not while it is a draft', async () => {
    const author = await create('author', { name: 'Mover', slug: 'mover' });
    const id = await create('post', {
      title: 'Moving',
      slug: 'moving',
      summary: 'A summary that is long enough to be one: more than fifty characters.',
      body: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x' }] }],
      },
      authors: [author],
    });
    await rename('post', id, 'moved-before-it-was-public');
    await admin.publish('post', id);
    await rename('post', id, 'moved');
    expect(await made()).toEqual([]);
    await admin.publish('post', id);
    expect(await made()).toEqual([['/posts/moved-before-it-was-public/', '/posts/moved/']]);
  });
});
