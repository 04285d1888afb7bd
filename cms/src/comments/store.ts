/**
 * Where comments lie: Strapi's own tables, written in groups, because Strapi's way of making a document
 * takes a commit and some thirty queries each.
 */
import { randomInt } from 'node:crypto';
import type { Reason } from '@meridian/comments/spam';
import type { Knex } from 'knex';
import { GroupCommit } from './group-commit';
import type { Subscriptions } from './mail/subscriptions';
import { anywhereKey, textKey, textKeys } from './text-keys';

export type State = 'pending' | 'approved' | 'rejected' | 'spam';

export interface NewComment {
  post: OpenPost;
  /** The row of the comment that it answers. */
  parent: number | undefined;
  name: string;
  email: string | undefined;
  body: string;
  state: State;
  reasons: readonly Reason[];
  addressHash: string;
  submittedAt: number;
  /** Whether its writer wants to be told of answers. */
  wantsAnswers: boolean;
  /** What may come once: the proof of a browser, or a form without script; and until when it could come. */
  once: { key: string; until: number };
}

export interface OpenPost {
  id: string;
  slug: string;
  /** Its rows: the published one, and the draft that is edited. */
  rows: readonly number[];
  publishedOn: number;
  isOpen: boolean;
}

/** How it went: its documentId, or why it was not kept. */
export type Stored = { id: string } | { refused: Refusal };

export type Refusal = 'proof used' | 'duplicate' | 'post closed' | 'parent gone';

/** A comment as its writer may still change it. */
export interface OwnComment {
  row: number;
  id: string;
  /** Undefined when it was deleted. */
  post: string | undefined;
  /** Of the post. */
  slug: string | undefined;
  name: string;
  email: string | undefined;
  body: string;
  state: State;
  reasons: Reason[];
  submittedAt: number;
}

const tables = [
  `CREATE TABLE IF NOT EXISTS meridian_comment_once (
    key VARCHAR(160) PRIMARY KEY,
    until BIGINT NOT NULL
  )`,
  // Strapi may alter the table and lose this; it is made again at the next start.
  'CREATE INDEX IF NOT EXISTS meridian_comments_address ON comments (lower(email))',
];

const day = 24 * 60 * 60 * 1_000;
/** How often what could come again no more is cleared away, in milliseconds. */
const clearingPause = 10 * 60 * 1_000;

/** An id like Strapi's own: a letter, then small letters and digits. */
function newDocumentId(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const rest = Array.from({ length: 23 }, () => letters[randomInt(36)] ?? '');
  return `${letters[randomInt(26)] ?? ''}${rest.join('')}`;
}

export class CommentStore {
  readonly #database: Knex;
  readonly #subscriptions: Subscriptions;
  readonly #commit: GroupCommit<NewComment, Stored>;
  #clearedAt = 0;

  /** @param subscriptions keeps who wants to be told of answers. */
  constructor(database: Knex, subscriptions: Subscriptions) {
    this.#database = database;
    this.#subscriptions = subscriptions;
    this.#commit = new GroupCommit((comments) => this.#write(comments));
  }

  async prepare(): Promise<void> {
    for (const table of tables) await this.#database.raw(table);
  }

  /** A published post; undefined when there is none. */
  async post(id: string): Promise<OpenPost | undefined> {
    const rows: Record<string, unknown>[] = await this.#database('posts')
      .where({ document_id: id })
      .select('id', 'slug', 'published_at', 'publish_at', 'comments_open');
    const published = rows.find((row) => row.published_at !== null);
    if (!published) return undefined;
    return {
      id,
      slug: String(published.slug),
      rows: rows.map((row) => Number(row.id)),
      publishedOn: new Date(published.publish_at as string | number | Date).getTime(),
      isOpen: published.comments_open !== false && published.comments_open !== 0,
    };
  }

  /** The row of an approved comment of a post. */
  async approved(id: string, { rows }: OpenPost): Promise<number | undefined> {
    const found: { id?: unknown } | undefined = await this.#database('comments as c')
      .join('comments_post_lnk as l', 'l.comment_id', 'c.id')
      .where({ 'c.document_id': id, 'c.state': 'approved' })
      .whereIn('l.post_id', [...rows])
      .first('c.id');
    return found && Number(found.id);
  }

