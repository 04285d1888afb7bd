/** What formatting an HTML element means, by its name and by its inline style. */
import { isSafeUrl, linkedKinds, type LinkTarget, linkTarget } from '../links.ts';
import { type Mark, marks as markTable } from '../schema.ts';
import type { HtmlElement } from './parse.ts';

type PlainMark = 'bold' | 'italic' | 'subscript' | 'superscript';

const byTag: Partial<Record<string, PlainMark>> = {
  strong: 'bold',
  b: 'bold',
  em: 'italic',
  i: 'italic',
  cite: 'italic',
  dfn: 'italic',
  sub: 'subscript',
  sup: 'superscript',
};

const byStyle: readonly (readonly [RegExp, PlainMark])[] = [
  [/font-weight\s*:\s*(?:bold|[6-9]00)/i, 'bold'],
  [/font-style\s*:\s*(?:italic|oblique)/i, 'italic'],
  [/vertical-align\s*:\s*sub/i, 'subscript'],
  [/vertical-align\s*:\s*super/i, 'superscript'],
];

/** Google Docs wraps all that it copies in `<b style="font-weight:normal">`. */
const negated: Partial<Record<PlainMark, RegExp>> = {
  bold: /font-weight\s*:\s*(?:normal|[1-4]00)/i,
  italic: /font-style\s*:\s*normal/i,
};

/** The marks that an inline element gives to the text in it. */
export function marksOf({ tag, attributes }: HtmlElement): Mark[] {
  const style = attributes.get('style') ?? '';
  const plain = new Set<PlainMark>();
  const named = byTag[tag];
  if (named && !negated[named]?.test(style)) plain.add(named);
  for (const [pattern, mark] of byStyle) if (pattern.test(style)) plain.add(mark);
  const found: Mark[] = [...plain].map((type) => ({ type }));
  const target = tag === 'a' ? targetOf(attributes) : undefined;
  if (target) found.push({ type: 'link', attrs: { target } });
  const language = markTable.language.attrs.safeParse({ lang: attributes.get('lang') });
  if (tag === 'span' && language.success) found.push({ type: 'language', attrs: language.data });
  return found;
}

/** `outer` with `inner` added; of two of the same kind the inner one counts. */
export function withMarks(outer: readonly Mark[], inner: readonly Mark[]): readonly Mark[] {
  if (inner.length === 0) return outer;
  return [...new Map([...outer, ...inner].map((mark) => [mark.type, mark])).values()];
}

/** Where an `<a>` leads, if it may lead there. */
export function targetOf(attributes: ReadonlyMap<string, string>): LinkTarget | undefined {
  for (const kind of linkedKinds) {
    const parsed = linkTarget.safeParse({ kind, documentId: attributes.get(`data-${kind}`) });
    if (parsed.success) return parsed.data;
  }
  const url = attributes.get('href')?.trim() ?? '';
  return isSafeUrl(url) ? { kind: 'url', url } : undefined;
}
