/**
 * What is known of pages that can be searched, in a SQLite file and a folder of documents beside it: so
 * that after a start only those are read that have changed since.
 */
import { hash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SearchDocument } from '@meridian/search';
import { placeWhole } from '../release/trees.ts';

export interface KnownPage {
  path: string;
  /** The digest of the page that was read. */
  page: string;
  /** The digest of its document; undefined for a page that is not to be found. */
  document: string | undefined;
}

export class Store {
  readonly #folder: string;
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;

  /** @param version of what reads pages; what another one read is forgotten. */
  constructor(folder: string, version: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#database = new DatabaseSync(join(folder, 'pages.db'));
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS version (version TEXT PRIMARY KEY) STRICT;
      CREATE TABLE IF NOT EXISTS pages (
        path TEXT PRIMARY KEY,
        page TEXT NOT NULL,
        document TEXT,
        words TEXT NOT NULL
      ) STRICT;`);
    const known = this.#database.prepare('SELECT version FROM version').get()?.version;
    if (known !== version) {
      this.#database.exec('DELETE FROM pages; DELETE FROM version');
      this.#database.prepare('INSERT INTO version VALUES (?)').run(version);
      rmSync(join(folder, 'documents'), { recursive: true, force: true });
    }
    mkdirSync(join(folder, 'documents'), { recursive: true });
    this.#insert = this.#database.prepare('INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)');
    this.#delete = this.#database.prepare('DELETE FROM pages WHERE path = ?');
  }

  /** All pages that were read, with the weights of their words. */
  *pages(): Generator<KnownPage & { weights: Map<string, number> }> {
    for (const { path, page, document, words } of this.#database
      .prepare('SELECT * FROM pages')
      .iterate())
      yield {
        path: String(path),
        page: String(page),
        document: document === null ? undefined : String(document),
        weights: new Map(JSON.parse(String(words)) as [string, number][]),
      };
  }

  /** Keeps several pages at once. */
  transaction(work: () => void): void {
    this.#database.exec('BEGIN');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      // On a full disk SQLite has done so by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** @param before what was known of the page. */
  set(
    path: string,
    page: string,
    document: SearchDocument | undefined,
    weights: ReadonlyMap<string, number>,
    before: KnownPage | undefined,
  ): KnownPage {
    const json = document && JSON.stringify(document);
    const digest = json && hash('sha256', json, 'base64url');
    // Trees have the old file as a hard link.
    if (json !== undefined && digest !== before?.document) placeWhole(this.fileOf(path), json);
    this.#insert.run(path, page, digest ?? null, JSON.stringify([...weights]));
    return { path, page, document: digest };
  }

  delete(path: string): void {
    this.#delete.run(path);
    rmSync(this.fileOf(path), { force: true });
  }

  /** Where the document of a page lies. */
  fileOf(path: string): string {
    return join(this.#folder, 'documents', `${hash('sha256', path, 'hex').slice(0, 32)}.json`);
  }
}
