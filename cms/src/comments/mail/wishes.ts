/** What people say of e-mail by the links in it. */
import type { Tokens } from '../tokens';
import type { ModeratorMail } from './moderator-mail';
import type { ReplyMail } from './reply-mail';
import type { Subscriptions } from './subscriptions';

/** What a link is about: answers to a comment, or what waits for a moderator. */
export type MailLink = { about: 'answers'; comment: string } | { about: 'waiting'; user: number };

export interface MailWishes {
  /** Undefined for a link that we have not given out. */
  read: (token: string) => MailLink | undefined;
  start: (link: MailLink, now: number) => Promise<void>;
  stop: (link: MailLink) => Promise<void>;
}

export function mailWishes(
  tokens: Tokens,
  replies: ReplyMail,
  subscriptions: Subscriptions,
  moderators: ModeratorMail,
): MailWishes {
  return {
    read(token) {
      const answers = tokens.take('answers', token);
      if (answers) return { about: 'answers', ...answers };
      const moderator = tokens.take('moderator', token);
      return moderator && { about: 'waiting', ...moderator };
    },
    start: (link, now) =>
      link.about === 'answers'
        ? replies.confirm(link.comment, now)
        : moderators.setWantsMail(link.user, true),
    stop: (link) =>
      link.about === 'answers'
        ? subscriptions.stop(link.comment)
        : moderators.setWantsMail(link.user, false),
  };
}
