/** What moderators see and decide, and the log of it. */
import { type Bayes, type Reason, type Suspect, tokensOf } from '@meridian/comments/spam';
import type { Knex } from 'knex';
import type { State } from '../store';

export const states = ['pending', 'approved', 'rejected', 'spam'] as const satisfies State[];

export interface QueueFilter {
  /** The documentId of a post. */
  post: string | undefined;
  clinic: string | undefined;
}

export interface QueuedComment {
  id: string;
  state: State;
  name: string;
  email: string | null;
  body: string;
  submittedAt: string;
  post: { id: string; title: string };
  /** What it answers. */
  parent: { name: string; body: string } | null;
  /** Whether a practitioner wrote it. */
  isReply: boolean;
  reasons: Reason[];
  score: number;
  /** Who decided last, and when. */
  decided: { by: string; at: string } | null;
}

export interface Queue {
  comments: QueuedComment[];
  counts: Record<State, number>;
  /** Posts that have comments, for the filter. */
  posts: { id: string; title: string }[];
  clinics: { id: string; name: string }[];
  /** Who can answer. */
  authors: { id: string; name: string }[];
}

/** Who decides. */
export interface Moderator {
  id: number;
  name: string;
}

/** A comment and the state in which the moderator saw it. */
export interface Decision {
  id: string;
  from: State;
}

export interface Decided {
  done: Decision[];
  /** Those that somebody else had decided on in the meantime, or that are gone. */
  missed: { id: string; state: State | null; by: string | null }[];
}

export interface LogEntry {
  comment: string;
  at: string;
  by: string;
  /** “new” for an answer of the practice's own. */
  from: State | 'new';
  to: State;
}

const pageSize = 20;

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
  // Strapi may alter the table and lose this; it is made again at the next start.
  'CREATE INDEX IF NOT EXISTS meridian_comments_queue ON comments (state, submitted_at)',
];

type Row = Record<string, unknown>;

export class ModerationQueue {
  readonly #database: Knex;
  readonly #filter: Bayes;

  /** @param filter learns from what is decided. */
  constructor(database: Knex, filter: Bayes) {
    this.#database = database;
    this.#filter = filter;
  }

  async prepare(): Promise<void> {
    for (const statement of tables) await this.#database.raw(statement);
  }

  /** A page of comments in a state, the newest first. @param page from 1. */
  async read(state: State, filter: QueueFilter, page: number): Promise<Queue> {
    const rows: Row[] = await this.#matching(filter)
      .where('c.state', state)
      .orderBy('c.submitted_at', 'desc')
      .orderBy('c.id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .select('c.*');
    const counted: Row[] = await this.#matching(filter)
      .groupBy('c.state')
      .select('c.state')
      .count('* as count');
    const counts = Object.fromEntries(states.map((name) => [name, 0])) as Record<State, number>;
    for (const row of counted) counts[row.state as State] = Number(row.count);
    return {
      comments: await this.#complete(rows),
      counts,
      posts: await this.#posts(),
      clinics: await this.#named('clinics'),
      authors: await this.#named('authors'),
    };
  }

  async waiting(): Promise<number> {
    const [row]: Row[] = await this.#database('comments')
      .where({ state: 'pending' })
      .count('* as count');
    return Number(row?.count ?? 0);
  }

  /** Comments of published posts; each post has a draft beside, which must not count twice. */
  #matching({ post, clinic }: QueueFilter): Knex.QueryBuilder {
    const query = this.#database('comments as c');
    if (post === undefined && clinic === undefined) return query;
    return query.whereExists((inner) => {
      void inner
        .from('comments_post_lnk as l')
        .join('posts as p', 'p.id', 'l.post_id')
        .whereRaw('l.comment_id = c.id');
      if (post !== undefined) void inner.where('p.document_id', post);
      if (clinic !== undefined)
        void inner
          .join('posts_clinic_lnk as pc', 'pc.post_id', 'p.id')
          .join('clinics as k', 'k.id', 'pc.clinic_id')
          .where('k.document_id', clinic);
    });
  }

