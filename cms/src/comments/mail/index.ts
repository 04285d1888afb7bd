/** What is told by e-mail of comments: to their writers, and to moderators. */
import type { Core } from '@strapi/strapi';
import { prepareOutbox, startMail } from '../../mail';
import { settings } from '../../settings';
import type { Tokens } from '../tokens';
import { Links } from './links';
import { ModeratorMail } from './moderator-mail';
import { ReplyMail } from './reply-mail';
import type { Subscriptions } from './subscriptions';
import { type MailWishes, mailWishes } from './wishes';

export interface CommentMail {
  moderators: ModeratorMail;
  wishes: MailWishes;
  /** Why nothing goes out; undefined when it does. */
  trouble: () => Promise<string | undefined>;
}

const off =
  'E-mail is off. Whoever runs this CMS turns it on by setting MAIL_URL and MAIL_FROM; see the README.';

export async function commentMail(
  strapi: Core.Strapi,
  tokens: Tokens,
  subscriptions: Subscriptions,
): Promise<CommentMail> {
  const [site = ''] = settings.siteOrigins;
  const links = new Links(settings.publicUrl, site, tokens);
  const outbox = await prepareOutbox(strapi);
  const siteName = async () => {
    const entry: { name?: unknown } | null = await strapi.db.query('api::site.site').findOne();
    return typeof entry?.name === 'string' ? entry.name : 'The site';
  };
  const replies = new ReplyMail({
    database: strapi.db.connection,
    outbox,
    subscriptions,
    links,
    pause: settings.mailPauseSeconds * 1_000,
    siteName,
  });
  const moderators = new ModeratorMail({ strapi, outbox, links, siteName });
  const isOn = settings.mail !== undefined;
  await replies.prepare(isOn);
  await moderators.prepare();
  startMail(strapi, outbox, [replies, moderators]);
  return {
    moderators,
    wishes: mailWishes(tokens, replies, subscriptions, moderators),
    trouble: async () => {
      if (!isOn) return off;
      const note = await outbox.trouble();
      return note === undefined
        ? undefined
        : `E-mail does not go out at the moment, and is tried again: ${note}`;
    },
  };
}
