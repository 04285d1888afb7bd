/**
 * Tells commenters of answers. A comment that is shown whose writer asked for it leads to one e-mail, which
 * asks to confirm; from then on each answer that is shown leads to one. Nothing is sent for comments that no
 * moderator has let through: so nobody can have e-mail sent to others by writing their addresses.
 *
 * What is shown is read from the change register, which no way of approving can miss.
 */
import { commentPageOf } from '@meridian/comments';
import type { Knex } from 'knex';
import type { Mail } from '../../mail/mailer';
import type { Letter, Outbox } from '../../mail/outbox';
import type { MailSource } from '../../mail/sender';
import type { Links } from './links';
import type { Subscriptions } from './subscriptions';

export interface ReplyMailParts {
  database: Knex;
  outbox: Outbox;
  subscriptions: Subscriptions;
  links: Links;
  /** How long an answer waits, in milliseconds. */
  pause: number;
  siteName: () => Promise<string>;
}

/** How far the register was read; one row. */
const table = `CREATE TABLE IF NOT EXISTS meridian_mail_cursor (
  id SMALLINT PRIMARY KEY,
  number BIGINT NOT NULL
)`;

/** As many changes as are looked at in a row. */
const page = 500;

type Row = Record<string, unknown>;

export class ReplyMail implements MailSource {
  readonly kinds = ['confirm', 'answer'];
  readonly repeats = false;
  readonly #parts: ReplyMailParts;

  constructor(parts: ReplyMailParts) {
    this.#parts = parts;
  }

  /** @param isOn whether there is e-mail. */
  async prepare(isOn: boolean): Promise<void> {
    const { database } = this.#parts;
    await database.raw(table);
    // What is shown while there is no e-mail is told to nobody afterwards.
    if (!isOn) await database('meridian_mail_cursor').delete();
    else
      await database.raw(
        'INSERT INTO meridian_mail_cursor (id, number) SELECT 1, number FROM meridian_counter WHERE true ON CONFLICT DO NOTHING',
      );
  }

  async gather(now: number): Promise<void> {
    const { database, outbox, subscriptions, pause } = this.#parts;
    await database.transaction(async (transaction) => {
      const [cursor]: Row[] = await transaction('meridian_mail_cursor').select('number');
      const changes: Row[] = await transaction('meridian_changes')
        .where('number', '>', Number(cursor?.number))
        .orderBy('number')
        .limit(page)
        .select('kind', 'document_id', 'number');
      const last = changes.at(-1);
      if (!last) return;
      const comments = changes.filter(({ kind }) => kind === 'Comment');
      const shown: Row[] = await transaction('comments as c')
        .leftJoin('comments_parent_lnk as l', 'l.comment_id', 'c.id')
        .leftJoin('comments as p', 'p.id', 'l.inv_comment_id')
        .whereIn(
          'c.document_id',
          comments.map((row) => String(row.document_id)),
        )
        .where('c.state', 'approved')
        .select('c.document_id as id', 'p.document_id as parent');
      const wishes = await subscriptions.of(
        shown.flatMap(({ id, parent }) => [String(id), String(parent)]),
        transaction,
      );
      const of = (kind: string, rows: Row[]) =>
        rows.map(({ id }): Letter => ({ kind, about: String(id) }));
      const letters = [
        ...of(
          'confirm',
          shown.filter(({ id }) => wishes.get(String(id)) === 'asked'),
        ),
        ...of(
          'answer',
          shown.filter(({ parent }) => wishes.get(String(parent)) === 'confirmed'),
        ),
      ];
      await outbox.add(letters, now + pause, transaction);
      await transaction('meridian_mail_cursor').update({ number: last.number });
    });
  }

  compose({ kind, about }: Letter): Promise<Mail | undefined> {
    return kind === 'confirm' ? this.#confirmation(about) : this.#answer(about);
  }

  /** The writer wants to be told; what is shown by now is known. @returns false when the comment is gone. */
  confirm(comment: string, now: number): Promise<boolean> {
    const { database, outbox, subscriptions } = this.#parts;
    return database.transaction(async (transaction) => {
      await subscriptions.confirm(comment, now, transaction);
      const exists: unknown = await transaction('comments')
        .where({ document_id: comment })
        .first('id');
      if (exists === undefined) {
        await subscriptions.stop(comment, transaction);
        return false;
      }
      const answers: Row[] = await transaction('comments as c')
        .join('comments_parent_lnk as l', 'l.comment_id', 'c.id')
        .join('comments as p', 'p.id', 'l.inv_comment_id')
        .where({ 'p.document_id': comment, 'c.state': 'approved' })
        .select('c.document_id as id');
      await outbox.skip(
        answers.map(({ id }) => ({ kind: 'answer', about: String(id) })),
        now,
        transaction,
      );
      return true;
    });
  }

