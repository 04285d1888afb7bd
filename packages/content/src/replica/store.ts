/**
 * The replica: a local, indexed copy of all that is public, in one SQLite file. Why SQLite, with
 * figures: see the README of this package.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Entry, EntryOf, Kind } from '../domain/entries.ts';
import type { Problem } from '../domain/parse.ts';
import type { Media } from '../domain/pictures.ts';
import { reservedSlugs } from '../paths.ts';
import { type PostCard, recordOf, type Scope } from './record.ts';

/** Bumped when the tables or the domain types change: an older file is then made anew. */
const version = 1;

const schema = `
  CREATE TABLE IF NOT EXISTS entries (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    slug TEXT,
    path TEXT,
    label TEXT NOT NULL,
    card TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entries_by_slug ON entries (kind, slug);
  CREATE INDEX IF NOT EXISTS entries_by_path ON entries (path);
  CREATE TABLE IF NOT EXISTS listings (
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    position TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (kind, scope, position, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS listings_by_entry ON listings (kind, id);
  CREATE TABLE IF NOT EXISTS media (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    media TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id, media)
  ) STRICT, WITHOUT ROWID;
`;

type CardOf<K extends Kind> = K extends 'Post' ? PostCard : EntryOf<K>;

interface Range {
  limit: number;
  offset?: number;
  newestFirst?: boolean;
}

export interface ShownMedia {
  media: Media;
  kind: Kind;
  id: string;
  label: string;
}

/** What pages ask. Every answer is a domain type; absence is `undefined`. */
export interface Replica {
  get<K extends Kind>(kind: K, id: string): EntryOf<K> | undefined;
  bySlug<K extends Kind>(kind: K, slug: string): EntryOf<K> | undefined;
  card<K extends Kind>(kind: K, id: string): CardOf<K> | undefined;
  /** Entries of a list by position, oldest or first in the alphabet first. */
  list<K extends Kind>(kind: K, scope: Scope, range?: Range): CardOf<K>[];
  /** Entries that stand before `card` in a list, the nearest first. */
  before(card: PostCard, scope: Scope, limit: number): PostCard[];
  count(kind: Kind, scope: Scope): number;
  /** Every image that an entry shows, each once, with one of the entries that show it. */
  media(): ShownMedia[];
  /** Entries of which two claim the same path. */
  collisions(): Problem[];
  close(): void;
}

export interface WritableReplica extends Replica {
  /** Runs `work` as one transaction: all of it or nothing. */
  transaction(work: () => void): void;
  put(entry: Entry): void;
}

/** Opens the replica to read; throws when there is none. */
export function openReplica(file: string): Replica {
  const database = new DatabaseSync(file, { readOnly: true });
  // The file does not change while it is open: one lock for all questions, and pages kept in memory.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32000;');
  return new SqliteReplica(database);
}

/** Makes or opens the replica to write. */
export function createReplica(file: string): WritableReplica {
  const database = new DatabaseSync(file);
  // A replica is pulled into a new file, and only a whole one takes the place of the old: there is
  // nothing that a journal on disk would have to bring back.
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;');
  database.exec(schema);
  database.exec(`PRAGMA user_version = ${String(version)}`);
  return new SqliteReplica(database);
}

class SqliteReplica implements WritableReplica {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #answers = new Map<string, unknown>();

  constructor(database: DatabaseSync) {
    this.#database = database;
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

  #one(sql: string, ...parameters: string[]): unknown {
    const row = this.#prepare(sql).get(...parameters);
    return row && fromJson(row);
  }

  /** Answers what was asked before from memory, for the kinds of which there are few. */
  #remembered<T>(kind: Kind, question: string, answer: () => T): T {
    if (kind === 'Post' || kind === 'Comment') return answer();
    const key = `${kind} ${question}`;
    if (!this.#answers.has(key)) this.#answers.set(key, answer());
    return this.#answers.get(key) as T;
  }

