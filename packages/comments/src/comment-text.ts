/** What a visitor may write, made tidy, or what is wrong with it in words. */

/** Lengths in UTF-16 units, as the browser's `maxlength` and the CMS's fields count them. */
export const limits = { name: 80, email: 254, body: 5_000 } as const;

export type Field = keyof typeof limits;

export interface CommentText {
  name: string;
  /** Undefined where none was given. */
  email: string | undefined;
  /** Plain text with line breaks (`\n`); an empty line parts paragraphs. */
  body: string;
}

export interface FieldProblem {
  field: Field;
  /** What is wrong and what to do, for the visitor. */
  message: string;
}

export type ReadComment =
  { ok: true; comment: CommentText } | { ok: false; problems: FieldProblem[] };

/**
 * Reads what was typed.
 * @param typed what the fields hold, of any origin.
 * @param emailRequired whether a comment without an address is refused.
 */
export function readComment(
  typed: Partial<Record<Field, unknown>>,
  emailRequired: boolean,
): ReadComment {
  const problems: FieldProblem[] = [];
  const read = (field: Field): string => {
    const value = typed[field] ?? '';
    if (typeof value !== 'string') {
      problems.push({ field, message: 'This must be text.' });
      return '';
    }
    const text = tidy(value);
    const message = problemOf(field, text, emailRequired);
    if (message !== undefined) problems.push({ field, message });
    return text;
  };
  const [name, email, body] = [read('name'), read('email'), read('body')];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, comment: { name, email: email === '' ? undefined : email, body } };
}

/** Invisible characters that come along when text is pasted, and that nobody means. */
const invisible = /[\u00AD\u200B\u2060\uFEFF]/g;

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(invisible, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Control characters, and halves of a pair that stand alone. */
const unprintable = /[^\P{Cc}\n]|\p{Cs}/u;
/** They show text in another order than it is read in. @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Overrides */
const overrides = /[\u202D\u202E]/;
/** More marks over one letter than the writing of any language has. */
const piledMarks = /\p{Mn}{6,}/u;
/** @see https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address */
const emailAddress =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)+$/i;

function problemOf(field: Field, text: string, emailRequired: boolean): string | undefined {
  if (text === '') return missing(field, emailRequired);
  if (text.length > limits[field])
    return `This has ${String(text.length)} characters; at most ${String(limits[field])} fit. Please shorten it.`;
  if (unprintable.test(text))
    return 'This holds characters that cannot be shown. Please type it anew, or paste it as plain text.';
  if (overrides.test(text))
    return 'This holds invisible characters that turn text around. Please type it anew.';
  if (piledMarks.test(text))
    return 'This holds too many marks over one letter. Please take them out.';
  switch (field) {
    case 'name':
      if (text.includes('\n')) return 'A name stands on one line.';
      return /[\p{L}\p{N}]/u.test(text) ? undefined : 'A name has at least one letter.';
    case 'email':
      return emailAddress.test(text)
        ? undefined
        : 'This is not an e-mail address. It looks like name@example.org.';
    case 'body':
      return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)
        ? undefined
        : 'Please write a word or two.';
  }
}

function missing(field: Field, emailRequired: boolean): string | undefined {
  switch (field) {
    case 'name':
      return 'Please give a name. It is shown with your comment; a first name will do.';
    case 'body':
      return 'Please write your comment.';
    case 'email':
      return emailRequired ? 'Please give your e-mail address. It is never shown.' : undefined;
  }
}
