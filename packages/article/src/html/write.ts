/**
 * An article as HTML: the form in which feeds, the clipboard and people who write by hand exchange
 * it. `fromHtml` reads it back to the same article.
 */
import type { LinkTarget } from '../links.ts';
import type { Article, ArticleNode, Mark, MarkOf, NodeName, NodeOf, TextNode } from '../schema.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

function targetAttribute(target: LinkTarget): string {
  return target.kind === 'url'
    ? `href="${escape(target.url)}"`
    : `data-${target.kind}="${target.documentId}"`;
}

type Writers = { [N in NodeName]: (node: NodeOf<N>) => string };
type MarkWriters = { [M in Mark['type']]: (mark: MarkOf<M>) => [open: string, close: string] };

const markWriters: MarkWriters = {
  link: ({ attrs }) => [`<a ${targetAttribute(attrs.target)}>`, '</a>'],
  language: ({ attrs }) => [`<span lang="${attrs.lang}">`, '</span>'],
  bold: () => ['<strong>', '</strong>'],
  italic: () => ['<em>', '</em>'],
  subscript: () => ['<sub>', '</sub>'],
  superscript: () => ['<sup>', '</sup>'],
};

function writeText({ text, marks = [] }: TextNode): string {
  return marks.reduceRight((inner, mark) => {
    const write = markWriters[mark.type] as (mark: Mark) => [string, string];
    const [open, close] = write(mark);
    return open + inner + close;
  }, escape(text));
}

function writeCell(
  tag: 'td' | 'th',
  { attrs, content }: NodeOf<'tableCell' | 'tableHeader'>,
): string {
  const columns = attrs.colspan > 1 ? ` colspan="${String(attrs.colspan)}"` : '';
  const rows = attrs.rowspan > 1 ? ` rowspan="${String(attrs.rowspan)}"` : '';
  return `<${tag}${columns}${rows}>${write(content)}</${tag}>`;
}

const writers: Writers = {
  doc: ({ content }) => write(content),
  paragraph: ({ content }) => `<p>${write(content)}</p>`,
  heading: ({ attrs, content }) => {
    const tag = `h${String(attrs.level)}`;
    return `<${tag}>${write(content)}</${tag}>`;
  },
  bulletList: ({ content }) => `<ul>${write(content)}</ul>`,
  orderedList: ({ attrs, content }) => {
    const start = attrs.start === 1 ? '' : ` start="${String(attrs.start)}"`;
    return `<ol${start}>${write(content)}</ol>`;
  },
  listItem: ({ content }) => `<li>${write(content)}</li>`,
  blockquote: ({ content }) => `<blockquote>${write(content)}</blockquote>`,
  figure: ({ attrs, content }) => {
    const { image, alt, decorative, credit } = attrs;
    const source =
      image.kind === 'upload' ? `data-upload="${image.documentId}"` : `src="${escape(image.url)}"`;
    const small = credit === '' ? '' : `<small>${escape(credit)}</small>`;
    const caption = write(content) + small;
    return (
      `<figure><img ${source} alt="${escape(alt)}"${decorative ? ' data-decorative' : ''}>` +
      (caption === '' ? '' : `<figcaption>${caption}</figcaption>`) +
      '</figure>'
    );
  },
  table: ({ attrs, content }) => {
    const caption = attrs.caption === '' ? '' : `<caption>${escape(attrs.caption)}</caption>`;
    return `<table>${caption}<tbody>${write(content)}</tbody></table>`;
  },
  tableRow: ({ content }) => `<tr>${write(content)}</tr>`,
  tableCell: (node) => writeCell('td', node),
  tableHeader: (node) => writeCell('th', node),
  divider: () => '<hr>',
  callout: ({ attrs, content }) => `<aside data-callout="${attrs.kind}">${write(content)}</aside>`,
  steps: ({ content }) => `<ol data-steps>${write(content)}</ol>`,
  step: ({ content }) => `<li>${write(content)}</li>`,
  stepTitle: ({ content }) => `<p data-step-title>${write(content)}</p>`,
  faq: ({ content }) => `<dl data-faq>${write(content)}</dl>`,
  faqItem: ({ content }) => write(content),
  question: ({ content }) => `<dt>${write(content)}</dt>`,
  answer: ({ content }) => `<dd>${write(content)}</dd>`,
  callToAction: ({ attrs }) => {
    const label = escape(attrs.label);
    const inner = attrs.target ? `<a ${targetAttribute(attrs.target)}>${label}</a>` : label;
    return `<p data-call-to-action="${attrs.action}">${inner}</p>`;
  },
  video: ({ attrs }) =>
    `<p data-video><a href="${escape(attrs.url)}">${escape(attrs.title)}</a></p>`,
  text: writeText,
  hardBreak: () => '<br>',
  citation: ({ attrs }) => `<cite data-reference="${attrs.reference}"></cite>`,
};

function write(content: readonly ArticleNode[]): string {
  return content
    .map((node) => (writers[node.type] as (node: ArticleNode) => string)(node))
    .join('');
}

/** Writes an article as one line of HTML. */
export function toHtml(article: Article): string {
  return write([article]);
}
