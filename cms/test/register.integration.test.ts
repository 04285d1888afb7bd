/** The change register notes what changes, however it changes, and nothing else. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { createCmsClient } from '@meridian/content';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type RunningCms, startTestCms } from '../../scripts/test/running-cms.ts';
import { type AdminClient, signIn } from '../../scripts/test/admin-client.ts';

const cms = inject('cms');
let admin: AdminClient;
const created: [type: string, id: string][] = [];
let cursor: string;

beforeAll(async () => {
  admin = await signIn(cms);
});

/** Everything after a cursor: what there is now by its title, and what is gone by its kind. */
async function changesOf({ url, siteToken }: RunningCms, after?: string) {
  const client = createCmsClient({ url, token: siteToken });
  const entries: string[] = [];
  const gone: string[] = [];
  let page = await client.changes(after, 500);
  const { fromStart } = page;
  for (;;) {
    for (const entry of page.entries)
      entries.push(
        `${entry.__typename} ${'title' in entry ? entry.title : 'from' in entry ? entry.from : (entry.name ?? '')}`,
      );
    gone.push(...page.gone.map(({ kind, id }) => `${kind} ${id}`));
    if (!page.more) return { entries, gone, cursor: page.cursor, fromStart };
    page = await client.changes(page.cursor, 500);
  }
}

/** What changed since it was last asked. */
async function changed() {
  const { entries, gone, cursor: next } = await changesOf(cms, cursor);
  cursor = next;
  return { entries: entries.sort(), gone: gone.sort() };
}

async function create(type: string, data: object): Promise<string> {
  const { body } = await admin.create(type, data);
  if (!body.data) throw new Error(JSON.stringify(body.error));
  created.push([type, body.data.documentId]);
  return body.data.documentId;
}

const text = (words: string) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
const body = { type: 'doc', content: [text('Something to read.')] };
const summary = 'A summary that is long enough to be one: more than fifty characters.';

async function publishedPost(title: string, data: object = {}): Promise<string> {
  const author = await create('author', { name: `Author of ${title}` });
  const id = await create('post', { title, summary, body, authors: [author], ...data });
  const { status, body: answer } = await admin.publish('post', id);
  if (status !== 200) throw new Error(JSON.stringify(answer));
  return id;
}

const png = (red: number) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: { r: red, g: 9, b: 9 } } })
    .png()
    .toBuffer()
    .then((buffer) => new Uint8Array(buffer));

beforeEach(async () => {
  ({ cursor } = await changesOf(cms));
});

afterEach(async () => {
  for (const [type, id] of created.splice(0).reverse()) await admin.remove(type, id);
});

