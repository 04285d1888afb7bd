/**
 * Which rows of the database make up a public entry: its own, its relations, the files that it
 * shows. Components need no look: whoever changes one changes the row of its entry too.
 */
import type { Core } from '@strapi/strapi';
import { type Kind, kinds, visibility } from '../site-api/kinds';
import type { Trigger } from './dialects';

/** A trigger that gives the documents which a changed row belongs to. */
export interface Source extends Omit<Trigger, 'statement'> {
  /** A query for `kind` and `document_id`. */
  documents: string;
}

interface JoinTable {
  name: string;
  joinColumn: { name: string };
  inverseJoinColumn: { name: string };
  /** Where the other end stands among those of its owner. */
  orderColumnName?: string;
}

interface Attribute {
  type: string;
  target?: string;
  mappedBy?: string;
  joinTable?: JoinTable & { __internal__?: boolean };
}

interface Model {
  uid: string;
  tableName: string;
  attributes: Record<string, Attribute>;
}

const files = 'files';
const shownFiles = 'files_related_mph';

/** The content as the register sees it. */
export interface Content {
  sources: Source[];
  /** Queries for `kind` and `document_id` of all that is public. */
  everything: string[];
  /** Statements that make what the triggers look things up by. */
  indexes: string[];
}

/** By what Strapi knows of its tables. */
export function describeContent(strapi: Core.Strapi): Content {
  const model = (uid: string) => strapi.db.metadata.get(uid) as unknown as Model;
  const hasDrafts = (uid: string) =>
    kinds.some((kind) => kind.uid === uid && kind.visible === 'published');
  const models = kinds.map((kind) => ({ kind, ...model(kind.uid) }));
  const relations = models.flatMap(({ kind, tableName, attributes }) =>
    Object.values(attributes).flatMap(({ target = '', mappedBy, joinTable }) =>
      joinTable?.__internal__ === true && mappedBy === undefined
        ? relationSources(kind, tableName, joinTable, hasDrafts(target))
        : [],
    ),
  );
  return {
    sources: [
      ...models.flatMap(({ kind, tableName }) => rowSources(kind, tableName)),
      ...relations,
      ...fileSources(models),
    ],
    everything: models.map(
      ({ kind, tableName }) =>
        `SELECT '${kind.typename}' AS kind, o.document_id FROM "${tableName}" o
         WHERE ${visibility[kind.visible].sql('o')} ORDER BY o.id`,
    ),
    indexes: models.flatMap(({ attributes }) => {
      const parts = componentsTable(attributes);
      if (parts === undefined) return [];
      const name = `meridian_${parts}`;
      return [`CREATE INDEX IF NOT EXISTS "${name}" ON "${parts}" (cmp_id, component_type)`];
    }),
  };
}

/** The table that ties a type to its components; those tables alone are not marked as internal. */
function componentsTable(attributes: Model['attributes']): string | undefined {
  return Object.values(attributes).find(
    ({ joinTable }) => joinTable && joinTable.__internal__ === undefined,
  )?.joinTable?.name;
}

/** The row of an entry itself. */
function rowSources({ typename, visible }: Kind, table: string): Source[] {
  const isPublic = visibility[visible].sql;
  const given = (row: string, where: string) =>
    `SELECT '${typename}' AS kind, ${row}.document_id AS document_id WHERE ${where}`;
  return [
    source(table, 'INSERT', given('NEW', isPublic('NEW'))),
    source(table, 'UPDATE', given('NEW', `${isPublic('OLD')} OR ${isPublic('NEW')}`)),
    source(table, 'DELETE', given('OLD', isPublic('OLD'))),
  ];
}

/** The rows that tie an entry to others; also where the other end was edited, or deleted. */
function relationSources(
  { typename, visible }: Kind,
  table: string,
  { name, joinColumn, inverseJoinColumn, orderColumnName }: JoinTable,
  targetHasDrafts: boolean,
): Source[] {
  const column = joinColumn.name;
  const owner = (row: string) =>
    `SELECT '${typename}' AS kind, o.document_id AS document_id FROM "${table}" o
     WHERE o.id = ${row}."${column}" AND ${visibility[visible].sql('o')}`;
  if (!targetHasDrafts) {
    // Not the order among the owners of the other end: a neighbour's change moves it.
    const moved = [
      inverseJoinColumn.name,
      ...(orderColumnName === undefined ? [] : [orderColumnName]),
    ]
      .map((changed) => `NEW."${changed}" IS DISTINCT FROM OLD."${changed}"`)
      .join(' OR ');
    return [
      source(name, 'INSERT', owner('NEW')),
      source(name, 'UPDATE', `${owner('NEW')} AND (${moved})`),
      source(name, 'DELETE', owner('OLD')),
    ];
  }
  // Each publication of the target ties its new row anew, which changes nothing; only the loss of
  // the last tie does.
  const untied = `NOT EXISTS (SELECT 1 FROM "${name}" l WHERE l."${column}" = OLD."${column}")`;
  return [source(name, 'DELETE', `${owner('OLD')} AND ${untied}`)];
}

/**
 * Files, where they are replaced or deleted: shown by a component of an entry, or in its article.
 * A component within a component that shows files would need one more join; there is none.
 */
function fileSources(models: readonly (Model & { kind: Kind })[]): Source[] {
  const inComponents = (from: string, shown: string, where: string) =>
    models.flatMap(({ kind, tableName, attributes }) => {
      const parts = componentsTable(attributes);
      if (parts === undefined) return [];
      return [
        `SELECT '${kind.typename}' AS kind, o.document_id AS document_id
         FROM ${from} "${parts}" c JOIN "${tableName}" o ON o.id = c.entity_id
         WHERE c.cmp_id = ${shown}.related_id AND c.component_type = ${shown}.related_type
           AND ${visibility[kind.visible].sql('o')} ${where}`,
      ];
    });
  const inArticles = models.flatMap(({ kind, tableName }) =>
    kind.article === undefined
      ? []
      : [
          `SELECT '${kind.typename}' AS kind, o.document_id AS document_id FROM "${tableName}" o
           WHERE ${visibility[kind.visible].sql('o')}
             AND CAST(o."${kind.article}" AS TEXT) LIKE '%"' || OLD.document_id || '"%'`,
        ],
  );
  const replaced = inComponents(`"${shownFiles}" m CROSS JOIN`, 'm', 'AND m.file_id = OLD.id');
  return [
    source(files, 'UPDATE', [...replaced, ...inArticles].join(' UNION ')),
    source(files, 'DELETE', inArticles.join(' UNION ')),
    source(shownFiles, 'DELETE', inComponents('', 'OLD', '').join(' UNION ')),
  ];
}

function source(table: string, event: Source['event'], documents: string): Source {
  return { name: `meridian_${table}_${event.toLowerCase()}`, table, event, documents };
}