  async #complete(rows: readonly Row[]): Promise<QueuedComment[]> {
    const ids = rows.map(({ id }) => Number(id));
    const posts = await this.#related(ids, 'post', 'posts', ['r.document_id', 'r.title']);
    const parents: Row[] = await this.#database('comments_parent_lnk as l')
      .join('comments as r', 'r.id', 'l.inv_comment_id')
      .whereIn('l.comment_id', ids)
      .select('l.comment_id', 'r.name', 'r.body');
    const authors = await this.#related(ids, 'author', 'authors', ['r.document_id']);
    const log: Row[] = await this.#database('meridian_moderations')
      .whereIn(
        'comment',
        rows.map(({ document_id }) => String(document_id)),
      )
      .orderBy('at')
      .select('comment', 'by_name', 'at');
    const of = (found: readonly Row[], id: unknown) =>
      found.find((row) => Number(row.comment_id) === Number(id));
    return rows.map((row) => {
      const [post, parent] = [of(posts, row.id), of(parents, row.id)];
      const reasons = readReasons(row.reasons);
      const decided = log.findLast(({ comment }) => comment === row.document_id);
      return {
        id: String(row.document_id),
        state: row.state as State,
        name: String(row.name),
        email: typeof row.email === 'string' ? row.email : null,
        body: String(row.body),
        submittedAt: isoOf(row.submitted_at),
        post: {
          id: textOf(post?.document_id),
          title: post ? textOf(post.title) : 'A deleted post',
        },
        parent: parent ? { name: String(parent.name), body: String(parent.body) } : null,
        isReply: of(authors, row.id) !== undefined,
        reasons,
        score: Math.round(reasons.reduce((sum, { score }) => sum + score, 0) * 100) / 100,
        decided: decided ? { by: String(decided.by_name), at: isoOf(Number(decided.at)) } : null,
      };
    });
  }

  async #related(
    ids: readonly number[],
    relation: 'post' | 'author',
    table: string,
    columns: string[],
  ): Promise<Row[]> {
    const found: Row[] = await this.#database(`comments_${relation}_lnk as l`)
      .join(`${table} as r`, 'r.id', `l.${relation}_id`)
      .whereIn('l.comment_id', [...ids])
      .select('l.comment_id', ...columns);
    return found;
  }

  async #posts(): Promise<{ id: string; title: string }[]> {
    const rows: Row[] = await this.#database('posts as p')
      .whereNotNull('p.published_at')
      .whereExists((inner) => {
        void inner.from('comments_post_lnk as l').whereRaw('l.post_id = p.id');
      })
      .orderBy('p.title')
      .select('p.document_id', 'p.title');
    return rows.map((row) => ({ id: String(row.document_id), title: String(row.title) }));
  }

  async #named(table: 'clinics' | 'authors'): Promise<{ id: string; name: string }[]> {
    const rows: Row[] = await this.#database(table).orderBy('name').select('document_id', 'name');
    return rows.map((row) => ({ id: String(row.document_id), name: String(row.name) }));
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
      for (const { id, from } of decisions) {
        const changed = await transaction('comments')
          .where({ document_id: id, state: from })
          .update({ state: to, updated_at: new Date(now), updated_by_id: moderator.id });
        if (changed === 0) {
          missed.push(await whyMissed(transaction, id));
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
        done.push({ id, from });
        const [text]: Suspect[] = await transaction('comments')
          .where({ document_id: id })
          .select('name', 'body');
        if (text)
          learnt.push(() => {
            this.#learn(tokensOf(text), from, to);
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

  #learn(tokens: readonly string[], from: State, to: State): void {
    const kinds = {
      approved: 'honest',
      spam: 'spam',
      pending: undefined,
      rejected: undefined,
    } as const;
    const [before, after] = [kinds[from], kinds[to]];
    if (before) this.#filter.learn(tokens, before, -1);
    if (after) this.#filter.learn(tokens, after);
  }

  /** The last decisions, the newest first. */
  async log(limit: number): Promise<(LogEntry & { name: string | null })[]> {
    const rows: Row[] = await this.#database('meridian_moderations as m')
      .leftJoin('comments as c', 'c.document_id', 'm.comment')
      .orderBy('m.at', 'desc')
      .limit(limit)
      .select('m.*', 'c.name');
    return rows.map((row) => ({
      comment: String(row.comment),
      name: typeof row.name === 'string' ? row.name : null,
      at: isoOf(Number(row.at)),
      by: String(row.by_name),
      from: row.from_state as LogEntry['from'],
      to: row.to_state as State,
    }));
  }
}

async function whyMissed(
  transaction: Knex.Transaction,
  id: string,
): Promise<Decided['missed'][number]> {
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

function readReasons(value: unknown): Reason[] {
  const reasons: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(reasons) ? (reasons as Reason[]) : [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const isoOf = (time: unknown): string => new Date(time as string | number | Date).toISOString();
