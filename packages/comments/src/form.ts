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

export const moderation =
  'Each comment is read by a moderator before it is shown. You can change it for ten minutes and withdraw it at any time.';

/** What is gently asked before a text is sent that seems to hold something private. */
export const privacyQuestions: Record<PrivacyHint, string> = {
  health:
    'Your text seems to tell of your own health. It will be public, and can be found under your name. Is that what you want?',
  phone: 'Your text seems to hold a phone number, which anybody will be able to read.',
  email: 'Your text seems to hold an e-mail address, which anybody will be able to read.',
  'birth date': 'Your text seems to hold a date of birth, which anybody will be able to read.',
};
