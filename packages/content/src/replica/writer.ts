/** Keeps the replica: what came from the CMS, and what its changes have touched. */
import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Entry, Kind } from '../domain/entries.ts';
import type { Problem } from '../domain/parse.ts';
import type { Media } from '../domain/pictures.ts';
import {
  entryKey,
  everyField,
  existence,
  fieldBits,
  listKey,
  placeOf,
  slugKey,
  type Touch,
} from './reads.ts';
import { isFew, type Replica, ReplicaReader } from './reader.ts';
import { type EntryRecord, recordOf } from './record.ts';
import { tables, version } from './tables.ts';

export interface ShownMedia {
  media: Media;
  kind: Kind;
  id: string;
  label: string;
}

export interface WritableReplica extends Replica {
  /** Runs `work` as one transaction: all of it or nothing. */
  transaction(work: () => void): void;
  put(entry: Entry): void;
  remove(kind: Kind, id: string): void;
  /** Keeps the problems of one entry; the version that was there before stays. */
  hold(kind: Kind, id: string, problems: readonly Problem[]): void;
  /**
   * Takes an entry back to how it was before all changes after a touch, because its version now
   * cannot be shown; that version and its problems are kept for `retry`.
   */
  reject(kind: Kind, id: string, problems: readonly Problem[], since: number): void;
  /** Whether an entry is taken back by `reject`, and has not changed since. */
  isRejected(kind: Kind, id: string): boolean;
  /** Puts the rejected versions once more, in case that what they lacked is there now. */
  retry(): void;
  /** What is wrong with the newest versions of entries, and with entries beside each other. */
  problems(): Problem[];

  /** How far the CMS was read; undefined when all must be read anew. */
  cursor(): string | undefined;
  moveTo(cursor: string): void;
  /** Begins to read all anew: what is not put, removed or held until `endAnew` will go. */
  beginAnew(): void;
  endAnew(): void;

  /** Whether it was ever read to the end; touches are noted from then on. */
  isComplete(): boolean;
  /** Changes, each with its number, until they are settled. */
  touches(): { number: number; touch: Touch }[];
  /** Forgets touches up to a number. */
  settle(upTo: number): void;
  /** The number of the last touch there ever was in this file, settled or not; 0 before the first. */
  lastTouch(): number;

  /** Paths of all entries that have a page. */
  entryPaths(): string[];
  /** The entry that has its page at a path, and what people call it. */
  ownerOf(path: string): { kind: Kind; id: string; label: string } | undefined;
  /** Every image that an entry shows, each once, with one of the entries that show it. */
  media(): ShownMedia[];
  /** The same of one image of the library. */
  mediaById(id: string): ShownMedia[];
  entryCount(): number;
  redirects(): { from: string; to: string; permanent: boolean }[];
}

/** Makes or opens the replica to write; one that an older version made is made anew. */
export function createReplica(file: string): WritableReplica {
  let database = open(file);
  const found = database.prepare('PRAGMA user_version').get()?.user_version;
  if (found !== 0 && found !== version) {
    database.close();
    for (const part of ['', '-wal', '-shm'])
      if (existsSync(`${file}${part}`)) rmSync(`${file}${part}`);
    database = open(file);
  }
  database.exec(tables);
  database.exec(`PRAGMA user_version = ${String(version)}`);
  return new ReplicaWriter(database);
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  // Pages are rendered by other threads, which read while this one writes.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  return database;
}

class ReplicaWriter extends ReplicaReader implements WritableReplica {
  /** Whether what is written outlasts a power cut. */
  #isSafe: boolean;

