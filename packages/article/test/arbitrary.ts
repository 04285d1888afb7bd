/** Random articles and random, hostile HTML for property tests. */
import fc from 'fast-check';
import type { Article, ArticleNode, NodeName } from '../src/index.ts';
import { validate } from '../src/index.ts';
import { contentTerms, isTextblock } from '../src/schema.ts';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const documentId = fc.stringMatching(/^[a-z0-9]{1,24}$/);
const target = fc.oneof(
  fc.webUrl().map((url) => ({ kind: 'url', url })),
  fc.record({ kind: fc.constantFrom('post', 'author', 'clinic', 'topic'), documentId }),
);

const attrs: Partial<Record<NodeName, fc.Arbitrary<object>>> = {
  heading: fc.record({ level: fc.constantFrom(2, 3, 4) }),
  orderedList: fc.record({ start: fc.integer({ min: 0, max: 99 }) }),
  figure: fc.record({
    image: fc.oneof(
      documentId.map((id) => ({ kind: 'upload', documentId: id })),
      fc.webUrl().map((url) => ({ kind: 'url', url })),
    ),
    alt: fc.oneof(fc.constant(''), words),
    decorative: fc.boolean(),
    credit: fc.oneof(fc.constant(''), words),
  }),
  table: fc.record({ caption: fc.oneof(fc.constant(''), words) }),
  tableCell: fc.record({ colspan: fc.integer({ min: 1, max: 9 }), rowspan: fc.constant(1) }),
  tableHeader: fc.record({ colspan: fc.constant(1), rowspan: fc.integer({ min: 1, max: 9 }) }),
  callout: fc.record({ kind: fc.constantFrom('note', 'caution', 'urgent', 'emergency') }),
  callToAction: fc.oneof(
    fc.record({ action: fc.constantFrom('book', 'call', 'visit'), label: words }),
    fc.record({ action: fc.constant('link'), label: words, target }),
  ),
  video: fc.record({ url: fc.webUrl(), title: fc.stringMatching(/^[a-z]{1,9}$/) }),
  citation: fc.record({ reference: fc.stringMatching(/^[a-z]{1,9}(-[0-9]{4})?$/) }),
};

const mark = fc.oneof(
  fc.constantFrom(
    { type: 'bold' },
    { type: 'italic' },
    { type: 'subscript' },
    { type: 'superscript' },
  ),
  target.map((value) => ({ type: 'link', attrs: { target: value } })),
  fc.constant({ type: 'language', attrs: { lang: 'es' } }),
);

const text = fc.record({
  type: fc.constant('text'),
  text: words,
  marks: fc.uniqueArray(mark, { selector: ({ type }) => type, maxLength: 3 }),
});

function node(name: NodeName, depth: number): fc.Arbitrary<unknown> {
  if (name === 'text') return text;
  const parts: Record<string, fc.Arbitrary<unknown>> = { type: fc.constant(name) };
  const own = attrs[name];
  if (own) parts.attrs = own;
  const terms = contentTerms(name);
  if (terms.length > 0)
    parts.content = fc
      .tuple(
        ...terms.map((term) => {
          // Near the bottom only text is left to choose, so that documents end.
          const names = term.names as readonly NodeName[];
          const shallow = names.filter(
            (child) => isTextblock(child) || contentTerms(child).length === 0,
          );
          const choice = depth > 4 && shallow.length > 0 ? shallow : names;
          const child = fc.constantFrom(...choice).chain((chosen) => node(chosen, depth + 1));
          return fc.array(child, { minLength: term.min, maxLength: term.many ? 3 : 1 });
        }),
      )
      .map((lists) => lists.flat());
  return fc.record(parts);
}

/** Canonical articles that use every node and mark. */
export const article: fc.Arbitrary<Article> = node('doc', 0)
  .map((value) => validate(value))
  .filter((result) => result.ok)
  .map((result) => result.article);

const fragments = [
  '<p>', '</p>', '<div>', '</div>', '<b>', '</i>', '<ul>', '<li>', '</ul>', '<ol data-steps>',
  '<table>', '<td colspan=9999>', '<tr>', '</table>', '<h1>', '</h6>', '<h3 onclick="x">', '<br>',
  '<hr/>', '<img src="javascript:x">', '<img src="https://a.example/b.png">', '<figure>', '</figure>',
  '<figcaption>', '<small>', '<a href="javascript:alert(1)">', '<a href=" https://a.example ">',
  '<a data-post="abc">', '</a>', '<script>', '</script>', '<style>', '<!--[if mso]>', '<![endif]-->',
  '<svg onload=x>', '<iframe src=x>', '<dl data-faq>', '<dt>', '<dd>', '<aside data-callout=note>',
  '<p data-step-title>', '<p data-video>', '<p data-call-to-action="link">', '<cite data-reference="a-1">',
  '&nbsp;', '&#0;', '&#xD800;', '&lt;script&gt;', '\u0000', '\ud800', '<pre>\n', '<caption>',
  '<span style="display:none">', '<span lang="es">', '<blockquote>', '<textarea>', '<', '>', '"', ' ',
]; // prettier-ignore

/** HTML of every degree of brokenness. */
export const html: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...fragments) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
      { weight: 1, arbitrary: words },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

/** JSON that is nearly, or not at all, an article. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  node('doc', 0),
  fc.letrec((tie) => ({
    broken: fc.record(
      {
        type: fc.constantFrom(
          'doc',
          'paragraph',
          'text',
          'table',
          'figure',
          'nothing',
          '__proto__',
        ),
        attrs: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
        marks: fc.jsonValue(),
        text: fc.oneof(fc.string(), fc.integer()),
        content: fc.oneof(fc.array(tie('broken'), { maxLength: 4 }), fc.jsonValue()),
      },
      { requiredKeys: ['type'] },
    ),
  })).broken,
);

export type { ArticleNode };
