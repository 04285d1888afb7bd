/**
 * One view a node of the article; a missing one fails the typecheck. Views are functions and not
 * Astro components: an article has hundreds of nodes, and a build has millions of them.
 */
import { type Article, type ArticleNode, type NodeName, type NodeOf } from '@meridian/article';
import { anchors } from '@meridian/content';
import { html, Html } from '@meridian/article/markup';
import { callToAction } from './call-to-action.ts';
import type { ArticleContext } from './context.ts';
import { applyMarks } from './marks.ts';
import { picture } from './picture.ts';
import { video } from './video.ts';

type Views = { [N in NodeName]: (node: NodeOf<N>, context: ArticleContext) => Html };

const calloutTitles = {
  note: 'Good to know',
  caution: 'Take care',
  urgent: 'Get help soon',
  emergency: 'Emergency: act now',
} as const;

function cell(
  tag: 'td' | 'th',
  { attrs, content }: NodeOf<'tableCell' | 'tableHeader'>,
  context: ArticleContext,
): Html {
  const [only] = content;
  // A cell of one paragraph is plain text.
  const inner =
    content.length === 1 && only?.type === 'paragraph' ? only.content : (content as ArticleNode[]);
  return html`<${new Html(tag)}${attrs.colspan > 1 && html` colspan="${attrs.colspan}"`}${
    attrs.rowspan > 1 && html` rowspan="${attrs.rowspan}"`
  }>${render(inner, context)}</${new Html(tag)}>`;
}

/** Rows at the top of which every cell is a heading name the columns; see `table`. */
const isHeadRow = (row: NodeOf<'tableRow'>) =>
  row.content.every(({ type }) => type === 'tableHeader');

/**
 * How many rows are the head of a table. A cell ends with the part of the table that it stands in, so the head
 * goes on for as far as its cells reach; a table that would be nothing but its head has none.
 */
function headRows(rows: readonly NodeOf<'tableRow'>[]): number {
  const first = rows.findIndex((row) => !isHeadRow(row));
  let head = first === -1 ? rows.length - 1 : first;
  for (let index = 0; index < head; index += 1)
    for (const { attrs } of rows[index]?.content ?? [])
      head = Math.max(head, index + attrs.rowspan);
  return head < rows.length ? head : 0;
}

const views: Views = {
  doc: ({ content }, context) => render(content, context),
  paragraph: ({ content }, context) => html`<p>${render(content, context)}</p>`,
  heading(node, context) {
    const tag = new Html(`h${String(node.attrs.level)}`);
    return html`<${tag} id="${context.headingId(node)}">${render(node.content, context)}</${tag}>`;
  },
  bulletList: ({ content }, context) => html`<ul dir="auto">${render(content, context)}</ul>`,
  orderedList: ({ attrs, content }, context) =>
    html`<ol dir="auto"${attrs.start !== 1 && html` start="${attrs.start}"`}>${render(content, context)}</ol>`,
  listItem({ content }, context) {
    const [first, ...rest] = content;
    // A tight item: its first paragraph needs no element of its own.
    return html`<li>${render(first.content, context)}${render(rest, context)}</li>`;
  },
  blockquote: ({ content }, context) =>
    html`<blockquote dir="auto">${render(content, context)}</blockquote>`,
  figure({ attrs, content }, context) {
    const media = attrs.image.kind === 'upload' ? context.image(attrs.image.documentId) : undefined;
    if (!media) return html``;
    const alt = attrs.decorative ? '' : attrs.alt;
    const credit = attrs.credit !== '' && html` <small>${attrs.credit}</small>`;
    const hasCaption = content.length > 0 || attrs.credit !== '';
    const image = picture({ media, alt, sizes: '(min-width: 46rem) 42rem, 92vw' });
    const caption = html`<figcaption>${render(content, context)}${credit}</figcaption>`;
    return html`<figure>${image}${hasCaption && caption}</figure>`;
  },
  table({ attrs, content }, context) {
    const split = headRows(content);
    const rows = (from: number, to: number) => render(content.slice(from, to), context);
    const label = attrs.caption === '' ? 'Table' : attrs.caption;
    // The frame scrolls on narrow screens; with a name and a tab stop it does so by keyboard too.
    return html`<div class="table" role="region" aria-label="${label}" tabindex="0"><table dir="auto">${
      attrs.caption !== '' && html`<caption>${attrs.caption}</caption>`
    }${split > 0 && html`<thead>${rows(0, split)}</thead>`}<tbody>${rows(
      split,
      content.length,
    )}</tbody></table></div>`;
  },
  tableRow: ({ content }, context) => html`<tr>${render(content, context)}</tr>`,
  tableCell: (node, context) => cell('td', node, context),
  tableHeader: (node, context) => cell('th', node, context),
  divider: () => html`<hr>`,
  callout: ({ attrs, content }, context) =>
    html`<aside class="callout ${attrs.kind}" dir="auto" aria-label="${calloutTitles[attrs.kind]}"><p class="callout-title" dir="ltr">${
      calloutTitles[attrs.kind]
    }</p>${render(content, context)}</aside>`,
  steps: ({ content }, context) =>
    html`<ol class="steps" dir="auto">${render(content, context)}</ol>`,
  step: ({ content }, context) => html`<li>${render(content, context)}</li>`,
  stepTitle: ({ content }, context) => html`<p class="step-title">${render(content, context)}</p>`,
  faq: ({ content }, context) =>
    html`<div class="faq" dir="auto">${render(content, context)}</div>`,
  faqItem: ({ content }, context) => html`<details>${render(content, context)}</details>`,
  question: ({ content }, context) => html`<summary>${render(content, context)}</summary>`,
  answer: ({ content }, context) => render(content, context),
  callToAction,
  video,
  text: ({ text, marks = [] }, context) => applyMarks(html`${text}`, marks, context),
  hardBreak: () => html`<br>`,
  citation({ attrs }, context) {
    const cited = context.cite(attrs.reference);
    if (!cited) return html``;
    const { number, occurrence } = cited;
    const id = anchors.citation(number, occurrence);
    const label = html`aria-label="Reference ${number}"`;
    const link = context.isPage
      ? html`<button id="${id}" popovertarget="${anchors.note(number)}" ${label}>${number}</button>`
      : html`<a href="#${anchors.reference(number)}" ${label}>${number}</a>`;
    // Joined to the word before and the stop after it: no line begins with either.
    return html`\u2060<sup class="citation">${link}</sup>\u2060`;
  },
};

function render(content: readonly ArticleNode[], context: ArticleContext): Html {
  let markup = '';
  for (const node of content) {
    // The name of the node picks the view for its type, which the type system cannot follow.
    const view = views[node.type] as (node: ArticleNode, context: ArticleContext) => Html;
    markup += view(node, context).markup;
  }
  return new Html(markup);
}

/** An article as the site shows it. */
export function renderArticle(article: Article, context: ArticleContext): Html {
  return render(article.content, context);
}
