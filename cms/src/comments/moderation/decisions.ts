/** What moderators decide, and the log of it. */
import { createHash } from 'node:crypto';
import type { Suspect } from '@meridian/comments/spam';
import type { Knex } from 'knex';
import { isoOf } from '../../database/iso-time';
import type { LearningFilter } from '../filter';
import type { State } from '../store';
import { matching } from './matching';
import type { Scope } from './scope';

/** Who decides. */
export interface Moderator {
  id: number;
  name: string;
}

/** A comment, and the state and the text in which the moderator saw it. */
export interface Decision {
  id: string;
  from: State;
  /** See `digestOf`. */
  text: string;
}

export interface Decided {
  done: Decision[];
  /** Those that somebody else had decided on in the meantime, that their writers have changed, or that are gone. */
  missed: { id: string; state: State | null; by: string | null; isChanged: boolean }[];
}

export interface LogEntry {
  comment: string;
  /** Who wrote the comment; null when it is gone. */
  name: string | null;
  at: string;
  by: string;
  /** “new” for an answer of the practice's own. */
  from: State | 'new';
  to: State;
}

const tables = [
  `CREATE TABLE IF NOT EXISTS meridian_moderations (
    comment VARCHAR(255) NOT NULL,
    at BIGINT NOT NULL,
    by_id INTEGER NOT NULL,
    by_name VARCHAR(255) NOT NULL,
    from_state VARCHAR(20) NOT NULL,
    to_state VARCHAR(20) NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS meridian_moderations_of ON meridian_moderations (comment, at)',
];

type Row = Record<string, unknown>;

/** Makes the tables, unless there are any. */
export async function prepareDecisions(database: Knex): Promise<void> {
  for (const statement of tables) await database.raw(statement);
}

/** The comments that a moderator has decided on, by their ids. */
export const decidedComments = (database: Knex): Knex.QueryBuilder =>
  database('meridian_moderations').select('comment');

export class Decisions {
  readonly #database: Knex;
  readonly #filter: LearningFilter;

  /** @param filter learns from what is decided. */
  constructor(database: Knex, filter: LearningFilter) {
    this.#database = database;
    this.#filter = filter;
  }

  /**
   * Decides on comments, each only if it is still as the moderator saw it: of two moderators the first
   * decides, and the second is told.
   */
  async decide(
    decisions: readonly Decision[],
    to: State,
    moderator: Moderator,
    now: number,
  ): Promise<Decided> {
    const done: Decision[] = [];
    const missed: Decided['missed'] = [];
    const learnt: (() => void)[] = [];
    await this.#database.transaction(async (transaction) => {
      for (const { id, from, text } of decisions) {
        const seen: (Suspect & { state: State }) | undefined = await transaction('comments')
          .where({ document_id: id })
          .first('name', 'body', 'state');
        const isAsSeen = seen?.state === from && digestOf(seen) === text;
        const changed: number = isAsSeen
          ? await transaction('comments')
              .where({ document_id: id, state: from, body: seen.body })
              .update({ state: to, updated_at: new Date(now), updated_by_id: moderator.id })
          : 0;
        if (!isAsSeen || changed === 0) {
          missed.push({ ...(await whyMissed(transaction, id)), isChanged: seen?.state === from });
          continue;
        }
        await transaction('meridian_moderations').insert({
          comment: id,
          at: now,
          by_id: moderator.id,
          by_name: moderator.name,
          from_state: from,
          to_state: to,
        });
        done.push({ id, from, text });
        learnt.push(() => {
          this.#filter.relearn(id, seen, to);
        });
      }
    });
    // What was not committed teaches nothing.
    for (const learn of learnt) learn();
    return { done, missed };
  }

  /** Notes an answer that was written here. */
  async noteReply(comment: string, moderator: Moderator, now: number): Promise<void> {
    await this.#database('meridian_moderations').insert({
      comment,
      at: now,
      by_id: moderator.id,
      by_name: moderator.name,
      from_state: 'new',
      to_state: 'approved',
    });
  }

  /** Who decided last on comments, and when. */
  async lastOf(comments: readonly string[]): Promise<Map<string, { by: string; at: string }>> {
    const rows: Row[] = await this.#database('meridian_moderations')
      .whereIn('comment', [...comments])
      .orderBy('at')
      .select('comment', 'by_name', 'at');
    return new Map(
      rows.map((row) => [String(row.comment), { by: String(row.by_name), at: isoOf(row.at) }]),
    );
  }

  /** The last decisions, the newest first, on what a moderator may see. */
  async log(limit: number, { clinics }: Scope): Promise<LogEntry[]> {
    const rows: Row[] = await this.#database('meridian_moderations as m')
      .leftJoin('comments as c', 'c.document_id', 'm.comment')
      .modify((query) => {
        if (clinics !== undefined)
          void query.whereIn(
            'm.comment',
            matching(this.#database, { clinics }).select('c.document_id'),
          );
      })
      .orderBy('m.at', 'desc')
      .limit(limit)
      .select('m.*', 'c.name');
    return rows.map((row) => ({
      comment: String(row.comment),
      name: typeof row.name === 'string' ? row.name : null,
      at: isoOf(row.at),
      by: String(row.by_name),
      from: row.from_state as LogEntry['from'],
      to: row.to_state as State,
    }));
  }
}

/** Tells one text of a comment from another: writers may change theirs while somebody reads it. */
export const digestOf = ({ name, body }: Suspect): string =>
  createHash('sha256').update(`${name}\n${body}`).digest('base64url').slice(0, 22);

async function whyMissed(
  transaction: Knex.Transaction,
  id: string,
): Promise<Omit<Decided['missed'][number], 'isChanged'>> {
  const [row]: Row[] = await transaction('comments').where({ document_id: id }).select('state');
  const [last]: Row[] = await transaction('meridian_moderations')
    .where({ comment: id })
    .orderBy('at', 'desc')
    .limit(1)
    .select('by_name');
  return {
    id,
    state: row ? (row.state as State) : null,
    by: last ? String(last.by_name) : null,
  };
}
