/** Plain text as people write it for programs that know Markdown. */
import { marked } from 'marked';

/** Marks that nobody writes by chance. */
const telling = /^#{1,6} \S|^```|\*\*\S[^*]*\*\*|\[[^\]]+\]\(https?:\/\/|^\|?\s*:?-{3,}:?\s*\|/m;
const item = /^\s*(?:[-*+]|\d+[.)]) \S/gm;
const quote = /^> \S/gm;

/** Whether a text is likely to be Markdown: by one clear mark, or several items or quoted lines. */
export function looksLikeMarkdown(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return telling.test(text) || count(item) >= 2 || count(quote) >= 2;
}

/**
 * HTML of a Markdown text; whatever HTML stood in it is still there, and not safe. Where only its lists
 * or quotations look like Markdown, its lines end where they end.
 */
export function markdownToHtml(text: string): string {
  return marked.parse(text, { async: false, gfm: true, breaks: !telling.test(text) });
}
