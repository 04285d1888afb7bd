/** What counts as a word, and which words count as the same: for texts and for questions alike. */
import { stemmer } from 'stemmer';

/** Words that stand in nearly every text, so that they tell nothing of one. */
const fillers = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have how i if in into is ' +
    'it its me my of on or our so such than that the their them then there these they this to was we ' +
    'were what when where which who why will with would you your'
  ).split(' '),
);

/** Scripts that set no spaces between words: any two letters in a row are taken for one. */
// The mark for a long vowel belongs to no script by itself.
const unspaced =
  '\\u30fc\\uff70\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u');
const spaced = `(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`;
const wordPattern = new RegExp(`[${unspaced}]+|${spaced}(?:['’]${spaced})*`, 'gu');

/** Accents, and the vowel points of Hebrew and Arabic, which many leave out. */
const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f'’]/g;

/** Longer ones are no words, and nobody types them. */
const longest = 40;

/** A word as it stands in a text, at its place. */
export interface Word {
  /** The forms under which it is found; several for scripts without spaces. */
  terms: string[];
  /** The last letter, where one letter is a word: of the others each begins a pair. */
  last: string | undefined;
  start: number;
  end: number;
}

/** The words of a text, in order. */
export function* wordsIn(text: string): Generator<Word> {
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    const terms = termsOf(word);
    if (terms.length === 0) continue;
    const letters = isOfUnspaced(word) ? Array.from(terms.at(-1) ?? '') : [];
    const last = letters.length > 1 ? letters.at(-1) : undefined;
    yield { terms, last, start: index, end: index + word.length };
  }
}

/** The word without accents, capitals and apostrophes, as it is when somebody has typed half of it. */
export const plain = (word: string): string =>
  word.normalize('NFKD').replace(accents, '').normalize('NFC').toLowerCase();

/** Whether a word is of a script in which one letter is a word. */
export const isOfUnspaced = (word: string): boolean => isUnspaced.test(word);

export const isFiller = (term: string): boolean => fillers.has(term);

/** Of words as they are written: a site has few, over and over. */
const known = new Map<string, string[]>();
const mostKnown = 100_000;

function termsOf(word: string): string[] {
  let terms = known.get(word);
  if (!terms) {
    terms = makeTerms(word);
    if (known.size >= mostKnown) known.clear();
    known.set(word, terms);
  }
  return terms;
}

function makeTerms(word: string): string[] {
  const letters = plain(word);
  if (isUnspaced.test(letters)) return pairsOf(Array.from(letters));
  if (letters === '' || letters.length > longest) return [];
  if (fillers.has(letters)) return [letters];
  return [/^[a-z]+$/.test(letters) ? stemmer(letters) : letters];
}

function pairsOf(letters: readonly string[]): string[] {
  if (letters.length === 1) return [...letters];
  return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
}
