/** The site's read API: one GraphQL query, open to the site's token alone. */
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { type Cursor, readChanges } from '../register';
import { type Entry, readEntries } from './entries';
import { typeDefs } from './type-defs';

/** The permission that the site's token has, and the only one. */
export const readContent = 'api::site-content.site-content.read';

const defaultPage = 100;
const maxPage = 500;

interface ChangesArguments {
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
          changes: (_parent: unknown, { after, first }: ChangesArguments) =>
            changes(strapi, after ?? undefined, first ?? defaultPage),
        },
        ContentEntry: { __resolveType: ({ __typename }: Entry) => __typename },
      },
      resolversConfig: { 'Query.changes': { auth: { scope: [readContent] } } },
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

async function changes(strapi: Core.Strapi, after: string | undefined, first: number) {
  if (!Number.isInteger(first) || first < 1 || first > maxPage)
    throw new errors.ValidationError(`"first" must be between 1 and ${String(maxPage)}.`);
  const from = after === undefined ? undefined : parseCursor(after);
  const { changes, cursor, fromStart, more } = await readChanges(strapi.db.connection, from, first);
  const entries = await readEntries(strapi, changes);
  const found = new Set(entries.map((entry) => `${entry.__typename} ${entry.documentId}`));
  const gone = changes.filter(({ kind, id }) => !found.has(`${kind} ${id}`));
  return {
    entries,
    gone: gone.map(({ kind, id }) => ({ kind, documentId: id })),
    cursor: formatCursor(cursor),
    fromStart,
    more,
  };
}

const formatCursor = ({ epoch, number }: Cursor): string => `${epoch}.${String(number)}`;

function parseCursor(cursor: string): Cursor {
  const [, epoch, number] = /^([0-9a-f-]{1,40})\.(\d{1,15})$/.exec(cursor) ?? [];
  if (epoch === undefined || number === undefined)
    throw new errors.ValidationError('"after" is not a cursor of a CMS: start without one.');
  return { epoch, number: Number(number) };
}
