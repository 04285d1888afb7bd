/** What is kept of a commenter, by their e-mail address: to give it to them, and to erase it. GDPR, articles 15 and 17. */
import type { Knex } from 'knex';
import { isoOf } from '../../database/iso-time';
import type { State } from '../store';
import { textKeys } from '../text-keys';

/** One comment, with all that is kept of it. */
export interface KeptComment {
  id: string;
  /** The article that it stands under; null when that is deleted. */
  article: { title: string; slug: string } | null;
  /** The id of the comment that it answers. */
  inReplyTo: string | null;
  name: string;
  email: string;
  body: string;
  state: State;
  submittedAt: string;
  /** A keyed hash of the network address, which nobody can turn back. */
  addressHash: string | null;
  /** What the rules noted. */
  reasons: unknown;
  /** What moderators decided; not who they are. */
  decisions: { at: string; from: string; to: string }[];
  /** Whether answers are told by e-mail. */
  answersByMail: string | null;
  /** What was sent about it, and is to be. */
  letters: { kind: string; sentAt: string | null }[];
}

export interface Erasure {
  /** How many comments, by their state. */
  erased: Partial<Record<State, number>>;
  /** Sentences for the one who asked. */
  report: string[];
}

type Row = Record<string, unknown>;

export class PersonalData {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** All comments with an address, the oldest first; capitals make no other address. */
  async export(email: string): Promise<KeptComment[]> {
    const rows = await this.#comments(this.#database, email);
    const ids = rows.map((row) => String(row.document_id));
    const decisions: Row[] = await this.#database('meridian_moderations')
      .whereIn('comment', ids)
      .orderBy('at');
    const wishes: Row[] = await this.#database('meridian_reply_mail').whereIn('comment', ids);
    const letters: Row[] = await this.#database('meridian_mail').whereIn('about', ids);
    return rows.map((row) => {
      const id = String(row.document_id);
      const wish = wishes.find(({ comment }) => comment === id);
      return {
        id,
        article: typeof row.slug === 'string' ? { title: String(row.title), slug: row.slug } : null,
        inReplyTo: textOr(row.parent),
        name: String(row.name),
        email: String(row.email),
        body: String(row.body),
        state: row.state as State,
        submittedAt: isoOf(row.submitted_at),
        addressHash: textOr(row.address_hash),
        reasons: typeof row.reasons === 'string' ? JSON.parse(row.reasons) : row.reasons,
        decisions: decisions
          .filter(({ comment }) => comment === id)
          .map((one) => ({
            at: isoOf(one.at),
            from: String(one.from_state),
            to: String(one.to_state),
          })),
        answersByMail: wish ? String(wish.state) : null,
        letters: letters
          .filter(({ about }) => about === id)
          .map(({ kind, sent_at }) => ({
            kind: String(kind),
            sentAt: sent_at === null ? null : isoOf(sent_at),
          })),
      };
    });
  }

  /** Erases all of it. Answers that others wrote stay, and stand by themselves. */
  async erase(email: string): Promise<Erasure> {
    const comments = await this.#database.transaction(async (transaction) => {
      // A transaction that reads first may not write when somebody else has written in between.
      await transaction.raw('UPDATE meridian_counter SET number = number');
      const rows = await this.#comments(transaction, email);
      const ids = rows.map((row) => String(row.document_id));
      await transaction('meridian_comment_once')
        .whereIn(
          'key',
          rows.flatMap((row) => textKeys(String(row.post), String(row.body))),
        )
        .delete();
      await transaction('meridian_reply_mail').whereIn('comment', ids).delete();
      await transaction('meridian_mail').whereIn('about', ids).delete();
      await transaction('comments').whereIn('document_id', ids).delete();
      return rows;
    });
    const erased: Erasure['erased'] = {};
    for (const { state } of comments) erased[state as State] = (erased[state as State] ?? 0) + 1;
    return { erased, report: reportOf(comments.length, erased.approved ?? 0) };
  }

  async #comments(database: Knex, email: string): Promise<Row[]> {
    const rows: Row[] = await database('comments as c')
      .leftJoin('comments_post_lnk as l', 'l.comment_id', 'c.id')
      .leftJoin('posts as p', 'p.id', 'l.post_id')
      .leftJoin('comments_parent_lnk as a', 'a.comment_id', 'c.id')
      .leftJoin('comments as r', 'r.id', 'a.inv_comment_id')
      .whereRaw('lower(c.email) = ?', [email.trim().toLowerCase()])
      .orderBy('c.id')
      .orderByRaw('CASE WHEN p.published_at IS NULL THEN 0 ELSE 1 END')
      .select('c.*', 'p.document_id as post', 'p.title', 'p.slug', 'r.document_id as parent');
    // A post has a row for its draft too; the last one is the one that is published.
    return [...new Map(rows.map((row) => [row.document_id, row])).values()];
  }
}

function reportOf(count: number, shown: number): string[] {
  if (count === 0)
    return ['No comment with this address is kept, so that there was nothing to erase.'];
  return [
    `${count === 1 ? 'One comment is' : `${String(count)} comments are`} erased, with name, address and text, what the rules noted, and the choice to be told of answers; ${shown === 0 ? 'none of them was shown' : `${String(shown)} of them ${shown === 1 ? 'was' : 'were'} shown`}.`,
    ...(shown === 0
      ? []
      : [
          'The pages that showed them are made anew at once, and no earlier version of those pages is kept for a rollback. While the site is held at an earlier release, it changes when that ends.',
        ]),
    'Answers that others wrote stay. What they quote is theirs: look through them.',
    'Comments are not in the search of the site, so that nothing of them was there.',
    'The log of decisions keeps that there were comments and who decided on them, without names, addresses or texts; other logs hold none of these either.',
    'E-mail that was not sent yet is dropped. What was sent lies in their own mailbox, and as long as your mail server keeps it, there.',
    'Backups that were made before now still hold them. Erase again after you have restored one, and let them expire.',
  ];
}

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);