describe('a post is noted', () => {
  it('when it is published, and not while it is a draft', async () => {
    const id = await create('post', { title: 'Draft', summary, body });
    await admin.update('post', id, { title: 'Still a draft' });
    expect(await changed()).toEqual({ entries: [], gone: [] });
    const author = await create('author', { name: 'Its author' });
    await admin.update('post', id, {
      title: 'Now public',
      authors: { connect: [{ documentId: author }] },
    });
    expect((await changed()).entries).toEqual(['Author Its author']);
    expect((await admin.publish('post', id)).status).toBe(200);
    expect(await changed()).toEqual({ entries: ['Post Now public'], gone: [] });
  });

  it('when a newer version is published, and nothing else is noted with it', async () => {
    const topic = await create('topic', { name: 'A topic', kind: 'condition' });
    const id = await publishedPost('First', { topics: [topic] });
    await publishedPost('Neighbour', { topics: [topic] });
    await changed();
    await admin.update('post', id, { title: 'Second' });
    expect(await changed()).toEqual({ entries: [], gone: [] });
    await admin.publish('post', id);
    expect(await changed()).toEqual({ entries: ['Post Second'], gone: [] });
  });

  it('as gone when it is unpublished, and again as gone when it is deleted', async () => {
    const id = await publishedPost('Short-lived');
    await changed();
    await admin.unpublish('post', id);
    expect(await changed()).toEqual({ entries: [], gone: [`Post ${id}`] });
    await admin.publish('post', id);
    expect((await changed()).entries).toEqual(['Post Short-lived']);
    await admin.remove('post', id);
    expect((await changed()).gone).toEqual([`Post ${id}`]);
  });

  it('when several are published at once', async () => {
    const ids = [];
    for (const title of ['One', 'Two']) {
      const id = await publishedPost(title);
      await admin.unpublish('post', id);
      ids.push(id);
    }
    await changed();
    await admin.call(
      'POST',
      '/content-manager/collection-types/api::post.post/actions/bulkPublish',
      { documentIds: ids },
    );
    expect((await changed()).entries).toEqual(['Post One', 'Post Two']);
  });

  it('when a relation was edited at its other end', async () => {
    const id = await publishedPost('Related');
    const topic = await create('topic', { name: 'The other end', kind: 'condition' });
    await changed();
    await admin.update('topic', topic, {
      posts: { connect: [{ documentId: id, status: 'published' }] },
    });
    expect((await changed()).entries).toEqual(['Post Related', 'Topic The other end']);
    await admin.remove('topic', topic);
    expect(await changed()).toEqual({ entries: ['Post Related'], gone: [`Topic ${topic}`] });
  });

  it('when its author, clinic or reviewer is deleted', async () => {
    const clinic = await create('clinic', {
      name: 'Its clinic',
      timeZone: 'UTC',
      address: { street: '1 Lane', locality: 'Town', country: 'US' },
    });
    await publishedPost('Orphan', { clinic });
    await changed();
    await admin.remove('clinic', clinic);
    expect((await changed()).entries).toEqual(['Post Orphan']);
    const author = created.find(([type]) => type === 'author')?.[1] ?? '';
    await admin.remove('author', author);
    expect((await changed()).entries).toEqual(['Post Orphan']);
  });

  it('when a picture that it shows is replaced or deleted', async () => {
    const cover = await admin.upload(await png(10));
    const figure = await admin.upload(await png(20));
    const shown = {
      type: 'figure',
      attrs: {
        image: { kind: 'upload', documentId: figure.documentId },
        alt: 'A red square',
        decorative: false,
        credit: '',
      },
      content: [],
    };
    await publishedPost('Illustrated', {
      cover: { file: cover.id, alt: 'Another red square' },
      body: { type: 'doc', content: [...body.content, shown] },
    });
    await changed();
    await admin.upload(await png(30), cover.id);
    expect((await changed()).entries).toEqual(['Post Illustrated']);
    await admin.upload(await png(40), figure.id);
    expect((await changed()).entries).toEqual(['Post Illustrated']);
    for (const { id } of [cover, figure]) {
      await admin.call('DELETE', `/upload/files/${String(id)}`);
      expect((await changed()).entries).toEqual(['Post Illustrated']);
    }
  });

  it('when it is changed in the database itself', async () => {
    const id = await publishedPost('By hand');
    await changed();
    const database = new DatabaseSync(join(cms.dataFolder, 'cms/data.db'));
    database.exec(`PRAGMA busy_timeout = 5000;
      UPDATE posts SET title = 'By script' WHERE document_id = '${id}'`);
    database.close();
    expect((await changed()).entries).toEqual(['Post By script']);
  });

  it('not at all when what was to be saved is refused', async () => {
    const id = await publishedPost('Steady');
    await changed();
    await admin.update('post', id, { title: 'Shaky', authors: { set: [] } });
    expect((await admin.publish('post', id)).status).toBe(400);
    expect(await changed()).toEqual({ entries: [], gone: [] });
  });
});

