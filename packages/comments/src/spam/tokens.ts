/** The words of a comment as the filter knows them. */
import { linksIn } from '../paragraphs.ts';
import { hostsIn, withoutAddresses } from './addresses.ts';

/** A comment under suspicion, as it came: what tidying removes gives spam away too. */
export interface Suspect {
  name: string;
  body: string;
  email?: string | undefined;
}

/** Letters of other alphabets that look like Latin ones. @see https://www.unicode.org/reports/tr39/ */
const lookAlikes = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    і: 'i',
    ѕ: 's',
    ј: 'j',
    ԁ: 'd',
    ɡ: 'g',
    ԛ: 'q',
    ѡ: 'w',
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
  }),
);

const invisible = /\p{Cf}/gu;
const word = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;
const latin = /\p{Script=Latin}/u;
const lookAlike = new RegExp(`[${[...lookAlikes.keys()].join('')}]`, 'iu');
/** Scripts that put no spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whether a word mixes Latin letters with others that look like them. */
export const isDisguised = (text: string): boolean => lookAlike.test(text) && latin.test(text);

/** The words of a text without disguise: wide letters, look-alikes and what nobody sees are undone. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').replace(invisible, '').toLowerCase();
  return [...plain.matchAll(word)].flatMap(([found]) =>
    unspaced.test(found) ? pairs(found) : [isDisguised(found) ? unmask(found) : found],
  );
}

/** Letters and digits alone, to find a name however it is written. */
export const plainOf = (text: string): string =>
  text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const unmask = (disguised: string): string =>
  Array.from(disguised, (letter) => lookAlikes.get(letter) ?? letter).join('');

function pairs(text: string): string[] {
  const letters = Array.from(text);
  return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
}

/** Each token once: how often a word stands there says little. */
export function tokensOf({ name, body }: Suspect): string[] {
  const words = wordsOf(withoutAddresses(body));
  const tokens = new Set(words);
  // Two words together tell "free spins" from a free afternoon.
  for (const [index, next] of words.slice(1).entries()) tokens.add(`${words[index] ?? ''} ${next}`);
  for (const part of wordsOf(name)) tokens.add(`name:${part}`);
  for (const host of hostsIn(`${name}\n${body}`)) tokens.add(`host:${host}`);
  tokens.add(`links:${String(Math.min(linksIn(body).length, 3))}`);
  for (const [trait, pattern] of Object.entries(traits))
    if (pattern.test(body)) tokens.add(`trait:${trait}`);
  const last = body.trimEnd().split(/\s+/).at(-1) ?? '';
  if (hostsIn(last).length > 0) tokens.add('trait:link at its end');
  if (/^\p{Lu}[\p{L}'’-]+(?: \p{Lu}\.?[\p{L}'’-]*)?$/u.test(name)) tokens.add('trait:plain name');
  return [...tokens];
}

/** How a text is written, beside its words. */
const traits = {
  price: /[$€£¥]\s?\d|\d\s?(?:[$€£¥]|euros?\b|usd\b|dollars\b)/i,
  percentage: /\d\s?%/,
  'trade name': /\b\p{Lu}\p{Ll}+\p{Lu}\p{Ll}+/u,
  question: /[?？؟]/,
  exclamations: /!.*!/s,
  handle: /@[a-z]/i,
  'first person': /\bI\b/,
  'your site': /\byour (?:site|blog|web ?site|web ?page|page)\b/i,
  ornaments: />>|→|»|👉|✅|🔥|💰|•/u,
};
