/** Reads public entries in batches: one database query for each relation of a page, not of an entry. */
import type { Core, UID } from '@strapi/strapi';

/** A row as the query engine gives it: plain JSON with what was populated. */
type Row = Record<string, unknown> & { id: number; documentId: string };

/** An answer of the site's query: `__typename` names its GraphQL type. */
export type Entry = Record<string, unknown> & { __typename: string };

interface Kind {
  typename: string;
  uid: UID.ContentType;
  where?: Record<string, unknown>;
  populate: Record<string, unknown>;
  /** The field that holds an article, whose images the site needs too. */
  article?: string;
  /** What the entry says in other words than its row. */
  fields?: (row: Row) => Record<string, unknown>;
}

const published = { publishedAt: { $notNull: true } };
const file = { select: ['documentId', 'url', 'width', 'height', 'mime', 'updatedAt'] };
const picture = { populate: { file } };
const seo = { populate: { image: file } };
const id = { select: ['documentId'] };

/** Every kind of public entry, in the order in which they are given: what is pointed to comes first. */
const kinds: readonly Kind[] = [
  {
    typename: 'Site',
    uid: 'api::site.site',
    populate: { navigation: true, links: true, defaultImage: picture },
  },
  { typename: 'Redirect', uid: 'api::redirect.redirect', populate: {} },
  { typename: 'Page', uid: 'api::page.page', where: published, populate: { seo }, article: 'body' },
  { typename: 'Topic', uid: 'api::topic.topic', populate: {}, article: 'description' },
  {
    typename: 'Clinic',
    uid: 'api::clinic.clinic',
    populate: {
      statement: true,
      address: true,
      geo: true,
      hours: true,
      exceptions: true,
      services: true,
      links: true,
      logo: picture,
      photos: picture,
    },
  },
  {
    typename: 'Author',
    uid: 'api::author.author',
    populate: {
      credentials: true,
      education: true,
      portrait: picture,
      specialties: id,
      clinics: id,
      links: true,
    },
    article: 'bio',
    fields: (row) => ({ specialties: ids(row.specialties), clinics: ids(row.clinics) }),
  },
  {
    typename: 'Post',
    uid: 'api::post.post',
    where: published,
    populate: {
      takeaways: true,
      cover: picture,
      authors: id,
      reviewer: id,
      clinic: id,
      topics: id,
      references: true,
      corrections: true,
      seo,
    },
    article: 'body',
    fields: (row) => ({
      takeaways: rows(row.takeaways).map(({ text }) => text),
      authors: ids(row.authors),
      reviewer: ids(row.reviewer)[0],
      clinic: ids(row.clinic)[0],
      topics: ids(row.topics),
    }),
  },
  {
    typename: 'Comment',
    uid: 'api::comment.comment',
    where: { state: 'approved', post: published },
    populate: { post: id, parent: { select: ['documentId', 'state'] }, author: id },
    fields: (row) => ({
      post: ids(row.post)[0],
      parent: ids(row.parent)[0],
      author: ids(row.author)[0],
      text: row.body,
    }),
  },
];

function rows(value: unknown): Row[] {
  if (Array.isArray(value)) return value as Row[];
  return value === null || value === undefined ? [] : [value as Row];
}

const ids = (value: unknown): string[] => rows(value).map(({ documentId }) => documentId);

/** Where a page of entries ends: which kind, and the last row of it that was given. */
export interface Position {
  kind: number;
  row: number;
}

export const start: Position = { kind: 0, row: 0 };

export interface Page {
  entries: Entry[];
  end: Position;
  more: boolean;
}

/**
 * Up to `limit` entries after `position`, of one kind or of several small ones.
 * An entry that is changed meanwhile may be given in either state; none is left out.
 */
export async function readPage(
  strapi: Core.Strapi,
  position: Position,
  limit: number,
): Promise<Page> {
  const entries: Entry[] = [];
  let { kind: index, row } = position;
  for (;;) {
    const kind = kinds[index];
    if (!kind) return { entries, end: { kind: index, row }, more: false };
    const room = limit - entries.length;
    const found = await readKind(strapi, kind, row, room);
    entries.push(...(await toEntries(strapi, kind, found)));
    row = found.at(-1)?.id ?? row;
    if (found.length === room) return { entries, end: { kind: index, row }, more: true };
    index += 1;
    row = 0;
  }
}

async function readKind(
  strapi: Core.Strapi,
  kind: Kind,
  after: number,
  limit: number,
): Promise<Row[]> {
  const found: unknown = await strapi.db.query(kind.uid).findMany({
    where: { ...kind.where, id: { $gt: after } },
    orderBy: { id: 'asc' },
    limit,
    populate: kind.populate,
  });
  return found as Row[];
}

async function toEntries(strapi: Core.Strapi, kind: Kind, found: Row[]): Promise<Entry[]> {
  const { article } = kind;
  const imageIds = new Map(
    article === undefined ? [] : found.map((row) => [row, articleImages(row[article])] as const),
  );
  const images = await readImages(strapi, [...imageIds.values()].flat());
  return found.map((row) => ({
    ...row,
    ...kind.fields?.(row),
    images: (imageIds.get(row) ?? []).flatMap((imageId) => images.get(imageId) ?? []),
    __typename: kind.typename,
  }));
}

/**
 * Ids of the library's files that a stored article shows. The article is not validated here: the
 * site does that, and names the entry where one does not hold any more.
 */
function articleImages(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { attrs, content } = node as {
    attrs?: { image?: { documentId?: unknown } };
    content?: unknown;
  };
  const inner = Array.isArray(content) ? content.flatMap(articleImages) : [];
  const own = attrs?.image?.documentId;
  return typeof own === 'string' ? [own, ...inner] : inner;
}

async function readImages(strapi: Core.Strapi, imageIds: string[]): Promise<Map<string, Row>> {
  if (imageIds.length === 0) return new Map();
  const found: unknown = await strapi.db.query('plugin::upload.file').findMany({
    ...file,
    where: { documentId: { $in: [...new Set(imageIds)] } },
  });
  return new Map((found as Row[]).map((row) => [row.documentId, row]));
}
