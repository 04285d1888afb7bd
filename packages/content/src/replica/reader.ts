/** What pages ask the replica. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { EntryOf, Kind } from '../domain/entries.ts';
import {
  entryKey,
  everyField,
  existence,
  fieldBits,
  listKey,
  placeOf,
  type Reads,
  Recorder,
  slugKey,
} from './reads.ts';
import type { PostCard, Scope } from './record.ts';

export type CardOf<K extends Kind> = K extends 'Post' ? PostCard : EntryOf<K>;

interface Range {
  limit: number;
  offset?: number;
  newestFirst?: boolean;
}

/** Every answer is a domain type; absence is `undefined`. */
export interface Replica {
  get<K extends Kind>(kind: K, id: string): EntryOf<K> | undefined;
  bySlug<K extends Kind>(kind: K, slug: string): EntryOf<K> | undefined;
  card<K extends Kind>(kind: K, id: string): CardOf<K> | undefined;
  /** Entries of a list by position, oldest or first in the alphabet first. */
  list<K extends Kind>(kind: K, scope: Scope, range?: Range): CardOf<K>[];
  /** Entries that stand before `card` in a list, the nearest first. */
  before(card: PostCard, scope: Scope, limit: number): PostCard[];
  count(kind: Kind, scope: Scope): number;
  /** Whether a list is longer than `index`. Costs its reader less than `count`: see `Reads`. */
  reaches(kind: Kind, scope: Scope, index: number): boolean;
  /** Ids of the posts with more comments than a number; notes nothing, as it is for no page. */
  muchDiscussed(moreThan: number): string[];
  /** Whether an entry has its page at a path. */
  hasPage(path: string): boolean;
  /** Does `work` on one state of the replica, and tells what it has read; one at a time. */
  recorded<T>(work: () => Promise<T>): Promise<{ result: T; reads: Reads }>;
  close(): void;
}

/** Opens the replica to read; throws when there is none. */
export function openReplica(file: string): Replica {
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec('PRAGMA cache_size = -32000');
  return new ReplicaReader(database);
}

/** Whether there are few entries of a kind, so that answers about all of them fit into memory. */
export const isFew = (kind: Kind): boolean => kind !== 'Post' && kind !== 'Comment';

/** The short form of an entry, the whole where there is none. */
const card = 'coalesce(card, json) AS json';

interface Row {
  kind: string;
  id: string;
  position: string;
  json: string;
}

export class ReplicaReader implements Replica {
  protected readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** What was asked before, for the kinds of which there are few. */
  readonly #answers = new Map<string, unknown>();
  /** Of the kinds of which there are few, when they were last asked for. */
  #revision: unknown;
  #recorder: Recorder | undefined;

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  close(): void {
    this.database.close();
  }

  async recorded<T>(work: () => Promise<T>): Promise<{ result: T; reads: Reads }> {
    const recorder = new Recorder();
    // One transaction: one state for all questions, and one lock.
    this.database.exec('BEGIN');
    try {
      this.#forgetOldAnswers();
      this.#recorder = recorder;
      const result = await work();
      return { result, reads: recorder.reads() };
    } finally {
      this.#recorder = undefined;
      this.database.exec('COMMIT');
    }
  }

  #forgetOldAnswers(): void {
    const now = this.prepare(`SELECT value FROM facts WHERE name = 'revision'`).get()?.value;
    if (now !== this.#revision) this.forgetAnswers();
    this.#revision = now;
  }

  protected forgetAnswers(): void {
    this.#answers.clear();
  }

  protected prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Answers what was asked before from memory, for the kinds of which there are few. */
  #remembered<T>(kind: Kind, question: string, answer: () => T): T {
    if (!isFew(kind)) return answer();
    const key = `${kind} ${question}`;
    if (!this.#answers.has(key)) this.#answers.set(key, answer());
    return this.#answers.get(key) as T;
  }

