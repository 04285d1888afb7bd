/** The piece of a text that answers a question, with the words that were asked for marked. */
import { wordsAsked } from './query.ts';
import { plain, wordsIn } from './words.ts';

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
  return piecesOf(text, matchesIn(text, question), 0, text.length);
}

/** The stretch of one block with the most different words of the question; nothing where none is. */
export function excerptOf(blocks: readonly string[], question: string): Piece[] {
  let best: { block: string; from: number; to: number; score: number } | undefined;
  for (const block of blocks) {
    const words = [...wordsIn(block)];
    const matches = matchesIn(block, question);
    const asked = words.map(({ start }) => matches.get(start)?.asked);
    words.forEach((word, index) => {
      if (asked[index] === undefined) return;
      const window = asked.slice(index, index + usualLength).filter((at) => at !== undefined);
      const score = new Set(window).size + Math.min(window.length, 5) / 10;
      if (best && score <= best.score) return;
      const from = words[Math.max(0, Math.min(index - before, words.length - usualLength))] ?? word;
      const to = words[Math.min(words.length, words.indexOf(from) + usualLength) - 1] ?? word;
      best = { block, from: from.start, to: to.end, score };
    });
  }
  if (!best) return [];
  const { block, from, to } = best;
  const start = from <= 1 ? 0 : from;
  const end = block.length - to <= 2 ? block.length : to;
  return [
    ...(start > 0 ? [{ text: '… ', isMatch: false }] : []),
    ...piecesOf(block, matchesIn(block, question), start, end),
    ...(end < block.length ? [{ text: ' …', isMatch: false }] : []),
  ];
}

interface Match {
  end: number;
  /** Which word of the question it is. */
  asked: number;
}

/** The words of a text that a question asks for, by where they start. */
function matchesIn(text: string, question: string): Map<number, Match> {
  const asked = wordsAsked(question);
  const matches = new Map<number, Match>();
  for (const { terms, start, end } of wordsIn(text)) {
    const letters = plain(text.slice(start, end));
    const place = asked.findIndex(
      ({ terms: wanted, beginning }) =>
        wanted.every((term) => terms.includes(term)) ||
        (beginning !== undefined && letters.startsWith(beginning)),
    );
    if (place >= 0) matches.set(start, { end, asked: place });
  }
  return matches;
}

function piecesOf(
  text: string,
  matches: ReadonlyMap<number, Match>,
  from: number,
  to: number,
): Piece[] {
  const pieces: Piece[] = [];
  let place = from;
  for (const [start, { end }] of matches) {
    if (start < from || end > to) continue;
    if (start > place) pieces.push({ text: text.slice(place, start), isMatch: false });
    pieces.push({ text: text.slice(start, end), isMatch: true });
    place = end;
  }
  if (place < to) pieces.push({ text: text.slice(place, to), isMatch: false });
  return pieces;
}
