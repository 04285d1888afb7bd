/** An article as plain text, and what is measured on it. */
import type { Article, ArticleNode } from './schema.ts';

const inlineTypes = new Set<ArticleNode['type']>(['text', 'hardBreak', 'citation']);

/** Plain text, blocks separated by an empty line, line breaks kept. */
export function toText(article: Article): string {
  return blockTexts(article).join('\n\n');
}

/** The plain text of an inline sequence, such as a heading's content. */
export function inlineText(content: readonly ArticleNode[]): string {
  return content
    .map((node) => (node.type === 'text' ? node.text : node.type === 'hardBreak' ? '\n' : ''))
    .join('');
}

function blockTexts(node: ArticleNode): string[] {
  switch (node.type) {
    case 'callToAction':
      return [node.attrs.label];
    case 'video':
      return [node.attrs.title];
    default: {
      if (!('content' in node)) return [];
      const content: readonly ArticleNode[] = node.content;
      const caption =
        node.type === 'table' && node.attrs.caption !== '' ? [node.attrs.caption] : [];
      if (content.every(({ type }) => inlineTypes.has(type))) {
        const text = inlineText(content);
        return text === '' ? [] : [text];
      }
      return [...caption, ...content.flatMap(blockTexts)];
    }
  }
}

/** Thai, Lao, Myanmar, Khmer, Japanese and Chinese write words without spaces between them. */
const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;

const wordCharacter = /[\p{L}\p{N}]/u;

/** Most parts begin with a plain letter, which is told without the expression, in half the time. */
function isWord(part: string): boolean {
  const first = part.charCodeAt(0) | 0x20;
  return (first >= 0x61 && first <= 0x7a) || wordCharacter.test(part);
}

/** Number of words, in any script. */
export function countWords(text: string): number {
  // Intl.Segmenter knows every script but takes twenty times as long as splitting at spaces.
  if (!unspaced.test(text)) return text.split(/\s+/).filter(isWord).length;
  let words = 0;
  for (const { isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text))
    if (isWordLike === true) words += 1;
  return words;
}

/**
 * Silent reading of English non-fiction, in words a minute: M. Brysbaert, “How many words do we
 * read per minute?”, Journal of Memory and Language 109 (2019).
 */
const wordsPerMinute = 238;

/** Minutes that reading so many words takes, rounded up, at least 1. */
export function minutesToRead(words: number): number {
  return Math.max(1, Math.ceil(words / wordsPerMinute));
}

/** Minutes that reading takes, rounded up, at least 1. */
export function readingTime(article: Article): number {
  return minutesToRead(countWords(toText(article)));
}

/**
 * The beginning of a text, at most `maxLength` UTF-16 units long with the ellipsis, cut between
 * words and never within a character, in any script.
 */
export function excerpt(text: string, maxLength: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= maxLength) return line;
  const room = maxLength - 1;
  let end = lastStart(line, room, 'word');
  // A single word longer than all the room: cut it between characters.
  if (end === 0) end = lastStart(line, room, 'grapheme');
  return `${line.slice(0, end).replace(/[\s\p{P}]+$/u, '')}…`;
}

/** The last position up to `limit` at which a segment starts. */
function lastStart(text: string, limit: number, granularity: 'word' | 'grapheme'): number {
  let last = 0;
  const head = text.slice(0, limit + 100);
  for (const { index } of new Intl.Segmenter(undefined, { granularity }).segment(head)) {
    if (index > limit) break;
    last = index;
  }
  return last;
}
