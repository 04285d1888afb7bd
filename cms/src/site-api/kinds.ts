/** What of the CMS is public, and how each kind of entry is read. */
import type { Kind as KindName } from '@meridian/content';
import type { UID } from '@strapi/strapi';

/** A row as the query engine gives it: plain JSON with what was populated. */
export type Row = Record<string, unknown> & { id: number; documentId: string };

export interface Kind {
  /** Its name in GraphQL and for the site. */
  typename: KindName;
  uid: UID.ContentType;
  visible: Visible;
  populate: Record<string, unknown>;
  /** The field that holds an article, whose images the site needs too. */
  article?: string;
  /** What the entry says in other words than its row. */
  fields?: (row: Row) => Record<string, unknown>;
}

/** Which rows of a type are public. */
type Visible = 'always' | 'published' | 'approved';

/** The same for Strapi's query engine, and as SQL about a row, for triggers. */
export const visibility: Record<
  Visible,
  { where: Record<string, unknown>; sql: (row: string) => string }
> = {
  always: { where: {}, sql: () => '1 = 1' },
  published: {
    where: { publishedAt: { $notNull: true } },
    sql: (row) => `${row}.published_at IS NOT NULL`,
  },
  approved: {
    // A comment whose post was deleted for good belongs nowhere.
    where: { state: 'approved', post: { id: { $notNull: true } } },
    sql: (row) => `${row}.state = 'approved'`,
  },
};

export const file = { select: ['documentId', 'url', 'width', 'height', 'mime', 'updatedAt'] };
const picture = { populate: { file } };
const seo = { populate: { image: file } };
const id = { select: ['documentId'] };

export const kinds: readonly Kind[] = [
  {
    typename: 'Site',
    uid: 'api::site.site',
    visible: 'always',
    populate: { navigation: true, links: true, defaultImage: picture, comments: true },
  },
  { typename: 'Redirect', uid: 'api::redirect.redirect', visible: 'always', populate: {} },
  {
    typename: 'Page',
    uid: 'api::page.page',
    visible: 'published',
    populate: { seo },
    article: 'body',
  },
  {
    typename: 'Topic',
    uid: 'api::topic.topic',
    visible: 'always',
    populate: {},
    article: 'description',
  },
  {
    typename: 'Clinic',
    uid: 'api::clinic.clinic',
    visible: 'always',
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
    visible: 'always',
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
    visible: 'published',
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
    visible: 'approved',
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
