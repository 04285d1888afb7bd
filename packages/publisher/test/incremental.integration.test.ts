/**
 * An incremental release is, byte for byte, what a build from nothing gives: after each of many
 * random edits of all types in a real CMS, both are made and compared.
 */
import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminClient, signIn } from '../../../scripts/test/admin-client.ts';
import { startTestCms, type TestCms } from '../../../scripts/test/running-cms.ts';
import { Publisher } from '../src/index.ts';
import { digests } from './digests.ts';

/** Enough for a numbered page of the archive, and a second one after a few more. */
const firstPosts = 41;
const runs = 8;
const editsOfARun = 26;
/** What comes behind the pages costs more to make from nothing than all pages. */
const editsToTheNextIndex = 13;

let cms: TestCms;
let admin: AdminClient;
let incremental: Publisher;
let full: Publisher;
const folders: string[] = [];

type Type = 'post' | 'author' | 'clinic' | 'topic' | 'page' | 'redirect' | 'comment';
/** Ids of what there is, by type. */
const there: Record<Type, string[]> = {
  post: [],
  author: [],
  clinic: [],
  topic: [],
  page: [],
  redirect: [],
  comment: [],
};
const files: { id: number; documentId: string }[] = [];
let serial = 0;

const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % from.length];
const some = (type: Type, index: number): string[] => {
  const id = pick(there[type], index);
  return id === undefined ? [] : [id];
};

async function image(): Promise<Uint8Array<ArrayBuffer>> {
  serial += 1;
  const color = { r: (serial * 40) % 256, g: 90, b: 120 };
  const picture = sharp({ create: { width: 60, height: 40, channels: 3, background: color } });
  return new Uint8Array(await picture.png().toBuffer());
}

const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (words: string) => ({ type: 'text', text: words });

/** An article that links to a post and a topic, and shows an image. */
function article(index: number) {
  const [post, topic, file] = [some('post', index)[0], some('topic', index)[0], pick(files, index)];
  const linked = (kind: string, documentId: string | undefined, words: string) =>
    documentId === undefined
      ? text(words)
      : {
          ...text(words),
          marks: [{ type: 'link', attrs: { target: { kind, documentId } } }],
        };
  const figure = {
    type: 'figure',
    attrs: {
      image: { kind: 'upload', documentId: file?.documentId },
      alt: 'A patch of color',
      decorative: false,
      credit: '',
    },
    content: [],
  };
  return {
    type: 'doc',
    content: [
      paragraph(text(`Text ${String(index)}. `), linked('post', post, 'a post'), text(' and ')),
      paragraph(linked('topic', topic, 'a topic')),
      ...(file && index % 3 === 0 ? [figure] : []),
    ],
  };
}

const hours = (index: number) =>
  ['monday', 'tuesday', 'friday'].slice(index % 3).map((weekday) => ({
    weekday,
    opens: `0${String(7 + (index % 3))}:00`,
    closes: '16:00',
  }));

/** What an entry of a type can be, for any number. */
const entries: Record<Type, (index: number) => object> = {
  post: (index) => ({
    title: `Post ${String(index)}`,
    slug: `post-${String(index)}`,
    summary: `A summary of the post number ${String(index)}, which is long enough for the rules.`,
    body: article(index),
    authors: { set: some('author', index).map((documentId) => ({ documentId })) },
    topics: { set: some('topic', index >> 1).map((documentId) => ({ documentId })) },
    clinic: {
      set: index % 4 === 0 ? [] : some('clinic', index).map((documentId) => ({ documentId })),
    },
    publishAt: `20${String(10 + (index % 15))}-0${String(1 + (index % 9))}-11T10:00:00.000Z`,
    takeaways: [{ text: `Takeaway ${String(index)}` }],
    ...(files.length > 0 && index % 2 === 0
      ? { cover: { file: pick(files, index)?.id, alt: 'A patch of color' } }
      : {}),
  }),
  author: (index) => ({
    name: `Author ${String(index)}`,
    slug: `author-${String(index)}`,
    shortBio: `Bio ${String(index)}`,
    bio: article(index),
    clinics: { set: some('clinic', index).map((documentId) => ({ documentId })) },
    specialties: { set: some('topic', index).map((documentId) => ({ documentId })) },
    ...(files.length > 0 ? { portrait: { file: pick(files, index)?.id, alt: 'A portrait' } } : {}),
  }),
  clinic: (index) => ({
    name: `Clinic ${String(index)}`,
    slug: `clinic-${String(index)}`,
    timeZone: pick(['America/New_York', 'Asia/Tokyo', 'UTC'], index),
    address: { street: '1 Lane', locality: `Town ${String(index)}`, country: 'US' },
    hours: hours(index),
    phone: '+1 207 555 0142',
  }),
  topic: (index) => ({
    name: `Topic ${String(index)}`,
    slug: `topic-${String(index)}`,
    kind: pick(['condition', 'treatment', 'wellbeing'], index),
    description: article(index),
  }),
  page: (index) => ({
    title: `Page ${String(index)}`,
    slug: `page-${String(index)}`,
    body: article(index),
  }),
  redirect: (index) => ({
    from: `/old-${String(index)}/`,
    to: `/posts/post-${String(index)}/`,
    permanent: index % 2 === 0,
  }),
  comment: (index) => ({
    post: some('post', index)[0],
    name: `Visitor ${String(index)}`,
    body: `Comment ${String(index)}`,
    state: pick(['approved', 'approved', 'pending', 'rejected', 'spam'], index),
    submittedAt: `2026-01-0${String(1 + (index % 9))}T10:00:00.000Z`,
    ...(index % 3 === 0 ? { author: some('author', index)[0] } : {}),
    ...(index % 2 === 0 ? { parent: some('comment', index)[0] } : {}),
  }),
};