  /** What was sent is remembered for as long as there is the comment: it must not be told twice. */
  async tidy(): Promise<void> {
    const { database } = this.#parts;
    for (const [table, column] of [
      ['meridian_mail', 'about'],
      ['meridian_reply_mail', 'comment'],
    ] as const)
      await database(table)
        .modify((query) => {
          if (table === 'meridian_mail') void query.whereIn('kind', this.kinds);
        })
        .whereNotExists((comments) => {
          void comments
            .from('comments as c')
            .whereRaw('c.document_id = ??', [`${table}.${column}`]);
        })
        .delete();
  }

  async #confirmation(id: string): Promise<Mail | undefined> {
    const { database, subscriptions, links, siteName } = this.#parts;
    const comment = await shownComment(database, id);
    const isWanted = (await subscriptions.of([id], database)).get(id) === 'asked';
    if (!comment?.email || !isWanted) return undefined;
    return {
      to: comment.email,
      subject: `Your comment on “${comment.title}” is shown`,
      text: letter(
        `Hello ${comment.name},`,
        `your comment on “${comment.title}” can be read now:\n${links.comment(comment.slug, comment.page, id)}`,
        `You asked to be told by e-mail when somebody answers it. Please confirm that this is your address, and that you want it:\n${links.answers(id)}`,
        `If you did not ask for it, do nothing: you will get no further e-mail about this comment.`,
        `To withdraw the comment:\n${links.writer(id)}`,
        await siteName(),
      ),
      unsubscribe: links.answers(id),
    };
  }

  async #answer(id: string): Promise<Mail | undefined> {
    const { database, subscriptions, links, siteName } = this.#parts;
    const answer = await shownComment(database, id);
    const parent =
      answer?.parent === undefined ? undefined : await shownComment(database, answer.parent);
    if (!answer || !parent?.email) return undefined;
    const isWanted = (await subscriptions.of([parent.id], database)).get(parent.id) === 'confirmed';
    const isOwn = answer.email?.toLowerCase() === parent.email.toLowerCase();
    if (!isWanted || isOwn) return undefined;
    return {
      to: parent.email,
      subject: `${answer.name} answered your comment on “${answer.title}”`,
      text: letter(
        `Hello ${parent.name},`,
        `${answer.name} answered your comment on “${answer.title}”:`,
        answer.body.replaceAll(/^/gm, '> '),
        `Read it on the page, and answer there:\n${links.comment(answer.slug, answer.page, id)}`,
        `To be told of no further answers to this comment:\n${links.answers(parent.id)}`,
        await siteName(),
      ),
      unsubscribe: links.answers(parent.id),
    };
  }
}

interface ShownComment {
  id: string;
  name: string;
  email: string | undefined;
  body: string;
  /** Of the post. */
  title: string;
  slug: string;
  /** On which page of the post's comments it stands. */
  page: number;
  parent: string | undefined;
}

/** An approved comment on a published post. */
async function shownComment(database: Knex, id: string): Promise<ShownComment | undefined> {
  const row: Row | undefined = await database('comments as c')
    .join('comments_post_lnk as l', 'l.comment_id', 'c.id')
    .join('posts as p', 'p.id', 'l.post_id')
    .leftJoin('comments_parent_lnk as pl', 'pl.comment_id', 'c.id')
    .leftJoin('comments as a', 'a.id', 'pl.inv_comment_id')
    .where({ 'c.document_id': id, 'c.state': 'approved' })
    .whereNotNull('p.published_at')
    .first('c.name', 'c.email', 'c.body', 'p.id', 'p.title', 'p.slug', 'a.document_id as parent');
  if (!row) return undefined;
  return {
    id,
    name: String(row.name),
    email: textOr(row.email),
    body: String(row.body),
    title: String(row.title),
    slug: String(row.slug),
    page: await pageOf(database, Number(row.id), id),
    parent: textOr(row.parent),
  };
}

async function pageOf(database: Knex, post: number, id: string): Promise<number> {
  const rows: Row[] = await database('comments as c')
    .join('comments_post_lnk as l', 'l.comment_id', 'c.id')
    .leftJoin('comments_parent_lnk as pl', 'pl.comment_id', 'c.id')
    .leftJoin('comments as a', 'a.id', 'pl.inv_comment_id')
    .where({ 'l.post_id': post, 'c.state': 'approved' })
    // The order of the site.
    .orderBy(['c.submitted_at', 'c.document_id'])
    .select('c.document_id as id', 'a.document_id as parent');
  const comments = rows.map((row) => ({ id: String(row.id), parent: textOr(row.parent) }));
  return commentPageOf(comments, id) ?? 1;
}

const textOr = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const letter = (...paragraphs: string[]): string => `${paragraphs.join('\n\n')}\n`;
