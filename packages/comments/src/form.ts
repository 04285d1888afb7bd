/** The words of the form, for all who show it: the page, the script on it, and the answer without script. */
import { type Field, limits } from './comment-text.ts';
import type { PrivacyHint } from './privacy-hints.ts';

interface FieldText {
  label: string;
  hint: string;
  maxLength: number;
  autocomplete?: string;
}

export const fields: Record<Field, FieldText> = {
  name: {
    label: 'Name',
    hint: 'Shown with your comment. A first name will do.',
    maxLength: limits.name,
    autocomplete: 'name',
  },
  email: {
    label: 'E-mail',
    hint: 'Never shown, never given away.',
    maxLength: limits.email,
    autocomplete: 'email',
  },
  body: {
    label: 'Comment',
    hint: 'Plain text. Web addresses become links.',
    maxLength: limits.body,
  },
};

/** A field that people do not see; what fills it in is a program. */
export const trap = { name: 'website', label: 'Leave this empty' } as const;

/** What stands beside the form, always. */
export const notices: readonly string[] = [
  'Please write nothing about your own health that you would not tell a stranger: comments are public.',
  'What you read here is no medical advice for you.',
  'In an emergency, call your local emergency number.',
];

/** The choice to be told of answers. */
export const answers =
  'Tell me by e-mail when somebody answers. You will be asked to confirm it first.';

export const moderation =
  'Comments are moderated: yours may wait to be read before it is shown. Until then you can change it, for ten minutes. You can withdraw it at any time.';

/** What became of a comment that was sent. */
export const waiting =
  'Your comment is waiting to be read by a moderator. Until then nobody else sees it.';
export const shown = 'Your comment is shown with the article.';

/** What is gently asked before a text is sent that seems to hold something private. */
export const privacyQuestions: Record<PrivacyHint, string> = {
  health:
    'Your text seems to tell of your own health. It will be public, and can be found under your name. Is that what you want?',
  phone: 'Your text seems to hold a phone number, which anybody will be able to read.',
  email: 'Your text seems to hold an e-mail address, which anybody will be able to read.',
  'birth date': 'Your text seems to hold a date of birth, which anybody will be able to read.',
};
