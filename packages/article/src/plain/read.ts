/** Plain text in, a valid article out; Markdown is read as what it means. */
import { type ReadHtml, readHtml, type ReadOptions } from '../html/read.ts';
import { looksLikeMarkdown, markdownToHtml } from './markdown.ts';

/**
 * Reads plain text into an article: an empty line ends a paragraph, another one is a line break.
 * @throws TooManyElementsError
 */
export function readText(text: string, options: ReadOptions = {}): ReadHtml {
  // Bullets of word processors are items too.
  const lines = text
    .replace(/\r\n?|[\v\u2028\u2029]/g, '\n')
    .replace(/^([ \t]*)[•◦▪‣·]\s+/gm, '$1- ');
  return readHtml(looksLikeMarkdown(lines) ? markdownToHtml(lines) : paragraphs(lines), options);
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.replace(/[&<>]/g, (character) => escapes[character] ?? character))
    .map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`)
    .join('');
}