  /** An entry that notes which of its fields are looked at. */
  #watched(kind: Kind, id: string, json: string): object {
    const key = entryKey(kind, id);
    const bits = fieldBits(kind);
    // What is stored was parsed at the seam, and the file is written by nobody else.
    return new Proxy(JSON.parse(json) as object, {
      get: (entry, field) => {
        const bit = typeof field === 'string' ? bits.get(field) : undefined;
        if (bit !== undefined) this.#recorder?.field(key, bit);
        return Reflect.get(entry, field) as unknown;
      },
      ownKeys: (entry) => {
        this.#recorder?.field(key, everyField);
        return Reflect.ownKeys(entry);
      },
    });
  }

  #one(kind: Kind, id: string, columns: string): object | undefined {
    this.#recorder?.field(entryKey(kind, id), existence);
    return this.#remembered(kind, `id ${id}`, () => {
      const row = this.prepare(`SELECT ${columns} FROM entries WHERE kind = ? AND id = ?`).get(
        kind,
        id,
      );
      return row && this.#watched(kind, id, String(row.json));
    });
  }

  get<K extends Kind>(kind: K, id: string): EntryOf<K> | undefined {
    return this.#one(kind, id, 'json') as EntryOf<K> | undefined;
  }

  card<K extends Kind>(kind: K, id: string): CardOf<K> | undefined {
    return this.#one(kind, id, card) as CardOf<K> | undefined;
  }

  bySlug<K extends Kind>(kind: K, slug: string): EntryOf<K> | undefined {
    this.#recorder?.field(slugKey(kind, slug), existence);
    // The CMS gives a slug once; were it there twice, the same one would always be found.
    const row = this.prepare('SELECT id FROM entries WHERE kind = ? AND slug = ? ORDER BY id').get(
      kind,
      slug,
    );
    return row && this.get(kind, String(row.id));
  }

  hasPage(path: string): boolean {
    this.#recorder?.field(`path ${path}`, existence);
    const row = this.prepare(
      `SELECT 1 FROM entries WHERE path = ? AND kind <> 'Redirect' LIMIT 1`,
    ).get(path);
    return row !== undefined;
  }

  muchDiscussed(moreThan: number): string[] {
    return this.prepare(
      `SELECT substr(scope, length('post:') + 1) AS id FROM listings
       WHERE kind = 'Comment' GROUP BY scope HAVING count(*) > ? ORDER BY scope`,
    )
      .all(moreThan)
      .map(({ id }) => String(id));
  }

  list<K extends Kind>(kind: K, scope: Scope, range: Range = { limit: -1 }): CardOf<K>[] {
    const { limit, offset = 0, newestFirst = false } = range;
    const order = newestFirst ? 'DESC' : 'ASC';
    // The range is cut from the index before any entry is read.
    const sql = `
      SELECT kind, id, position, ${card} FROM (
        SELECT kind, id, position FROM listings WHERE kind = ? AND scope = ?
        ORDER BY position ${order}, id ${order} LIMIT ? OFFSET ?
      ) JOIN entries USING (kind, id) ORDER BY position ${order}, id ${order}`;
    const { cards, last } = this.#remembered(kind, JSON.stringify(['list', scope, range]), () => {
      const rows = this.prepare(sql).all(kind, scope, limit, offset) as unknown as Row[];
      const end = rows.at(-1);
      return {
        cards: rows.map(({ id, json }) => this.#watched(kind, id, json) as CardOf<K>),
        // Who stands behind a full range does not change it.
        last: end && rows.length === limit ? placeOf(end.position, end.id) : null,
      };
    });
    this.#recorder?.list(
      listKey(kind, scope),
      newestFirst ? last : null,
      newestFirst ? null : last,
    );
    return cards;
  }

  before({ id, publishAt }: PostCard, scope: Scope, limit: number): PostCard[] {
    const rows = this.prepare(
      `SELECT kind, id, position, ${card} FROM listings JOIN entries USING (kind, id)
       WHERE kind = 'Post' AND scope = ? AND (position, id) < (?, ?)
       ORDER BY position DESC, id DESC LIMIT ?`,
    ).all(scope, publishAt, id, limit) as unknown as Row[];
    const oldest = rows.length === limit ? rows.at(-1) : undefined;
    this.#recorder?.list(
      listKey('Post', scope),
      oldest ? placeOf(oldest.position, oldest.id) : null,
      placeOf(publishAt, id),
    );
    return rows.map((row) => this.#watched('Post', row.id, row.json) as PostCard);
  }

  count(kind: Kind, scope: Scope): number {
    this.#recorder?.list(listKey(kind, scope), null, null);
    const row = this.prepare(
      'SELECT count(*) AS count FROM listings WHERE kind = ? AND scope = ?',
    ).get(kind, scope);
    return Number(row?.count ?? 0);
  }

  reaches(kind: Kind, scope: Scope, index: number): boolean {
    const row = this.prepare(
      `SELECT position, id FROM listings WHERE kind = ? AND scope = ?
       ORDER BY position, id LIMIT 1 OFFSET ?`,
    ).get(kind, scope, index);
    const place = row ? placeOf(String(row.position), String(row.id)) : null;
    this.#recorder?.list(listKey(kind, scope), null, place);
    return row !== undefined;
  }
}
