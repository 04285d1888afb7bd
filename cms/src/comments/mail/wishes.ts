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
  /** @returns false when what it is about is gone. */
  start: (link: MailLink, now: number) => Promise<boolean>;
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
    async start(link, now) {
      if (link.about === 'answers') return replies.confirm(link.comment, now);
      await moderators.setWantsMail(link.user, true);
      return true;
    },
    stop: (link) =>
      link.about === 'answers'
        ? subscriptions.stop(link.comment)
        : moderators.setWantsMail(link.user, false),
  };
}
