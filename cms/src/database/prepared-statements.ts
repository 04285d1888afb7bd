/**
 * Keeps the statements of a SQLite connection. Strapi sends each query as text, dozens for one
 * publication, and compiling them takes longer than running them, all the more as a statement that
 * writes takes in the triggers of the change register (figures in the README).
 */

/** What we know of better-sqlite3's connection. */
interface Connection {
  prepare: (sql: string) => object;
}

/** More than Strapi has; those with long lists of ids differ each time, and push each other out. */
const kept = 1_000;

/** Has `prepare` give the statement of the same text again, the longest unused forgotten first. */
export function keepStatements(connection: Connection): void {
  const prepare = connection.prepare.bind(connection);
  const statements = new Map<string, object>();
  connection.prepare = (sql) => {
    const statement = statements.get(sql) ?? prepare(sql);
    statements.delete(sql);
    statements.set(sql, statement);
    const [oldest] = statements.keys();
    if (statements.size > kept && oldest !== undefined) statements.delete(oldest);
    return statement;
  };
}
