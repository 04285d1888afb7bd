/** What moderators see: comments by their state, with all that one needs to decide. */
import { type Reason, scoreOf } from '@meridian/comments/spam';
import type { Knex } from 'knex';
import type { State } from '../store';
import type { Decisions } from './decisions';

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
  /** How many pages the comments in this state have. */
  pages: number;
  /** Posts that have comments, for the filter. */
  posts: { id: string; title: string }[];
  clinics: { id: string; name: string }[];
  /** Who can answer. */
  authors: { id: string; name: string }[];
}

const pageSize = 20;

type Row = Record<string, unknown>;

export class ModerationQueue {
  readonly #database: Knex;
  readonly #decisions: Decisions;

  /** @param decisions says who has decided. */
  constructor(database: Knex, decisions: Decisions) {
    this.#database = database;
    this.#decisions = decisions;
  }

  async prepare(): Promise<void> {
    // Strapi may alter the table and lose this; it is made again at the next start.
    await this.#database.raw(
      'CREATE INDEX IF NOT EXISTS meridian_comments_queue ON comments (state, submitted_at)',
    );
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
      pages: Math.ceil(counts[state] / pageSize),
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
    const decided = await this.#decisions.lastOf(rows.map((row) => String(row.document_id)));
    const of = (found: readonly Row[], id: unknown) =>
      found.find((row) => Number(row.comment_id) === Number(id));
    return rows.map((row) => {
      const [post, parent] = [of(posts, row.id), of(parents, row.id)];
      const reasons = readReasons(row.reasons);
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
        score: scoreOf(reasons),
        decided: decided.get(String(row.document_id)) ?? null,
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
}

function readReasons(value: unknown): Reason[] {
  const reasons: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(reasons) ? (reasons as Reason[]) : [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const isoOf = (time: unknown): string => new Date(time as string | number | Date).toISOString();