  /** How many comments with an address were approved; capitals make no other address. */
  async approvedOf(email: string): Promise<number> {
    const [row]: { count?: unknown }[] = await this.#database('comments')
      .whereRaw('lower(email) = ?', [email.toLowerCase()])
      .andWhere({ state: 'approved' })
      .count('* as count');
    return Number(row?.count ?? 0);
  }

  /** Whether the same text came in the last day, for any post. */
  async isRepeated(body: string): Promise<boolean> {
    const found: unknown = await this.#database('meridian_comment_once')
      .where({ key: anywhereKey(body) })
      .andWhere('until', '>', Date.now())
      .first('key');
    return found !== undefined;
  }

  /** Keeps a comment. Resolves when it is safe on disk. */
  add(comment: NewComment): Promise<Stored> {
    return this.#commit.add(comment);
  }

  #write(comments: readonly NewComment[]): Promise<Stored[]> {
    return this.#database.transaction(async (transaction) => {
      const now = Date.now();
      await this.#clear(transaction, now);
      const places = await placesOf(transaction, comments);
      const placed = comments.filter((comment) => typeof places.get(comment) === 'object');
      const proven = await claim(transaction, placed, ({ once }) => once);
      // Of a proof that is refused the text is not claimed: it may come again with another.
      const isNew = await claim(transaction, [...proven], ({ post, body }) => ({
        key: textKey(post.id, body),
        until: now + day,
      }));
      await claim(transaction, [...isNew], ({ body }) => ({
        key: anywhereKey(body),
        until: now + day,
      }));
      const kept = new Map([...isNew].map((comment) => [comment, newDocumentId()]));
      if (kept.size > 0) await insert(transaction, kept, places, now);
      const wishing = [...kept].filter(([{ wantsAnswers }]) => wantsAnswers).map(([, id]) => id);
      await this.#subscriptions.ask(wishing, now, transaction);
      return comments.map((comment): Stored => {
        const id = kept.get(comment);
        if (id !== undefined) return { id };
        const place = places.get(comment);
        if (typeof place === 'string') return { refused: place };
        return { refused: proven.has(comment) ? 'duplicate' : 'proof used' };
      });
    });
  }

  async #clear(transaction: Knex.Transaction, now: number): Promise<void> {
    if (now - this.#clearedAt < clearingPause) return;
    this.#clearedAt = now;
    await transaction('meridian_comment_once').where('until', '<', now).delete();
  }

  /** A comment by its documentId; undefined when it is gone. */
  async own(id: string): Promise<OwnComment | undefined> {
    const row: Record<string, unknown> | undefined = await this.#database('comments as c')
      .leftJoin('comments_post_lnk as l', 'l.comment_id', 'c.id')
      .leftJoin('posts as p', 'p.id', 'l.post_id')
      .where({ 'c.document_id': id })
      // The published row before that of the draft.
      .orderByRaw('CASE WHEN p.published_at IS NULL THEN 1 ELSE 0 END')
      .first('c.*', 'p.document_id as post', 'p.slug');
    return (
      row && {
        row: Number(row.id),
        id,
        post: textOr(row.post),
        slug: textOr(row.slug),
        name: String(row.name),
        email: textOr(row.email),
        body: String(row.body),
        state: row.state as State,
        reasons: reasonsIn(row.reasons),
        submittedAt: new Date(row.submitted_at as string | number | Date).getTime(),
      }
    );
  }

  /** Replaces the text of a comment that is not decided yet. @returns whether it still was. */
  async rewrite(
    comment: OwnComment,
    { body, state, reasons }: Pick<NewComment, 'body' | 'state' | 'reasons'>,
  ): Promise<boolean> {
    const now = Date.now();
    return this.#database.transaction(async (transaction) => {
      const changed: unknown = await transaction('comments')
        .where({ id: comment.row, body: comment.body })
        .whereIn('state', ['pending', 'spam'])
        .update({ body, state, reasons: JSON.stringify(reasons), updated_at: new Date(now) });
      if (Number(changed) === 0) return false;
      const keysOf = (text: string) => textKeys(comment.post ?? '', text);
      const once = () => transaction('meridian_comment_once');
      await once().whereIn('key', keysOf(comment.body)).delete();
      await once()
        .insert(keysOf(body).map((key) => ({ key, until: now + day })))
        .onConflict('key')
        .ignore();
      return true;
    });
  }

  /** Removes a comment, whatever its state; answers to it stay, and stand by themselves. */
  async remove(comment: OwnComment): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      await release(transaction, comment);
      await this.#subscriptions.stop(comment.id, transaction);
      await transaction('comments').where({ id: comment.row }).delete();
    });
  }
}

