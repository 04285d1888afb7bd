/** What moderators see: comments by their state, with all that one needs to decide. */
import { type Reason, scoreOf } from '@meridian/comments/spam';
import type { Knex } from 'knex';
import { isoOf } from '../../database/iso-time';
import type { State } from '../store';
import { type Decisions, digestOf } from './decisions';
import { matching } from './matching';
import type { Scope } from './scope';
import { type ThreadComment, threadOf } from './thread';

export const states = ['pending', 'approved', 'rejected', 'spam'] as const satisfies State[];

export interface QueuedComment {
  id: string;
  state: State;
  name: string;
  email: string | null;
  body: string;
  /** By which a decision is one on this very text. */
  text: string;
  submittedAt: string;
  post: { id: string; title: string };
  /** What it answers. */
  parent: { name: string; body: string } | null;
  /** Whether there is more in its thread than this and what it answers. */
  hasThread: boolean;
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

  /**
   * A page of comments in a state, the newest first.
   * @param page from 1.
   * @param scope what the moderator may see.
   */
  async read(
    state: State,
    { post, clinic }: { post: string | undefined; clinic: string | undefined },
    page: number,
    scope: Scope,
  ): Promise<Queue> {
    const isWithin = clinic === undefined || scope.clinics?.includes(clinic) !== false;
    const clinics = clinic === undefined ? scope.clinics : isWithin ? [clinic] : [];
    const chosen = () => matching(this.#database, { post, clinics });
    const rows: Row[] = await chosen()
      .where('c.state', state)
      .orderBy('c.submitted_at', 'desc')
      .orderBy('c.id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .select('c.*');
    const counted: Row[] = await chosen().groupBy('c.state').select('c.state').count('* as count');
    const counts = Object.fromEntries(states.map((name) => [name, 0])) as Record<State, number>;
    for (const row of counted) counts[row.state as State] = Number(row.count);
    return {
      comments: await this.#complete(rows),
      counts,
      pages: Math.ceil(counts[state] / pageSize),
      posts: await this.#posts(scope),
      clinics: await this.#named('clinics', scope.clinics),
      authors: await this.#named('authors', scope.authors),
    };
  }

  async waiting({ clinics }: Scope): Promise<number> {
    const [row]: Row[] = await matching(this.#database, { clinics })
      .where('c.state', 'pending')
      .count('* as count');
    return Number(row?.count ?? 0);
  }

  /** Whether a moderator may decide on all of these. */
  async areWithin(ids: readonly string[], { clinics }: Scope): Promise<boolean> {
    if (clinics === undefined) return true;
    // Those that are gone are in nobody's way: who decides on them is told.
    const [row]: Row[] = await this.#database('comments as o')
      .whereIn('o.document_id', [...ids])
      .whereNotIn('o.id', matching(this.#database, { clinics }).select('c.id'))
      .count('* as count');
    return Number(row?.count) === 0;
  }

  /** The whole thread that a comment belongs to. */
  thread(id: string): Promise<ThreadComment[]> {
    return threadOf(this.#database, id);
  }

  async #complete(rows: readonly Row[]): Promise<QueuedComment[]> {
    const ids = rows.map(({ id }) => Number(id));
    const posts = await this.#related(ids, 'post', 'posts', [
      'r.document_id',
      'r.title',
      'r.published_at',
    ]);
    // What is published, where it is: a draft may say something else.
    posts.sort((a, b) => Number(a.published_at === null) - Number(b.published_at === null));
    const parents: Row[] = await this.#database('comments_parent_lnk as l')
      .join('comments as r', 'r.id', 'l.inv_comment_id')
      .leftJoin('comments_parent_lnk as g', 'g.comment_id', 'r.id')
      .whereIn('l.comment_id', ids)
      .select('l.comment_id', 'r.name', 'r.body', 'g.inv_comment_id as grandparent')
      .select(
        this.#database('comments_parent_lnk as s')
          .whereRaw('s.inv_comment_id = r.id')
          .count('*')
          .as('answers'),
      );
    const answers: Row[] = await this.#database('comments_parent_lnk')
      .whereIn('inv_comment_id', ids)
      .select('inv_comment_id as comment_id');
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
        text: digestOf({ name: String(row.name), body: String(row.body) }),
        submittedAt: isoOf(row.submitted_at),
        post: {
          id: textOf(post?.document_id),
          title: post ? textOf(post.title) : 'A deleted post',
        },
        parent: parent ? { name: String(parent.name), body: String(parent.body) } : null,
        hasThread:
          of(answers, row.id) !== undefined ||
          (parent !== undefined && (parent.grandparent !== null || Number(parent.answers) > 1)),
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

  async #posts({ clinics }: Scope): Promise<{ id: string; title: string }[]> {
    const rows: Row[] = await this.#database('posts as p')
      .whereNotNull('p.published_at')
      .modify((query) => {
        if (clinics === undefined) return;
        void query.whereExists((inner) => {
          void inner
            .from('posts_clinic_lnk as pc')
            .join('clinics as k', 'k.id', 'pc.clinic_id')
            .whereRaw('pc.post_id = p.id')
            .whereIn('k.document_id', [...clinics]);
        });
      })
      .whereExists((inner) => {
        void inner.from('comments_post_lnk as l').whereRaw('l.post_id = p.id');
      })
      .orderBy('p.title')
      .select('p.document_id', 'p.title');
    return rows.map((row) => ({ id: String(row.document_id), title: String(row.title) }));
  }

  /** @param ids undefined for all. */
  async #named(
    table: 'clinics' | 'authors',
    ids: readonly string[] | undefined,
  ): Promise<{ id: string; name: string }[]> {
    const rows: Row[] = await this.#database(table)
      .modify((query) => {
        if (ids !== undefined) void query.whereIn('document_id', [...ids]);
      })
      .orderBy('name')
      .select('document_id', 'name');
    return rows.map((row) => ({ id: String(row.document_id), name: String(row.name) }));
  }
}

function readReasons(value: unknown): Reason[] {
  const reasons: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(reasons) ? (reasons as Reason[]) : [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
