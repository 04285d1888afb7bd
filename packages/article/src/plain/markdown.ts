/** Plain text as people write it for programs that know Markdown. */
import MarkdownIt from 'markdown-it';

/** Marks that nobody writes by chance. */
const telling =
  /^#{1,6} \S|^```|\*\*\S[^*]*\*\*|\[[^[\]\n]+\]\(https?:\/\/|^\|?[ \t]*:?-{3,}:?[ \t]*\|/m;
const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)]) \S/gm;
const quote = /^> \S/gm;
/** The box of a task; an article has lists without boxes. */
const box = /^([ \t]*(?:[-*+]|\d{1,9}[.)]) )\[[ xX]\] /gm;

const reader = new MarkdownIt({ html: true, linkify: true });
// Whoever reads the HTML judges all links, those of other ways in too.
reader.validateLink = () => true;
// “L.Ac.” is a credential, and no address.
reader.linkify.set({ fuzzyLink: false });

/** Elements that people write as HTML; what else stands between these signs are words of theirs. */
const element =
  /^<(?:!--|\/?(?:a|abbr|address|article|aside|b|blockquote|br|button|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li|main|mark|math|nav|object|ol|option|p|picture|pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|tr|u|ul|var|video|wbr)\b)/i;
const asWritten = (tokens: readonly { content: string }[], index: number): string => {
  const { content } = tokens[index] ?? { content: '' };
  return element.test(content.trimStart()) ? content : reader.utils.escapeHtml(content);
};
reader.renderer.rules.html_inline = asWritten;
reader.renderer.rules.html_block = asWritten;

/**
 * Characters; a text that is longer is taken as it stands. Others read Markdown in the square of its
 * length where somebody means it to take long; this one keeps below a second up to here.
 */
const longest = 200_000;
/** Addresses are looked for in the square of a paragraph's length. */
const longestParagraph = 10_000;

/** Whether a text is likely to be Markdown: by one clear mark, or several items or quoted lines. */
export function looksLikeMarkdown(text: string): boolean {
  if (text.length > longest) return false;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return telling.test(text) || count(item) >= 2 || count(quote) >= 2;
}

/**
 * HTML of a Markdown text; whatever HTML stood in it is still there, and not safe. Where only its lists
 * or quotations look like Markdown, its lines end where they end.
 */
export function markdownToHtml(text: string): string {
  const linkify = text.split(/\n\s*\n/).every(({ length }) => length <= longestParagraph);
  return reader.set({ linkify, breaks: !telling.test(text) }).render(text.replace(box, '$1'));
}