const hasDrafts = (type: Type) => type === 'post' || type === 'page';

async function create(type: Type, index: number): Promise<void> {
  const { body } = await admin.create(type, entries[type](index));
  // A rule may refuse it, as a slug that is taken: then nothing has changed.
  if (!body.data) return;
  there[type].push(body.data.documentId);
  if (hasDrafts(type)) await admin.publish(type, body.data.documentId);
}

type Edit = [action: string, type: Type, index: number, other: number];

/** Edits by their names; each works on any state, if only by changing nothing. */
const actions: Record<string, (type: Type, index: number, other: number) => Promise<unknown>> = {
  create,
  async edit(type, index, other) {
    const id = pick(there[type], index);
    if (id === undefined) return;
    await admin.update(type, id, entries[type](other));
    if (hasDrafts(type)) await admin.publish(type, id);
  },
  async rename(type, index, other) {
    const id = pick(there[type], index);
    if (id === undefined || type === 'comment' || type === 'redirect') return;
    await admin.update(type, id, { slug: `renamed-${String(other)}` });
    if (hasDrafts(type)) await admin.publish(type, id);
  },
  async unpublish(_, index) {
    await admin.unpublish('post', pick(there.post, index) ?? '');
  },
  async publish(_, index) {
    await admin.publish('post', pick(there.post, index) ?? '');
  },
  async saveDraft(_, index, other) {
    await admin.update('post', pick(there.post, index) ?? '', { title: `Draft ${String(other)}` });
  },
  async remove(type, index) {
    const id = pick(there[type], index);
    if (id === undefined) return;
    await admin.remove(type, id);
    there[type] = there[type].filter((known) => known !== id);
  },
  async relateFromTheOtherEnd(_, index, other) {
    const [topic, post] = [pick(there.topic, index), pick(there.post, other)];
    if (topic !== undefined && post !== undefined)
      await admin.update('topic', topic, {
        posts: { connect: [{ documentId: post, status: 'published' }] },
      });
  },
  async hours(_, index, other) {
    const id = pick(there.clinic, index);
    if (id !== undefined) await admin.update('clinic', id, { hours: hours(other) });
  },
  async upload() {
    files.push(await admin.upload(await image()));
  },
  async replaceFile(_, index) {
    const file = pick(files, index);
    if (file) await admin.upload(await image(), file.id);
  },
  async deleteFile(_, index) {
    const file = pick(files, index);
    if (!file) return;
    await admin.call('DELETE', `/upload/files/${String(file.id)}`);
    files.splice(files.indexOf(file), 1);
  },
  async restart() {
    await incremental.close();
    incremental = publisherIn(folders[0] ?? '');
  },
  async site(_, index, other) {
    await admin.call('PUT', '/content-manager/single-types/api::site.site', {
      name: `Journal ${String(index % 3)}`,
      tagline: index % 2 === 0 ? `Tagline ${String(other)}` : null,
      comments: index % 2 === 0 ? { emailRequired: other % 2 === 0, closeAfterDays: 30 } : null,
      navigation: [
        { label: 'Articles', url: '/posts/' },
        { label: 'A page', url: `/page-${String(other)}/` },
        { label: 'A post', url: `/posts/post-${String(other)}/` },
      ],
    });
  },
};

const weights: Record<string, number> = { create: 4, edit: 6, rename: 3, remove: 3 };
const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.oneof(
    ...Object.keys(actions).map((action) => ({
      weight: weights[action] ?? 1,
      arbitrary: fc.constant(action),
    })),
  ),
  fc.constantFrom<Type>(
    'post',
    'post',
    'author',
    'clinic',
    'topic',
    'page',
    'redirect',
    'comment',
    'comment',
  ),
  fc.nat(60),
  fc.nat(60),
);