describe('a comment is noted', () => {
  it('when it is approved, rejected or deleted, and not while it waits', async () => {
    const post = await publishedPost('Discussed');
    await changed();
    const id = await create('comment', {
      post,
      name: 'Visitor',
      body: 'Thank you.',
      state: 'pending',
      submittedAt: '2026-01-01T10:00:00.000Z',
    });
    expect(await changed()).toEqual({ entries: [], gone: [] });
    await admin.update('comment', id, { state: 'approved' });
    expect((await changed()).entries).toEqual(['Comment Visitor']);
    await admin.update('comment', id, { state: 'rejected' });
    expect((await changed()).gone).toEqual([`Comment ${id}`]);
    await admin.update('comment', id, { state: 'approved' });
    await changed();
    await admin.remove('comment', id);
    expect((await changed()).gone).toEqual([`Comment ${id}`]);
  });

  it('when its post is deleted for good, and not when the post is published again', async () => {
    const post = await publishedPost('Discussed');
    const id = await create('comment', {
      post,
      name: 'Visitor',
      body: 'Thank you.',
      state: 'approved',
      submittedAt: '2026-01-01T10:00:00.000Z',
    });
    await changed();
    await admin.publish('post', post);
    expect((await changed()).entries).toEqual(['Post Discussed']);
    await admin.remove('post', post);
    expect((await changed()).gone).toEqual([`Comment ${id}`, `Post ${post}`]);
  });
});

it.each([
  ['author', { name: 'Noted' }, { shortBio: 'Changed' }, 'Author Noted'],
  ['topic', { name: 'Noted', kind: 'condition' }, { kind: 'treatment' }, 'Topic Noted'],
  ['redirect', { from: '/noted/', to: '/about/' }, { to: '/' }, 'Redirect /noted/'],
])(
  'an entry of the type %s is noted when it is made, edited and deleted',
  async (type, data, edit, name) => {
    const id = await create(type, data);
    expect((await changed()).entries).toEqual([name]);
    await admin.update(type, id, edit);
    expect((await changed()).entries).toEqual([name]);
    await admin.remove(type, id);
    expect((await changed()).gone.map((gone) => gone.split(' ')[1])).toEqual([id]);
  },
);

describe('a reader', () => {
  it('without a cursor gets all that is public, and is told that it is the start', async () => {
    const { entries, fromStart } = await changesOf(cms);
    expect(fromStart).toBe(true);
    expect(entries.filter((entry) => entry.startsWith('Post'))).toHaveLength(24);
  });

  it('with a cursor of another CMS is sent to the start', async () => {
    const stranger = '00000000-0000-4000-8000-000000000000.7';
    const { entries, fromStart } = await changesOf(cms, stranger);
    expect(fromStart).toBe(true);
    expect(entries.length).toBeGreaterThan(70);
  });

  it('goes on where it was after a restart, and starts anew after the database was put back', async () => {
    const own = await startTestCms({ demo: true });
    const database = join(own.dataFolder, 'cms/data.db');
    try {
      const { cursor: yesterday } = await changesOf(own);
      await own.halt();
      copyFileSync(database, `${database}.copy`);
      await own.resume();
      const editor = await signIn(own);
      await editor.create('topic', { name: 'Made today', kind: 'condition' });
      const today = await changesOf(own, yesterday);
      expect(today).toMatchObject({ entries: ['Topic Made today'], fromStart: false });
      await own.halt();
      for (const rest of ['-wal', '-shm']) rmSync(`${database}${rest}`, { force: true });
      copyFileSync(`${database}.copy`, database);
      await own.resume();
      const again = await signIn(own);
      for (const name of ['Other one', 'Other two'])
        await again.create('topic', { name, kind: 'condition' });
      const after = await changesOf(own, today.cursor);
      expect(after.fromStart).toBe(true);
      expect(after.entries).not.toContain('Topic Made today');
      expect(after.entries).toContain('Topic Other two');
      expect((await changesOf(own, yesterday)).fromStart).toBe(false);
    } finally {
      await own.stop();
    }
    // It starts three systems, one after the other.
  }, 240_000);
});
