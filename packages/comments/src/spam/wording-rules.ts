/** What the words of a comment say of it. */
import { detect } from 'tinyld/light';
import { decisive, type Rule } from './rule.ts';
import { isDisguised, plainOf, wordsOf } from './tokens.ts';
import { trades } from './trades.ts';

export const wordingRules: readonly Rule[] = [
  {
    name: 'disguised letters',
    judge: ({ name, body }) => {
      const words = `${name} ${body}`.split(/\s+/);
      const disguised =
        words.some(isDisguised) ||
        /[\p{L}\p{N}]\u200B|[\uFF21-\uFF5A]{3}|[\u{1D400}-\u{1D7FF}]{3}/u.test(body);
      return disguised
        ? { text: 'Letters of other alphabets or invisible ones disguise its words.', score: 2 }
        : undefined;
    },
  },
  {
    name: 'language',
    judge: ({ body }, { languages }) => {
      const text = plainWordsOf(body);
      if (wordsOf(text).length < 6) return undefined;
      const language = detect(text);
      return language === '' || languages.has(nameOf(language))
        ? undefined
        : { text: `It seems to be written in ${nameOf(language)}.`, score: 0.1 };
    },
  },
  {
    name: 'offer',
    judge: ({ name, body }) => {
      const text = `${name}\n${wordsOf(body).join(' ')}\n${body.normalize('NFKC')}`;
      const found = trades.filter(({ pattern }) => pattern.test(text));
      const score = found.reduce((sum, trade) => sum + trade.score, 0);
      const names = found.map((trade) => trade.name).join(', ');
      return found.length === 0
        ? undefined
        : { text: `It sounds like an offer: ${names}.`, score: Math.min(score, 1.4) * 0.5 };
    },
  },
  {
    name: 'your site',
    judge: ({ body }) =>
      /\byour (?:site|blog|web ?site|web ?page|page|writeup)\b/i.test(body)
        ? { text: 'It speaks of the site, and not of what stands there.', score: 0.6 }
        : undefined,
  },
  {
    name: 'no words',
    judge: ({ body }) => {
      const words = plainWordsOf(body).match(/\p{Script=Latin}{4,}/gu) ?? [];
      const noise = words.filter((found) => /[bcdfghjklmnpqrstvwxz]{5}/i.test(found));
      return words.length > 0 && noise.length * 3 >= words.length
        ? { text: 'It holds letters that make no words.', score: 1.5 }
        : undefined;
    },
  },
  {
    name: 'repeats itself',
    judge: ({ body }) => {
      const sentences = body
        .split(/[.!?\n]+/)
        .map(plainOf)
        .filter((found) => found.length > 15);
      return new Set(sentences).size < sentences.length
        ? { text: 'It says the same sentence twice.', score: 2 }
        : undefined;
    },
  },
  {
    name: 'to be searched for',
    judge: ({ body }) =>
      /\b(?:google|search(?: for)?|type)\s+["“„'«]/i.test(body)
        ? { text: 'It says what to search for.', score: 0.4 }
        : undefined,
  },
  {
    name: 'blocklist',
    judge: ({ name, body }, { blocklist }) => {
      const text = wordsOf(`${name}\n${body}`).join(' ');
      const raw = `${name}\n${body}`.toLowerCase();
      const found = blocklist.find((entry) => {
        const words = wordsOf(entry).join(' ');
        return (
          raw.includes(entry.toLowerCase()) || (words !== '' && ` ${text} `.includes(` ${words} `))
        );
      });
      return found === undefined
        ? undefined
        : { text: `It holds “${found}”, which is on the blocklist.`, score: decisive };
    },
  },
];

/** A text without what is, or holds, an address. */
const plainWordsOf = (text: string): string =>
  text
    .split(/\s+/)
    .filter((word) => !/[@/]/.test(word))
    .join(' ');

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const nameOf = (language: string) => languageNames.of(language) ?? language;
