/** Who wants to be told of answers: of a comment, by the choice of its writer, confirmed by e-mail. */
import type { Knex } from 'knex';

/** “asked” with the form; “confirmed” from the e-mail that it led to. */
export type Subscription = 'asked' | 'confirmed';

const table = `CREATE TABLE IF NOT EXISTS meridian_reply_mail (
  comment VARCHAR(255) PRIMARY KEY,
  state VARCHAR(20) NOT NULL,
  since BIGINT NOT NULL
)`;

export class Subscriptions {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async prepare(): Promise<void> {
    await this.#database.raw(table);
  }

  /** Notes the wish, in the transaction that keeps the comments. */
  async ask(comments: readonly string[], now: number, transaction: Knex): Promise<void> {
    if (comments.length > 0)
      await transaction('meridian_reply_mail').insert(
        comments.map((comment) => ({ comment, state: 'asked', since: now })),
      );
  }

  async confirm(comment: string, now: number, transaction: Knex): Promise<void> {
    await transaction('meridian_reply_mail')
      .insert({ comment, state: 'confirmed', since: now })
      .onConflict('comment')
      .merge();
  }

  async stop(comment: string, database: Knex = this.#database): Promise<void> {
    await database('meridian_reply_mail').where({ comment }).delete();
  }

  /** How it stands with comments; those that are not named want nothing. */
  async of(comments: readonly string[], database: Knex): Promise<Map<string, Subscription>> {
    const rows: Record<string, unknown>[] = await database('meridian_reply_mail').whereIn(
      'comment',
      [...comments],
    );
    return new Map(rows.map((row) => [String(row.comment), row.state as Subscription]));
  }
}
