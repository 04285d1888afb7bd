/**
 * The change register: one row a document that was ever public, with the number of its newest
 * change. Triggers of the database write it, so that no change can miss it, whichever way it came
 * in, and so that it holds exactly what was committed.
 *
 * Numbers come from a counter in one row. Who changes it holds it until the commit, so changes
 * become visible in the order of their numbers, and who reads on from a number misses none.
 */
import type { Knex } from 'knex';
import { type Dialect, dialects } from './dialects';
import type { Content } from './sources';

export function dialectOf(client: string): Dialect {
  const dialect = dialects[client];
  if (!dialect)
    throw new Error(
      `The change register knows ${Object.keys(dialects).join(' and ')}, not "${client}": choose one of them in config/database.ts.`,
    );
  return dialect;
}

/** Makes the tables, then the triggers anew, and notes what is public and not noted yet. */
export async function installRegister(
  database: Knex,
  dialect: Dialect,
  { sources, everything, indexes }: Content,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await removeTriggers(transaction, dialect);
    const statements = [
      ...tables,
      ...indexes,
      ...dialect.insteadOfInsert('meridian_note', note(dialect)),
      ...sources.flatMap(({ documents, ...trigger }) =>
        dialect.afterRow({
          ...trigger,
          statement: `INSERT INTO meridian_note (kind, document_id) ${documents}`,
        }),
      ),
      ...everything.map(
        (documents) => `INSERT INTO meridian_note (kind, document_id)
          SELECT d.kind, d.document_id FROM (${documents}) d WHERE NOT EXISTS (
            SELECT 1 FROM meridian_changes c WHERE c.kind = d.kind AND c.document_id = d.document_id
          )`,
      ),
    ];
    for (const statement of statements) await transaction.raw(statement);
  });
}

/** Before Strapi alters its tables: SQLite refuses that while a trigger names one of them. */
export async function removeTriggers(database: Knex, dialect: Dialect): Promise<void> {
  const found: unknown = await database.raw(dialect.triggers);
  const rows = (Array.isArray(found) ? found : (found as { rows: unknown[] }).rows) as {
    name: string;
    table: string;
  }[];
  for (const { name, table } of rows) await database.raw(dialect.dropTrigger(name, table));
}

const tables = [
  `CREATE TABLE IF NOT EXISTS meridian_counter (id SMALLINT PRIMARY KEY, number BIGINT NOT NULL)`,
  `INSERT INTO meridian_counter VALUES (1, 0) ON CONFLICT DO NOTHING`,
  `CREATE TABLE IF NOT EXISTS meridian_changes (
    kind VARCHAR(40) NOT NULL,
    document_id VARCHAR(255) NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (kind, document_id)
  )`,
  `CREATE TABLE IF NOT EXISTS meridian_epochs (
    id INTEGER PRIMARY KEY,
    epoch VARCHAR(40) NOT NULL UNIQUE,
    first BIGINT NOT NULL
  )`,
  `DROP VIEW IF EXISTS meridian_note`,
  `CREATE VIEW meridian_note AS SELECT kind, document_id FROM meridian_changes`,
];

/** What a row that is inserted into the view does. */
const note = ({ now }: Dialect) => [
  `UPDATE meridian_counter SET number = number + 1`,
  `INSERT INTO meridian_changes (kind, document_id, number, changed_at)
   SELECT NEW.kind, NEW.document_id, number, ${now} FROM meridian_counter WHERE id = 1
   ON CONFLICT (kind, document_id)
   DO UPDATE SET number = excluded.number, changed_at = excluded.changed_at`,
];
