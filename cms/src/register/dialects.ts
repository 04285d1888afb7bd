/** What the databases say differently about triggers. */

export interface Trigger {
  name: string;
  table: string;
  event: 'INSERT' | 'UPDATE' | 'DELETE';
  /** One SQL statement, which may name the rows NEW and OLD. */
  statement: string;
}

export interface Dialect {
  /** The present in milliseconds since 1970. */
  now: string;
  /** Runs after each changed row of a table. */
  afterRow: (trigger: Trigger) => string[];
  /** Runs `statements` in place of an insertion into a view. */
  insteadOfInsert: (view: string, statements: readonly string[]) => string[];
  /** Finds all triggers whose name starts as ours do: their names and tables. */
  triggers: string;
  dropTrigger: (name: string, table: string) => string;
}

const sqlite: Dialect = {
  now: `CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
  afterRow: ({ name, table, event, statement }) => [
    `CREATE TRIGGER "${name}" AFTER ${event} ON "${table}" BEGIN ${statement}; END`,
  ],
  insteadOfInsert: (view, statements) => [
    `CREATE TRIGGER "${view}_insert" INSTEAD OF INSERT ON "${view}" BEGIN ${statements.join('; ')}; END`,
  ],
  triggers: `SELECT name, tbl_name AS "table" FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'meridian%'`,
  dropTrigger: (name) => `DROP TRIGGER "${name}"`,
};

const functionOf = (name: string, body: string) =>
  `CREATE OR REPLACE FUNCTION "${name}"() RETURNS trigger AS $$ BEGIN ${body} RETURN NULL; END $$ LANGUAGE plpgsql`;

const postgres: Dialect = {
  now: `CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)`,
  // At the commit: the lock on the counter is then held no longer than a moment, and by nobody who
  // still waits for another row.
  afterRow: ({ name, table, event, statement }) => [
    functionOf(name, `${statement};`),
    `CREATE CONSTRAINT TRIGGER "${name}" AFTER ${event} ON "${table}" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "${name}"()`,
  ],
  insteadOfInsert: (view, statements) => [
    functionOf(`${view}_insert`, `${statements.join('; ')};`),
    `CREATE TRIGGER "${view}_insert" INSTEAD OF INSERT ON "${view}" FOR EACH ROW EXECUTE FUNCTION "${view}_insert"()`,
  ],
  triggers: `SELECT tgname AS name, relname AS "table" FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND tgname LIKE 'meridian%'`,
  dropTrigger: (name, table) => `DROP TRIGGER "${name}" ON "${table}"`,
};

/** By the name of the driver in Strapi's configuration. */
export const dialects: Partial<Record<string, Dialect>> = { sqlite, postgres };