  get<K extends Kind>(kind: K, id: string): EntryOf<K> | undefined {
    const sql = 'SELECT json FROM entries WHERE kind = ? AND id = ?';
    return this.#remembered(
      kind,
      `id ${id}`,
      () => this.#one(sql, kind, id) as EntryOf<K> | undefined,
    );
  }

  bySlug<K extends Kind>(kind: K, slug: string): EntryOf<K> | undefined {
    const sql = 'SELECT json FROM entries WHERE kind = ? AND slug = ?';
    return this.#remembered(
      kind,
      `slug ${slug}`,
      () => this.#one(sql, kind, slug) as EntryOf<K> | undefined,
    );
  }

  card<K extends Kind>(kind: K, id: string): CardOf<K> | undefined {
    const sql = `SELECT ${card} FROM entries WHERE kind = ? AND id = ?`;
    return this.#one(sql, kind, id) as CardOf<K> | undefined;
  }

  list<K extends Kind>(kind: K, scope: Scope, range: Range = { limit: -1 }): CardOf<K>[] {
    const { limit, offset = 0, newestFirst = false } = range;
    const order = newestFirst ? 'DESC' : 'ASC';
    // The range is cut from the index before any entry is read.
    const sql = `
      SELECT ${card} FROM (
        SELECT kind, id, position FROM listings WHERE kind = ? AND scope = ?
        ORDER BY position ${order}, id ${order} LIMIT ? OFFSET ?
      ) JOIN entries USING (kind, id) ORDER BY position ${order}, id ${order}`;
    return this.#remembered(kind, JSON.stringify(['list', scope, range]), () =>
      this.#prepare(sql)
        .all(kind, scope, limit, offset)
        .map((row) => fromJson(row) as CardOf<K>),
    );
  }

  before({ id, publishAt }: PostCard, scope: Scope, limit: number): PostCard[] {
    return this.#prepare(
      `SELECT ${card} FROM listings JOIN entries USING (kind, id)
       WHERE kind = 'Post' AND scope = ? AND (position, id) < (?, ?)
       ORDER BY position DESC, id DESC LIMIT ?`,
    )
      .all(scope, publishAt, id, limit)
      .map((row) => fromJson(row) as PostCard);
  }

  count(kind: Kind, scope: Scope): number {
    const row = this.#prepare(
      'SELECT count(*) AS count FROM listings WHERE kind = ? AND scope = ?',
    ).get(kind, scope);
    return Number(row?.count ?? 0);
  }

  media(): ShownMedia[] {
    return this.#prepare(
      `SELECT media.json, kind, id, label FROM media JOIN entries USING (kind, id)
       GROUP BY media.media, media.json ORDER BY media.media`,
    )
      .all()
      .map((row) => ({
        media: fromJson(row) as Media,
        kind: row.kind as Kind,
        id: String(row.id),
        label: String(row.label),
      }));
  }

  collisions(): Problem[] {
    return this.#prepare(
      `SELECT kind, id, slug, path, label FROM entries
       WHERE path IN (SELECT path FROM entries GROUP BY path HAVING count(*) > 1)
          OR (kind = 'Page' AND slug IN (SELECT value FROM json_each(?)))
       ORDER BY path, kind, id`,
    )
      .all(JSON.stringify([...reservedSlugs]))
      .map((row) => ({
        kind: row.kind as Kind,
        id: String(row.id),
        label: String(row.label),
        field: row.slug === null ? 'from' : 'slug',
        message: `Another page of the site has the address ${String(row.path)} too: change one of them.`,
      }));
  }

  transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  put(item: Entry): void {
    const { kind, id, slug, path, label, card, position, scopes, media } = recordOf(item);
    this.#answers.clear();
    this.#prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      kind,
      id,
      slug ?? null,
      path ?? null,
      label,
      card ? JSON.stringify(card) : null,
      JSON.stringify(item.entry),
    );
    this.#prepare('DELETE FROM listings WHERE kind = ? AND id = ?').run(kind, id);
    const insertListing = this.#prepare('INSERT INTO listings VALUES (?, ?, ?, ?)');
    for (const scope of scopes) insertListing.run(kind, scope, position, id);
    this.#prepare('DELETE FROM media WHERE kind = ? AND id = ?').run(kind, id);
    const insertMedia = this.#prepare('INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?)');
    for (const image of media) insertMedia.run(kind, id, image.id, JSON.stringify(image));
  }
}

/** The short form of an entry, the whole where there is none. */
const card = 'coalesce(card, json) AS json';

/** What is stored was parsed at the seam, and the file is written by nobody else. */
function fromJson(row: Record<string, unknown>): unknown {
  return JSON.parse(row.json as string);
}