const textOr = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** PostgreSQL gives JSON as what it holds, SQLite as text. */
const reasonsIn = (column: unknown): Reason[] =>
  (typeof column === 'string' ? JSON.parse(column) : (column ?? [])) as Reason[];

/** Lets the text of a comment come again. */
async function release(transaction: Knex.Transaction, { row, post }: OwnComment): Promise<void> {
  const [found]: { body: string }[] = await transaction('comments')
    .where({ id: row })
    .select('body');
  if (found)
    await transaction('meridian_comment_once')
      .whereIn('key', textKeys(post ?? '', found.body))
      .delete();
}

/** Notes what may come once, for all at a time. @returns those whose key had not come before. */
async function claim(
  transaction: Knex.Transaction,
  comments: readonly NewComment[],
  keyOf: (comment: NewComment) => { key: string; until: number },
): Promise<Set<NewComment>> {
  // Of several with one key the first has it.
  const claims = new Map<string, { comment: NewComment; until: number }>();
  for (const comment of comments) {
    const { key, until } = keyOf(comment);
    if (!claims.has(key)) claims.set(key, { comment, until });
  }
  if (claims.size === 0) return new Set();
  const rows: { key: string }[] = await transaction('meridian_comment_once')
    .insert([...claims].map(([key, { until }]) => ({ key, until })))
    .onConflict('key')
    .ignore()
    .returning('key');
  return new Set(rows.flatMap(({ key }) => claims.get(key)?.comment ?? []));
}

/** The rows of a post, or why there is no place under it. */
type Place = readonly number[] | Extract<Refusal, 'post closed' | 'parent gone'>;

/**
 * Where comments belong now: while they were looked at, a post may have been published again, which gives
 * it another row, or the comment that one answers been withdrawn.
 */
async function placesOf(
  transaction: Knex.Transaction,
  comments: readonly NewComment[],
): Promise<Map<NewComment, Place>> {
  const posts: { id: number; document_id: string; published_at: unknown }[] = await transaction(
    'posts',
  )
    .whereIn('document_id', [...new Set(comments.map(({ post }) => post.id))])
    .select('id', 'document_id', 'published_at');
  const wanted = comments.flatMap(({ parent }) => parent ?? []);
  const parents: { id: number }[] =
    wanted.length === 0
      ? []
      : await transaction('comments')
          .whereIn('id', wanted)
          .where({ state: 'approved' })
          .select('id');
  const shown = new Set(parents.map(({ id }) => id));
  const rows = Map.groupBy(posts, (post) => post.document_id);
  return new Map(
    comments.map((comment): [NewComment, Place] => {
      const own = rows.get(comment.post.id) ?? [];
      if (!own.some((row) => row.published_at !== null)) return [comment, 'post closed'];
      if (comment.parent !== undefined && !shown.has(comment.parent))
        return [comment, 'parent gone'];
      return [comment, own.map(({ id }) => id)];
    }),
  );
}

async function insert(
  transaction: Knex.Transaction,
  kept: ReadonlyMap<NewComment, string>,
  places: ReadonlyMap<NewComment, Place>,
  now: number,
): Promise<void> {
  const comments = [...kept].map(([comment, id]) => ({
    ...comment,
    id,
    place: places.get(comment),
  }));
  const time = new Date(now);
  const rows: { id: number; document_id: string }[] = await transaction('comments')
    .insert(
      comments.map(({ id, name, email, body, state, reasons, addressHash, submittedAt }) => ({
        document_id: id,
        name,
        email: email ?? null,
        body,
        state,
        reasons: JSON.stringify(reasons),
        address_hash: addressHash,
        submitted_at: new Date(submittedAt),
        created_at: time,
        updated_at: time,
        published_at: time,
      })),
    )
    .returning(['id', 'document_id']);
  const rowOf = new Map(rows.map(({ id, document_id }) => [document_id, id]));
  await transaction('comments_post_lnk').insert(
    comments.flatMap(({ id, place }) =>
      Array.isArray(place) ? place.map((post_id) => ({ comment_id: rowOf.get(id), post_id })) : [],
    ),
  );
  const replies = comments.filter(({ parent }) => parent !== undefined);
  if (replies.length > 0)
    await transaction('comments_parent_lnk').insert(
      replies.map(({ id, parent }) => ({ comment_id: rowOf.get(id), inv_comment_id: parent })),
    );
}
