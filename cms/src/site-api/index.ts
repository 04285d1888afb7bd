/** The site's read API: one GraphQL query, open to the site's token alone. */
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { type Entry, type Page, type Position, readPage, start } from './entries';
import { typeDefs } from './type-defs';

/** The permission that the site's token has, and the only one. */
export const readContent = 'api::site-content.site-content.read';

const defaultPage = 100;
const maxPage = 500;

interface ContentArguments {
  after?: string | null;
  first?: number | null;
}

/** Adds the query to GraphQL and its permission to those that a token can have. */
export async function registerSiteApi(strapi: Core.Strapi): Promise<void> {
  await strapi.contentAPI.permissions.providers.action.register(readContent, {
    api: 'api::site-content',
    controller: 'site-content',
    action: 'read',
    uid: readContent,
  });
  strapi
    .plugin('graphql')
    .service('extension')
    .use({
      typeDefs,
      resolvers: {
        Query: {
          content: (_parent: unknown, { after, first }: ContentArguments) =>
            content(strapi, after ?? undefined, first ?? defaultPage),
        },
        ContentEntry: { __resolveType: ({ __typename }: Entry) => __typename },
      },
      resolversConfig: { 'Query.content': { auth: { scope: [readContent] } } },
    });
  readFieldsPlainly(strapi.plugin('graphql').service('content-api'));
}

/** What the site calls otherwise than Strapi's rows do: their `id` is that of one version. */
const columns: Partial<Record<string, string>> = { id: 'documentId', version: 'updatedAt' };

/**
 * Strapi wraps the resolver of every field in promises and policies, which takes two thirds of the
 * time of a large answer. The query itself is guarded; the fields below it are plain properties.
 */
function readFieldsPlainly(contentApi: { buildSchema: () => GraphQLSchema }): void {
  const build = contentApi.buildSchema;
  contentApi.buildSchema = () => {
    const schema = build();
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type === schema.getQueryType()) continue;
      for (const field of Object.values(type.getFields())) {
        const column = columns[field.name] ?? field.name;
        field.resolve = (row: Partial<Record<string, unknown>>) => row[column];
      }
    }
    return schema;
  };
}

async function content(strapi: Core.Strapi, after: string | undefined, first: number) {
  if (!Number.isInteger(first) || first < 1 || first > maxPage)
    throw new errors.ValidationError(`"first" must be between 1 and ${String(maxPage)}.`);
  const page = await readPage(strapi, after === undefined ? start : parseCursor(after), first);
  return { entries: page.entries, cursor: formatCursor(page.end), more: page.more } satisfies {
    entries: Page['entries'];
    cursor: string;
    more: boolean;
  };
}

const formatCursor = ({ kind, row }: Position): string => `${String(kind)}.${String(row)}`;

function parseCursor(cursor: string): Position {
  const [, kind, row] = /^(\d{1,2})\.(\d{1,15})$/.exec(cursor) ?? [];
  if (kind === undefined || row === undefined)
    throw new errors.ValidationError('"after" is not a cursor of this CMS: start without one.');
  return { kind: Number(kind), row: Number(row) };
}
