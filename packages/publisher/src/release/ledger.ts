/**
 * What the publisher knows of pages and releases, in one SQLite file. Whoever has it open is the
 * publisher of its folder: the system releases the lock when the process ends, however it ends.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Reads } from '@meridian/content';

/** Bumped when the tables change, or the way in which pages lie in a tree: the site is then made anew. */
const version = 2;

/** Messages are accepted for five minutes before and after their time. */
const longestAge = 11 * 60_000;

const tables = `
  CREATE TABLE IF NOT EXISTS pages (
    path TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    reads TEXT NOT NULL
  ) STRICT;
  -- Files beside the pages: assets, images and the like, by what they hold.
  CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS releases (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    json TEXT NOT NULL
  ) STRICT;
  -- Files that a release replaced or removed, and those that it was the first to have.
  CREATE TABLE IF NOT EXISTS replaced (
    release INTEGER NOT NULL,
    path TEXT NOT NULL,
    existed INTEGER NOT NULL,
    PRIMARY KEY (release, path)
  ) STRICT, WITHOUT ROWID;
  -- Files in which a tree may differ from the live one.
  CREATE TABLE IF NOT EXISTS stale (
    tree TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (tree, path)
  ) STRICT, WITHOUT ROWID;
  -- Messages that came, by their ids.
  CREATE TABLE IF NOT EXISTS heard (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** Another publisher works on the same folder. */
export class LockedError extends Error {
  override name = 'LockedError';
}

export interface PageRecord {
  path: string;
  hash: string;
  reads: Reads;
}

export type Fact =
  'live' | 'program' | 'settled' | 'followed' | 'cursor' | 'held' | 'newest' | 'withdrawn';

export class Ledger {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** The table of files, once it is read: tens of thousands of rows, of which each release asks for some. */
  #files: Map<string, string> | undefined;

  /** @throws LockedError */
  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    try {
      // In this mode the first write takes a lock that is kept until the end.
      this.#database.exec(`
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        BEGIN EXCLUSIVE; COMMIT;`);
    } catch (error) {
      this.#database.close();
      if (error instanceof Error && error.message.includes('locked'))
        throw new LockedError(
          `Another publisher works in the same data folder. Stop it, or leave the work to it.`,
        );
      throw error;
    }
    const found = this.#database.prepare('PRAGMA user_version').get()?.user_version;
    if (found !== 0 && found !== version)
      for (const table of ['pages', 'files', 'releases', 'replaced', 'stale', 'heard', 'facts'])
        this.#database.exec(`DROP TABLE IF EXISTS ${table}`);
    this.#database.exec(tables);
    this.#database.exec(`PRAGMA user_version = ${String(version)}`);
  }

  close(): void {
    this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  transaction<T>(work: () => T): T {
    this.#database.exec('BEGIN');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      // On a full disk SQLite has done so by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      this.#files = undefined;
      throw error;
    }
  }

  fact(name: Fact): string | undefined {
    const row = this.#prepare('SELECT value FROM facts WHERE name = ?').get(name);
    return row && String(row.value);
  }

  /** A fact that is a number, 0 until it is written down. */
  number(name: 'settled' | 'followed'): number {
    return Number(this.fact(name) ?? 0);
  }

  setFact(name: Fact, value: string | undefined): void {
    if (value === undefined) this.#prepare('DELETE FROM facts WHERE name = ?').run(name);
    else this.#prepare('INSERT OR REPLACE INTO facts VALUES (?, ?)').run(name, value);
  }

  *pages(): Generator<PageRecord> {
    for (const { path, hash, reads } of this.#prepare('SELECT * FROM pages').iterate())
      yield {
        path: String(path),
        hash: String(hash),
        reads: JSON.parse(String(reads)) as Reads,
      };
  }

  setPage(path: string, hash: string, reads: string): void {
    this.#prepare('INSERT OR REPLACE INTO pages VALUES (?, ?, ?)').run(path, hash, reads);
  }

  removePage(path: string): void {
    this.#prepare('DELETE FROM pages WHERE path = ?').run(path);
  }

  /** Files beside the pages, by what they hold. */
  files(): ReadonlyMap<string, string> {
    if (!this.#files) {
      const rows = this.#prepare('SELECT path, hash FROM files').all();
      this.#files = new Map(rows.map(({ path, hash }) => [String(path), String(hash)]));
    }
    return this.#files;
  }

  setFile(path: string, hash: string): void {
    this.#prepare('INSERT OR REPLACE INTO files VALUES (?, ?)').run(path, hash);
    this.#files?.set(path, hash);
  }

  removeFile(path: string): void {
    this.#prepare('DELETE FROM files WHERE path = ?').run(path);
    this.#files?.delete(path);
  }

  staleFiles(tree: string): string[] {
    return this.#prepare('SELECT path FROM stale WHERE tree = ?')
      .all(tree)
      .map(({ path }) => String(path));
  }

  addStale(tree: string, files: Iterable<string>): void {
    const insert = this.#prepare('INSERT OR IGNORE INTO stale VALUES (?, ?)');
    for (const file of files) insert.run(tree, file);
  }

  clearStale(tree: string): void {
    this.#prepare('DELETE FROM stale WHERE tree = ?').run(tree);
  }

  /** @returns the number of a new release. */
  addRelease(): number {
    const { lastInsertRowid } = this.#prepare(`INSERT INTO releases (json) VALUES ('')`).run();
    return Number(lastInsertRowid);
  }

  describeRelease(number: number, json: string): void {
    this.#prepare('UPDATE releases SET json = ? WHERE number = ?').run(json, number);
  }

  /** Releases, the newest first, as JSON. */
  releases(): string[] {
    return this.#prepare('SELECT json FROM releases ORDER BY number DESC')
      .all()
      .map(({ json }) => String(json));
  }

  /** Notes that a release replaced a file; the first note of a file in a release counts. */
  addReplaced(release: number, file: string, existed: boolean): void {
    this.#prepare('INSERT OR IGNORE INTO replaced VALUES (?, ?, ?)').run(
      release,
      file,
      existed ? 1 : 0,
    );
  }

  isReplaced(release: number, file: string): boolean {
    return (
      this.#prepare('SELECT 1 FROM replaced WHERE release = ? AND path = ?').get(release, file) !==
      undefined
    );
  }

  /** For each file that releases after `number` replaced, the first of them, which has its version. */
  replacedSince(number: number): { file: string; release: number; existed: boolean }[] {
    return this.#prepare(
      `SELECT path, min(release) AS release, existed FROM replaced WHERE release > ? GROUP BY path`,
    )
      .all(number)
      .map(({ path, release, existed }) => ({
        file: String(path),
        release: Number(release),
        existed: existed === 1,
      }));
  }

  /** Forgets earlier versions of a file: going back leaves it as it is. */
  forgetReplaced(file: string): void {
    this.#prepare('DELETE FROM replaced WHERE path = ?').run(file);
  }

  /** Forgets releases up to a number. */
  forgetReleases(upTo: number): void {
    this.#prepare('DELETE FROM releases WHERE number <= ?').run(upTo);
    this.#prepare('DELETE FROM replaced WHERE release <= ?').run(upTo);
  }

  /**
   * Notes that a message has come.
   * @param now in milliseconds; what is older than messages can be is forgotten.
   * @returns false when it had come before.
   */
  hear(id: string, now: number): boolean {
    this.#prepare('DELETE FROM heard WHERE at < ?').run(now - longestAge);
    const { changes } = this.#prepare('INSERT OR IGNORE INTO heard VALUES (?, ?)').run(id, now);
    return changes === 1;
  }

  /** Forgets all pages, files and trees: the next release is made from nothing. */
  forgetSite(): void {
    for (const table of ['pages', 'files', 'stale']) this.#database.exec(`DELETE FROM ${table}`);
    this.#files = undefined;
  }
}
