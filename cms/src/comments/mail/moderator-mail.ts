/**
 * Tells moderators that comments are waiting: on which articles, and not what they say, because e-mail can
 * be read on its way. Each gets one at most in a quarter of an hour, and can turn it off.
 */
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Mail } from '../../mail/mailer';
import type { Letter, Outbox } from '../../mail/outbox';
import type { MailSource } from '../../mail/sender';
import { type Scope, scopeOf } from '../moderation/scope';
import { matching } from '../moderation/matching';
import type { Links } from './links';

/** How long to wait after one before the next, in milliseconds. */
const pause = 15 * 60_000;

/** Whom it was told up to which comment, and who wants no e-mail. */
const table = `CREATE TABLE IF NOT EXISTS meridian_moderator_mail (
  user_id INTEGER PRIMARY KEY,
  wants_mail BOOLEAN NOT NULL,
  told BIGINT NOT NULL,
  told_at BIGINT NOT NULL
)`;

export interface ModeratorMailParts {
  strapi: Core.Strapi;
  outbox: Outbox;
  links: Links;
  siteName: () => Promise<string>;
}

interface Recipient {
  /** Rows of comments up to this one are known. */
  told: number;
  toldAt: number;
  wantsMail: boolean;
}

type Row = Record<string, unknown>;

export class ModeratorMail implements MailSource {
  readonly kinds = ['waiting'];
  readonly repeats = true;
  readonly #parts: ModeratorMailParts;
  readonly #database: Knex;
  #seen = 0;

  constructor(parts: ModeratorMailParts) {
    this.#parts = parts;
    this.#database = parts.strapi.db.connection;
  }

  async prepare(): Promise<void> {
    await this.#database.raw(table);
  }

  async gather(now: number): Promise<void> {
    const [newest]: Row[] = await this.#database('comments')
      .where({ state: 'pending' })
      .max('id as id');
    const last = Number(newest?.id ?? 0);
    if (last <= this.#seen) return;
    let isBehind = false;
    for (const user of await this.#users()) {
      const { told, toldAt, wantsMail } = await this.#recipient(user.id);
      if (!wantsMail || told >= last) continue;
      if (now - toldAt < pause) {
        isBehind = true;
        continue;
      }
      const scope = await scopeOf(this.#parts.strapi, user);
      const waiting = scope ? await this.#waiting(scope, told) : [];
      if (waiting.length > 0)
        await this.#parts.outbox.add([{ kind: 'waiting', about: String(user.id) }], now);
      await this.#note(user.id, { told: last, told_at: waiting.length > 0 ? now : toldAt });
    }
    // Who was told a moment ago is told of these later.
    if (!isBehind) this.#seen = last;
  }

  tidy(): Promise<void> {
    return Promise.resolve();
  }

  async compose({ about }: Letter): Promise<Mail | undefined> {
    const { strapi, links, siteName } = this.#parts;
    const id = Number(about);
    const user = (await this.#users()).find((candidate) => candidate.id === id);
    const scope = user && (await scopeOf(strapi, user));
    if (!user || !scope || !(await this.#recipient(id)).wantsMail) return undefined;
    const waiting = await this.#waiting(scope, 0);
    const count = waiting.reduce((sum, post) => sum + post.count, 0);
    if (count === 0) return undefined;
    const name = await siteName();
    return {
      to: user.email,
      subject: count === 1 ? 'A comment is waiting' : `${String(count)} comments are waiting`,
      text: `${[
        `${count === 1 ? 'One comment is' : `${String(count)} comments are`} waiting on ${name}:`,
        waiting.map((post) => `${String(post.count)} on “${post.title}”`).join('\n'),
        `Read and decide:\n${links.moderation()}`,
        `What they say is not in this e-mail, because e-mail can be read on its way.`,
        `To get no more of these:\n${links.moderator(id)}`,
      ].join('\n\n')}\n`,
      unsubscribe: links.moderator(id),
    };
  }

  async wantsMail(user: number): Promise<boolean> {
    return (await this.#recipient(user)).wantsMail;
  }

  async setWantsMail(user: number, wantsMail: boolean): Promise<void> {
    await this.#note(user, { wants_mail: wantsMail });
  }

  #users(): Promise<{ id: number; email: string }[]> {
    return this.#parts.strapi.db.query('admin::user').findMany({
      select: ['id', 'email'],
      where: { isActive: true, blocked: false },
    }) as Promise<{ id: number; email: string }[]>;
  }

  async #recipient(user: number): Promise<Recipient> {
    const row: Row | undefined = await this.#database('meridian_moderator_mail')
      .where({ user_id: user })
      .first();
    return {
      told: Number(row?.told ?? 0),
      toldAt: Number(row?.told_at ?? 0),
      wantsMail: row === undefined || row.wants_mail === true || row.wants_mail === 1,
    };
  }

  /** Notes what is given, and leaves the rest as it is: both are done at any time. */
  async #note(
    user: number,
    changed: { told: number; told_at: number } | { wants_mail: boolean },
  ): Promise<void> {
    await this.#database('meridian_moderator_mail')
      .insert({ user_id: user, wants_mail: true, told: 0, told_at: 0, ...changed })
      .onConflict('user_id')
      .merge(Object.keys(changed));
  }

  /** The published articles on which comments wait, from a row on. */
  async #waiting(scope: Scope, after: number): Promise<{ title: string; count: number }[]> {
    const rows: Row[] = await matching(this.#database, { clinics: scope.clinics })
      .join('comments_post_lnk as cl', 'cl.comment_id', 'c.id')
      .join('posts as cp', 'cp.id', 'cl.post_id')
      .whereNotNull('cp.published_at')
      .where('c.state', 'pending')
      .where('c.id', '>', after)
      .groupBy('cp.document_id', 'cp.title')
      .orderBy('cp.title')
      .select('cp.title')
      .count('* as count');
    return rows.map((row) => ({ title: String(row.title), count: Number(row.count) }));
  }
}
