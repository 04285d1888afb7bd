/**
 * Loads the demonstration content, once, into a CMS that has no content: through the Document
 * Service, so that it passes the same rules as what people write.
 */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { fromHtml } from '@meridian/article';
import type { Core, UID } from '@strapi/strapi';
import {
  type DemoComment,
  type DemoPicture,
  type DemoPost,
  type DemoRecord,
  readPosts,
  readRecords,
} from './files';
import { type DemoImage, uploadImages } from './images';

type Images = ReadonlyMap<string, DemoImage>;

/** Loads the content, unless that was done before or somebody has begun to write. */
export async function loadDemo(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: 'core', name: 'meridian', key: 'demo' });
  if ((await store.get()) || !(await isEmpty(strapi))) return;
  strapi.log.info('Loading the demonstration content …');
  const folder = resolve(strapi.dirs.app.root, 'demo');
  // All of it or nothing: a load that is cut off is made again at the next start.
  await strapi.db.transaction(async () => {
    const images = await uploadImages(strapi, resolve(folder, 'images'));
    await loadRecords(strapi, folder, images);
    await loadPosts(strapi, folder, images);
    await loadComments(strapi, folder);
  });
  await store.set({ value: { loaded: true } });
  strapi.log.info('The demonstration content is loaded.');
}

async function isEmpty(strapi: Core.Strapi): Promise<boolean> {
  const types: UID.ContentType[] = ['api::post.post', 'api::author.author', 'api::clinic.clinic'];
  const counts = await Promise.all(types.map((uid) => strapi.db.query(uid).count()));
  return counts.every((count) => count === 0);
}

type LinkedKind = 'post' | 'author' | 'clinic' | 'topic';

/** The id of an entry, known before it is made, so that texts can link to what comes later. */
function idOf(kind: LinkedKind | 'page' | 'comment', key: string): string {
  const digest = createHash('sha256').update(`${kind}/${key}`).digest('hex');
  // Like Strapi's own ids it starts with a letter: one that starts with a digit is taken for a row's id.
  return `d${BigInt(`0x${digest}`).toString(36).slice(0, 23)}`;
}

const idsOf = (kind: LinkedKind, keys: unknown): string[] =>
  (keys as string[]).map((key) => idOf(kind, key));

/** An article of the demonstration: links name slugs, figures name drawings. */
function article(html: string, images: Images) {
  return fromHtml(
    html
      .replace(
        /data-(post|author|clinic|topic)="([^"]+)"/g,
        (_match, kind: LinkedKind, slug: string) => `data-${kind}="${idOf(kind, slug)}"`,
      )
      .replace(
        /data-upload="([^"]+)"/g,
        (_match, name: string) => `data-upload="${imageNamed(name, images).documentId}"`,
      ),
  );
}

function imageNamed(name: string, images: Images): DemoImage {
  const image = images.get(name);
  if (!image)
    throw new Error(`The demonstration content names a drawing "${name}" that is not there.`);
  return image;
}

const picture = ({ image, alt }: DemoPicture, images: Images) => ({
  file: imageNamed(image, images).id,
  alt,
});

interface Hours {
  opens?: string;
  closes?: string;
}

/** Strapi stores times of day to the millisecond; people write 09:30. */
function withSeconds<T extends Hours>({ opens, closes, ...rest }: T) {
  return {
    ...rest,
    ...(opens === undefined ? {} : { opens: `${opens}:00.000` }),
    ...(closes === undefined ? {} : { closes: `${closes}:00.000` }),
  };
}

async function create(
  strapi: Core.Strapi,
  uid: UID.ContentType,
  documentId: string | undefined,
  data: Record<string, unknown>,
): Promise<void> {
  await strapi
    .documents(uid)
    .create({ data: documentId === undefined ? data : { ...data, documentId } });
}

async function loadRecords(strapi: Core.Strapi, folder: string, images: Images): Promise<void> {
  for (const topic of await readRecords<DemoRecord[]>(folder, 'topics'))
    await create(strapi, 'api::topic.topic', idOf('topic', topic.slug), {
      ...topic,
      description: article(String(topic.description), images),
    });
  for (const clinic of await readRecords<DemoRecord[]>(folder, 'clinics'))
    await create(strapi, 'api::clinic.clinic', idOf('clinic', clinic.slug), {
      ...clinic,
      hours: (clinic.hours as Hours[]).map(withSeconds),
      exceptions: ((clinic.exceptions ?? []) as Hours[]).map(withSeconds),
      logo: picture(clinic.logo as DemoPicture, images),
      photos: (clinic.photos as DemoPicture[]).map((photo) => picture(photo, images)),
    });
  for (const author of await readRecords<DemoRecord[]>(folder, 'authors'))
    await create(strapi, 'api::author.author', idOf('author', author.slug), {
      ...author,
      bio: article(String(author.bio), images),
      portrait: picture(author.portrait as DemoPicture, images),
      specialties: idsOf('topic', author.specialties),
      clinics: idsOf('clinic', author.clinics),
    });
  for (const page of await readRecords<DemoRecord[]>(folder, 'pages')) {
    const documentId = idOf('page', page.slug);
    await create(strapi, 'api::page.page', documentId, {
      ...page,
      body: article(String(page.body), images),
    });
    await strapi.documents('api::page.page').publish({ documentId });
  }
  for (const redirect of await readRecords<Record<string, unknown>[]>(folder, 'redirects'))
    await create(strapi, 'api::redirect.redirect', undefined, redirect);
  const site = await readRecords<Record<string, unknown>>(folder, 'site');
  await create(strapi, 'api::site.site', undefined, {
    ...site,
    defaultImage: picture(site.defaultImage as DemoPicture, images),
  });
}

async function loadPosts(strapi: Core.Strapi, folder: string, images: Images): Promise<void> {
  const references = await readRecords<Record<string, object>>(folder, 'references');
  for (const post of await readPosts(folder)) {
    const { slug, body, takeaways, authors, topics, reviewer, clinic, cover, ...rest } = post;
    const documentId = idOf('post', slug);
    await create(strapi, 'api::post.post', documentId, {
      ...rest,
      slug,
      body: article(body, images),
      takeaways: takeaways.map((text) => ({ text })),
      authors: idsOf('author', authors),
      topics: idsOf('topic', topics),
      ...(reviewer === undefined ? {} : { reviewer: idOf('author', reviewer) }),
      clinic: idOf('clinic', clinic),
      cover: picture(cover, images),
      references: post.references.map((key) => ({ ...references[key], key })),
    });
    await strapi.documents('api::post.post').publish({ documentId });
    await backdate(strapi, documentId, post);
  }
}

/** A post that is dated in the past was last changed then, or at its last correction. */
async function backdate(
  strapi: Core.Strapi,
  documentId: string,
  { publishAt, corrections = [] }: DemoPost,
): Promise<void> {
  const corrected = corrections.map(({ date }) => `${date}T09:00:00Z`);
  const updatedAt = new Date([publishAt, ...corrected].sort().at(-1) ?? publishAt);
  await strapi.db
    .query('api::post.post')
    .updateMany({ where: { documentId }, data: { updatedAt } });
}

async function loadComments(strapi: Core.Strapi, folder: string): Promise<void> {
  for (const comment of await readRecords<DemoComment[]>(folder, 'comments')) {
    const { key, post, parent, author, ...rest } = comment;
    await create(strapi, 'api::comment.comment', idOf('comment', key), {
      ...rest,
      post: idOf('post', post),
      ...(parent === undefined ? {} : { parent: idOf('comment', parent) }),
      ...(author === undefined ? {} : { author: idOf('author', author) }),
    });
  }
}
