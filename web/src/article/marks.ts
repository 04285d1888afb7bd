/** One view a mark of the article; a missing one fails the typecheck. */
import type { Mark, MarkName, MarkOf } from '@meridian/article';
import { html, type Html } from '@meridian/article/markup';
import type { ArticleContext } from './context.ts';

type MarkViews = {
  [M in MarkName]: (mark: MarkOf<M>, inner: Html, context: ArticleContext) => Html;
};

const markViews: MarkViews = {
  link({ attrs }, inner, context) {
    const href = context.href(attrs.target);
    // A link to what is not published leads nowhere: its words stay.
    return href === undefined ? inner : html`<a href="${href}">${inner}</a>`;
  },
  language: ({ attrs }, inner) => html`<span lang="${attrs.lang}">${inner}</span>`,
  bold: (_mark, inner) => html`<strong>${inner}</strong>`,
  italic: (_mark, inner) => html`<em>${inner}</em>`,
  subscript: (_mark, inner) => html`<sub>${inner}</sub>`,
  superscript: (_mark, inner) => html`<sup>${inner}</sup>`,
};

/** Wraps `inner` into its marks, the first one outermost. */
export function applyMarks(inner: Html, marks: readonly Mark[], context: ArticleContext): Html {
  return marks.reduceRight((wrapped, mark) => {
    // The name of the mark picks the view for its type, which the type system cannot follow.
    const view = markViews[mark.type] as (mark: Mark, inner: Html, context: ArticleContext) => Html;
    return view(mark, wrapped, context);
  }, inner);
}