  constructor(database: DatabaseSync) {
    super(database);
    database.exec('CREATE TEMP TABLE seen (kind TEXT, id TEXT, PRIMARY KEY (kind, id))');
    // What is half there is read anew after a crash: it need not be safe on disk.
    this.#isSafe = this.isComplete();
    if (!this.#isSafe) database.exec('PRAGMA synchronous = OFF');
  }

  transaction(work: () => void): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.database.exec('COMMIT');
      this.#makeSafe();
    } catch (error) {
      // On a full disk SQLite has done so by itself.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  /** From its first end on the replica is kept; inside a transaction SQLite would not change how. */
  #makeSafe(): void {
    if (this.#isSafe || !this.isComplete()) return;
    this.database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_checkpoint');
    this.#isSafe = true;
  }

  put(item: Entry): void {
    const after = recordOf(item);
    const { kind, id, slug, path, label, card, media } = after;
    const json = JSON.stringify(item.entry);
    this.#see(kind, id);
    this.#forgetProblems(kind, id);
    const stored = this.#stored(kind, id);
    if (stored?.json === json) return;
    this.#renew(kind);
    if (this.isComplete()) this.#touch(stored, item);
    this.prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      kind,
      id,
      slug ?? null,
      path ?? null,
      label,
      card ? JSON.stringify(card) : null,
      json,
    );
    if (stored) this.#removeFromLists(kind, id);
    const insertListing = this.prepare('INSERT INTO listings VALUES (?, ?, ?, ?)');
    for (const scope of after.scopes) insertListing.run(kind, scope, after.position, id);
    const insertMedia = this.prepare('INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?)');
    for (const image of media) insertMedia.run(kind, id, image.id, JSON.stringify(image));
  }

  remove(kind: Kind, id: string): void {
    this.#forgetProblems(kind, id);
    const stored = this.#stored(kind, id);
    if (!stored) return;
    this.#renew(kind);
    if (this.isComplete()) this.#touch(stored, undefined);
    this.prepare('DELETE FROM entries WHERE kind = ? AND id = ?').run(kind, id);
    this.#removeFromLists(kind, id);
  }

