/**
 * E-mail that is to be sent, and what was: by what it is about, and not as text, so that what is erased in
 * the meantime is in no e-mail, and nothing is told twice.
 */
import type { Knex } from 'knex';

/** What an e-mail is about: a kind, and the id of something. */
export interface Letter {
  kind: string;
  about: string;
}

export interface DueLetter extends Letter {
  failures: number;
  /** Since when it has failed, in milliseconds since 1970. */
  failingSince: number | null;
}

const table = `CREATE TABLE IF NOT EXISTS meridian_mail (
  kind VARCHAR(40) NOT NULL,
  about VARCHAR(255) NOT NULL,
  due_at BIGINT NOT NULL,
  failures INTEGER NOT NULL,
  failing_since BIGINT,
  sent_at BIGINT,
  note VARCHAR(500),
  PRIMARY KEY (kind, about)
)`;

const firstPause = 60_000;
const longestPause = 6 * 3_600_000;
const giveUpAfter = 3 * 24 * 3_600_000;

export class Outbox {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async prepare(): Promise<void> {
    await this.#database.raw(table);
  }

  /** Puts letters in, but for those that are there already or were sent. */
  async add(
    letters: readonly Letter[],
    dueAt: number,
    database: Knex = this.#database,
  ): Promise<void> {
    await this.#insert(letters, { due_at: dueAt, sent_at: null }, database);
  }

  /** Notes that letters need not be sent. */
  async skip(letters: readonly Letter[], now: number, transaction: Knex): Promise<void> {
    await this.#insert(letters, { due_at: now, sent_at: now }, transaction);
  }

  async #insert(
    letters: readonly Letter[],
    times: { due_at: number; sent_at: number | null },
    database: Knex,
  ): Promise<void> {
    if (letters.length === 0) return;
    await database('meridian_mail')
      .insert(letters.map((letter) => ({ ...letter, ...times, failures: 0 })))
      .onConflict(['kind', 'about'])
      .ignore();
  }

  /** What is to be sent by now, the oldest first. */
  async due(now: number, limit: number): Promise<DueLetter[]> {
    const rows: Record<string, unknown>[] = await this.#database('meridian_mail')
      .whereNull('sent_at')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit);
    return rows.map((row) => ({
      kind: String(row.kind),
      about: String(row.about),
      failures: Number(row.failures),
      failingSince: row.failing_since === null ? null : Number(row.failing_since),
    }));
  }

  /** It was sent, or is not to be tried again. */
  async done(letter: Letter, now: number): Promise<void> {
    await this.#row(letter).update({ sent_at: now, failures: 0, note: null });
  }

  /** It is to be sent no more, unless it is put in again. */
  async drop(letter: Letter): Promise<void> {
    await this.#row(letter).delete();
  }

  /** An attempt failed. @returns whether there will be another. */
  async failed(letter: DueLetter, note: string, now: number): Promise<boolean> {
    const failingSince = letter.failingSince ?? now;
    if (now - failingSince >= giveUpAfter) {
      await this.drop(letter);
      return false;
    }
    await this.#row(letter).update({
      failures: letter.failures + 1,
      failing_since: failingSince,
      due_at: now + Math.min(longestPause, firstPause * 2 ** letter.failures),
      note: note.slice(0, 500),
    });
    return true;
  }

  /** Why e-mail does not go out; undefined when it does. */
  async trouble(): Promise<string | undefined> {
    const row: { note?: unknown } | undefined = await this.#database('meridian_mail')
      .whereNull('sent_at')
      .where('failures', '>', 0)
      .orderBy('due_at', 'desc')
      .first('note');
    return row && String(row.note);
  }

  #row({ kind, about }: Letter): Knex.QueryBuilder {
    return this.#database('meridian_mail').where({ kind, about });
  }
}
