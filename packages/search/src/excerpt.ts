/** The piece of a text that answers a question, with the words that were asked for marked. */
import { type Asked, wordsAsked } from './query.ts';
import { plain, type Word, wordsIn } from './words.ts';

export interface Piece {
  text: string;
  /** Whether it was asked for. */
  isMatch: boolean;
}

/** How many words an excerpt has. */
const usualLength = 32;
/** How many of them come before the first match, where there are more. */
const before = 6;

/** Splits a text at the words that a question asks for. */
export function marked(text: string, question: string): Piece[] {
  return piecesOf(text, wordsWithMatches(text, wordsAsked(question)), 0, text.length);
}

/** The stretch of one block with the most different words of the question; nothing where none is. */
export function excerptOf(blocks: readonly string[], question: string): Piece[] {
  const asked = wordsAsked(question);
  let best: { block: string; words: Match[]; from: number; to: number; score: number } | undefined;
  for (const block of blocks) {
    if (!mayHold(block, asked)) continue;
    const words = wordsWithMatches(block, asked);
    for (const [index, { place }] of words.entries()) {
      if (place < 0) continue;
      const window = words.slice(index, index + usualLength).filter((word) => word.place >= 0);
      const score =
        new Set(window.map((word) => word.place)).size + Math.min(window.length, 5) / 10;
      if (best && score <= best.score) continue;
      const first = Math.max(0, Math.min(index - before, words.length - usualLength));
      const last = Math.min(words.length, first + usualLength) - 1;
      best = { block, words, from: words[first]?.start ?? 0, to: words[last]?.end ?? 0, score };
    }
  }
  if (!best) return [];
  const { block, words } = best;
  // A quotation mark before the first word, or a stop after the last, is no reason for dots.
  const from = best.from <= 1 ? 0 : best.from;
  const to = block.length - best.to <= 2 ? block.length : best.to;
  return [
    ...(from > 0 ? [{ text: '… ', isMatch: false }] : []),
    ...piecesOf(block, words, from, to),
    ...(to < block.length ? [{ text: ' …', isMatch: false }] : []),
  ];
}

/** A word of a text, and which word of the question it is; -1 for one that was not asked for. */
interface Match extends Word {
  place: number;
}

/** How many letters an ending may take from a word, or change in it. */
const endings = 2;

/** Whether a block can hold a word that was asked for: far quicker to say than which words it holds. */
function mayHold(block: string, asked: readonly Asked[]): boolean {
  const letters = plain(block);
  const roots = asked.flatMap(({ terms, beginning }) => [
    ...terms,
    ...(beginning === undefined ? [] : [beginning]),
  ]);
  return roots.some((term) => letters.includes(term.slice(0, Math.max(2, term.length - endings))));
}

function wordsWithMatches(text: string, asked: readonly Asked[]): Match[] {
  return Array.from(wordsIn(text), (word) => {
    const letters = plain(text.slice(word.start, word.end));
    const place = asked.findIndex(
      ({ terms, beginning }) =>
        terms.every((term) => word.terms.includes(term)) ||
        (beginning !== undefined && letters.startsWith(beginning)),
    );
    return { ...word, place };
  });
}

function piecesOf(text: string, words: readonly Match[], from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  let end = from;
  for (const word of words) {
    if (word.place < 0 || word.start < from || word.end > to) continue;
    if (word.start > end) pieces.push({ text: text.slice(end, word.start), isMatch: false });
    pieces.push({ text: text.slice(word.start, word.end), isMatch: true });
    end = word.end;
  }
  if (end < to) pieces.push({ text: text.slice(end, to), isMatch: false });
  return pieces;
}