  /** Lets nobody, in whichever thread, give an answer from before a change. */
  #renew(kind: Kind): void {
    if (!isFew(kind)) return;
    this.forgetAnswers();
    this.#setFact('revision', String(Number(this.#fact('revision') ?? 0) + 1));
  }

  #removeFromLists(kind: Kind, id: string): void {
    this.prepare('DELETE FROM listings WHERE kind = ? AND id = ?').run(kind, id);
    this.prepare('DELETE FROM media WHERE kind = ? AND id = ?').run(kind, id);
  }

  #stored(kind: Kind, id: string): Stored | undefined {
    const row = this.prepare('SELECT json FROM entries WHERE kind = ? AND id = ?').get(kind, id);
    return row && { kind, json: String(row.json) };
  }

  hold(kind: Kind, id: string, problems: readonly Problem[]): void {
    this.#see(kind, id);
    this.#forgetProblems(kind, id);
    this.#keepProblems(kind, id, problems, null);
  }

  #keepProblems(
    kind: Kind,
    id: string,
    problems: readonly Problem[],
    version: string | null,
  ): void {
    const insert = this.prepare('INSERT INTO problems VALUES (?, ?, ?, ?)');
    for (const problem of problems) insert.run(kind, id, JSON.stringify(problem), version);
  }

  reject(kind: Kind, id: string, problems: readonly Problem[], since: number): void {
    const rejected = this.#stored(kind, id);
    const touch = this.prepare(
      'SELECT before FROM touches WHERE kind = ? AND id = ? AND number > ? ORDER BY number LIMIT 1',
    ).get(kind, id, since);
    const before = touch?.before;
    if (typeof before === 'string') this.put(entryOf({ kind, json: before }));
    else this.remove(kind, id);
    this.#forgetProblems(kind, id);
    this.#keepProblems(kind, id, problems, rejected?.json ?? removed);
  }

  isRejected(kind: Kind, id: string): boolean {
    const row = this.prepare(
      'SELECT 1 FROM problems WHERE kind = ? AND id = ? AND entry IS NOT NULL LIMIT 1',
    ).get(kind, id);
    return row !== undefined;
  }

  retry(): void {
    const rejected = this.prepare(
      'SELECT DISTINCT kind, id, entry FROM problems WHERE entry IS NOT NULL',
    ).all();
    for (const { kind, id, entry } of rejected)
      if (entry === removed) this.remove(kind as Kind, String(id));
      else this.put(entryOf({ kind: kind as Kind, json: String(entry) }));
  }

  #forgetProblems(kind: Kind, id: string): void {
    this.prepare('DELETE FROM problems WHERE kind = ? AND id = ?').run(kind, id);
  }

  problems(): Problem[] {
    const held = this.prepare('SELECT json FROM problems ORDER BY kind, id')
      .all()
      .map(({ json }) => JSON.parse(String(json)) as Problem);
    return [...held, ...this.#collisions()];
  }

  /** Entries of which two claim the same path; the redirect yields to the page. */
  #collisions(): Problem[] {
    return this.prepare(
      `SELECT kind, id, slug, path, label FROM entries
       WHERE path IN (SELECT path FROM entries GROUP BY path HAVING count(*) > 1)
       ORDER BY path, kind, id`,
    )
      .all()
      .map((row) => ({
        kind: row.kind as Kind,
        id: String(row.id),
        label: String(row.label),
        field: row.slug === null ? 'from' : 'slug',
        message: `Another page of the site has the address ${String(row.path)} too: change one of them.`,
      }));
  }

  cursor(): string | undefined {
    return this.#fact('cursor');
  }

  moveTo(cursor: string): void {
    if (this.#fact('anew') === undefined) this.#setFact('cursor', cursor);
    else this.#setFact('anew', cursor);
  }

  beginAnew(): void {
    this.database.exec('DELETE FROM temp.seen');
    this.prepare(`DELETE FROM facts WHERE name = 'cursor'`).run();
    this.#setFact('anew', '');
  }

  endAnew(): void {
    const cursor = this.#fact('anew');
    if (cursor === undefined) return;
    for (const table of ['entries', 'problems'])
      for (const { kind, id } of this.database
        .prepare(
          `SELECT DISTINCT kind, id FROM ${table} WHERE (kind, id) NOT IN (SELECT kind, id FROM temp.seen)`,
        )
        .all())
        this.remove(kind as Kind, String(id));
    this.#setFact('cursor', cursor);
    this.#setFact('complete', 'yes');
    this.prepare(`DELETE FROM facts WHERE name = 'anew'`).run();
    this.database.exec('DELETE FROM temp.seen');
  }

  #see(kind: Kind, id: string): void {
    if (this.#fact('anew') !== undefined)
      this.prepare('INSERT OR IGNORE INTO temp.seen VALUES (?, ?)').run(kind, id);
  }

  #fact(name: string): string | undefined {
    const row = this.prepare('SELECT value FROM facts WHERE name = ?').get(name);
    return row && String(row.value);
  }

  #setFact(name: string, value: string): void {
    this.prepare('INSERT OR REPLACE INTO facts VALUES (?, ?)').run(name, value);
  }

  isComplete(): boolean {
    return this.#fact('complete') !== undefined;
  }

  touches(): { number: number; touch: Touch }[] {
    return this.prepare('SELECT number, json FROM touches ORDER BY number')
      .all()
      .map(({ number, json }) => ({
        number: Number(number),
        touch: JSON.parse(String(json)) as Touch,
      }));
  }

  settle(upTo: number): void {
    this.prepare('DELETE FROM touches WHERE number <= ?').run(upTo);
  }

  lastTouch(): number {
    const row = this.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'touches'`).get();
    return Number(row?.seq ?? 0);
  }

  #touch(before: Stored | undefined, after: Entry | undefined): void {
    const touch = touchOf(before && entryOf(before), after);
    if (!touch) return;
    this.prepare('INSERT INTO touches (kind, id, json, before) VALUES (?, ?, ?, ?)').run(
      touch.kind,
      touch.id,
      JSON.stringify(touch),
      before?.json ?? null,
    );
  }

  entryPaths(): string[] {
    return this.prepare(
      `SELECT path FROM entries WHERE path IS NOT NULL AND kind <> 'Redirect' ORDER BY path`,
    )
      .all()
      .map(({ path }) => String(path));
  }

  ownerOf(path: string): { kind: Kind; id: string; label: string } | undefined {
    const row = this.prepare(
      `SELECT kind, id, label FROM entries WHERE path = ? AND kind <> 'Redirect' ORDER BY id`,
    ).get(path);
    return row && { kind: row.kind as Kind, id: String(row.id), label: String(row.label) };
  }

  media(): ShownMedia[] {
    return this.#shown('', []);
  }

  mediaById(id: string): ShownMedia[] {
    return this.#shown('WHERE media = ?', [id]);
  }

  #shown(where: string, parameters: string[]): ShownMedia[] {
    return this.prepare(
      // One entry each is picked before any is read: thousands may show the same image.
      `SELECT shown.json, kind, id, label FROM
         (SELECT media, json, kind, id FROM media ${where} GROUP BY media, json) AS shown
       JOIN entries USING (kind, id) ORDER BY media`,
    )
      .all(...parameters)
      .map((row) => ({
        media: JSON.parse(String(row.json)) as Media,
        kind: row.kind as Kind,
        id: String(row.id),
        label: String(row.label),
      }));
  }

  entryCount(): number {
    return Number(this.prepare('SELECT count(*) AS count FROM entries').get()?.count ?? 0);
  }

  redirects(): { from: string; to: string; permanent: boolean }[] {
    return this.list('Redirect', 'all')
      .filter(({ from }) => !this.hasPage(from))
      .map(({ from, to, permanent }) => ({ from, to, permanent }));
  }
}

/** An entry as it is stored. */
interface Stored {
  kind: Kind;
  json: string;
}

/** Stands for the rejected version of an entry that is no more. */
const removed = '';

/** What is stored was parsed at the seam. */
const entryOf = ({ kind, json }: Stored): Entry =>
  ({ kind, entry: JSON.parse(json) as unknown }) as Entry;

/** What differs between two versions of an entry; undefined when nothing does. */
function touchOf(before: Entry | undefined, after: Entry | undefined): Touch | undefined {
  const item = after ?? before;
  if (!item) return undefined;
  const { kind } = item;
  const { id } = item.entry;
  const [was, is] = [before && recordOf(before), after && recordOf(after)];
  const bits = before && after ? changedFields(before, after) : everyField;
  if (bits === 0) return undefined;
  const fields: Touch['fields'] = [[entryKey(kind, id), bits]];
  for (const [old, now, key] of [
    [was?.slug, is?.slug, (slug: string) => slugKey(kind, slug)],
    [was?.path, is?.path, (path: string) => `path ${path}`],
  ] as const)
    if (old !== now)
      for (const value of [old, now]) if (value !== undefined) fields.push([key(value), existence]);
  const ownPath = (record: EntryRecord | undefined) =>
    kind === 'Redirect' ? null : (record?.path ?? null);
  return {
    kind,
    id,
    label: (is ?? was)?.label ?? id,
    fields,
    lists: movesBetween(was, is),
    path: { before: ownPath(was), after: ownPath(is) },
    isGone: after === undefined,
    media: [
      ...without(was?.media ?? [], is?.media ?? []),
      ...without(is?.media ?? [], was?.media ?? []),
    ],
  };
}

function changedFields(before: Entry, after: Entry): number {
  let bits = 0;
  const [old, now] = [before.entry, after.entry] as unknown as Record<string, unknown>[];
  for (const [field, bit] of fieldBits(after.kind))
    if (JSON.stringify(old?.[field]) !== JSON.stringify(now?.[field])) bits |= bit;
  return bits;
}

/** Places of lists at which an entry was and is no longer, or is and was not. */
function movesBetween(was: EntryRecord | undefined, is: EntryRecord | undefined): Touch['lists'] {
  const places = (record: EntryRecord | undefined) =>
    record
      ? [...record.scopes].map((scope): [string, string] => [
          listKey(record.kind, scope),
          placeOf(record.position, record.id),
        ])
      : [];
  const [old, now] = [places(was), places(is)];
  return [...without(old, now), ...without(now, old)];
}

/** What of some is not among the others, by what it holds. */
function without<T>(some: readonly T[], others: readonly T[]): T[] {
  const held = new Set(others.map((item) => JSON.stringify(item)));
  return some.filter((item) => !held.has(JSON.stringify(item)));
}
