/** Reads public entries in batches: one database query for each relation of a page, not of an entry. */
import type { Core } from '@strapi/strapi';
import { file, type Kind, kinds, type Row, visibility } from './kinds';

/** An answer of the site's query: `__typename` names its GraphQL type. */
export type Entry = Record<string, unknown> & { __typename: string; documentId: string };

/** A document, whichever state it is in. */
export interface DocumentName {
  /** The `typename` of its kind. */
  kind: string;
  id: string;
}

/** Those of the documents that are public now, in no particular order. */
export async function readEntries(
  strapi: Core.Strapi,
  documents: readonly DocumentName[],
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const kind of kinds) {
    const wanted = documents.filter((document) => document.kind === kind.typename);
    if (wanted.length > 0) {
      const found = await readKind(
        strapi,
        kind,
        wanted.map((document) => document.id),
      );
      entries.push(...(await toEntries(strapi, kind, found)));
    }
  }
  return entries;
}

async function readKind(strapi: Core.Strapi, kind: Kind, ids: string[]): Promise<Row[]> {
  const found: unknown = await strapi.db.query(kind.uid).findMany({
    where: { documentId: { $in: ids }, ...visibility[kind.visible].where },
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