function emptyFolder(withCacheOf?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-incremental-'));
  folders.push(folder);
  if (withCacheOf !== undefined)
    cpSync(join(withCacheOf, 'cache'), join(folder, 'cache'), { recursive: true });
  return folder;
}

function publisherIn(dataFolder: string): Publisher {
  return new Publisher({
    cms: { url: cms.url, token: cms.siteToken },
    dataFolder,
    siteUrl: 'https://journal.example',
  });
}

async function compare(done: readonly Edit[]): Promise<void> {
  await incremental.publish('an edit', { retry: true });
  await incremental.behind.follow();
  await incremental.behind.index();
  await full.publish('everything', { full: true, force: true });
  const withAll = done.length % editsToTheNextIndex === 0;
  if (withAll) {
    await incremental.behind.share();
    await full.behind.index();
    await full.behind.share();
  }
  const edits = done.map((one) => one.join(' ')).join('; ');
  const files = (site: string) =>
    Object.entries(digests(site)).filter(([name]) => withAll || !/^(?:search|share)\//.test(name));
  expect(files(incremental.site), edits).toEqual(files(full.site));
  // What no page shows is kept no longer.
  const images = (folder: string) => globSync('images/*.*', { cwd: folder }).sort();
  expect(images(folders[0] ?? ''), edits).toEqual(images(incremental.site));
}

beforeAll(async () => {
  cms = await startTestCms({ demo: false });
  admin = await signIn(cms);
  const dataFolder = emptyFolder();
  incremental = publisherIn(dataFolder);
  await incremental.publish('the start');
  full = publisherIn(emptyFolder(dataFolder));
  for (let number = 0; number < 3; number += 1) files.push(await admin.upload(await image()));
  for (const type of ['topic', 'clinic', 'author', 'page'] as const)
    for (let index = 0; index < 3; index += 1) await create(type, index);
  for (let index = 0; index < firstPosts; index += 1) await create('post', index);
  for (let index = 0; index < 6; index += 1) await create('comment', index);
});

afterAll(async () => {
  await incremental.close();
  await full.close();
  await cms.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function carryOut(edits: readonly Edit[]): Promise<void> {
  const done: Edit[] = [];
  for (const one of edits) {
    const [action, type, index, other] = one;
    await actions[action]?.(type, index, other);
    done.push(one);
    await compare(done);
  }
}

describe('an incremental release', () => {
  it('is what a build from nothing gives, after the first edits', async () => {
    await compare([]);
    expect(Object.keys(digests(full.site))).toContain('posts/page/1.html');
  });

  it('is what a build from nothing gives, when entries with lists and feeds go right after a start', async () => {
    await carryOut([
      ['restart', 'topic', 0, 0],
      ['remove', 'topic', 0, 0],
      ['restart', 'clinic', 0, 0],
      ['rename', 'clinic', 1, 7],
    ]);
    expect(incremental.problems()).toEqual([]);
  });

  it('is what a build from nothing gives, when comments fill a second page, and leave it', async () => {
    const discussed = String(there.post[0]);
    const furtherPages = () =>
      Object.keys(digests(full.site)).filter((file) => file.includes('/comments/'));
    const ids: string[] = [];
    for (let index = 0; index < 55; index += 1) {
      const { body } = await admin.create('comment', {
        post: discussed,
        name: 'Reader',
        body: `Comment ${String(index)}`,
        state: 'approved',
        submittedAt: new Date(Date.UTC(2027, 0, 1, 0, index)).toISOString(),
      });
      ids.push(String(body.data?.documentId));
    }
    await compare([]);
    expect(furtherPages()).toHaveLength(1);
    await carryOut([['rename', 'post', 0, 77]]);
    expect(furtherPages()).toEqual(['posts/renamed-77/comments/2.html']);
    for (const id of ids.slice(0, 30)) await admin.remove('comment', id);
    await compare([]);
    expect(furtherPages()).toEqual([]);
    for (const id of ids.slice(30)) await admin.remove('comment', id);
    await compare([]);
  }, 180_000);

  it('is what a build from nothing gives, after each of many random edits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: editsOfARun, maxLength: editsOfARun }),
        carryOut,
      ),
      // Each run goes on from where the last one ended; what fails stands in the message.
      { numRuns: runs, endOnFailure: true },
    );
    // Many of the edits did change something; others hit what is gone, or a rule.
    expect(incremental.releases()[0]?.number).toBeGreaterThan((runs * editsOfARun) / 3);
  }, 600_000);
});
