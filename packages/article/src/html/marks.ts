/** What formatting an HTML element means, by its name and by its inline style. */
import { isSafeUrl, linkedKinds, type LinkTarget, linkTarget } from '../links.ts';
import { type Mark, marks as markTable } from '../schema.ts';
import { meantAddress } from './addresses.ts';
import type { HtmlElement } from './parse.ts';

type PlainMark = 'bold' | 'italic' | 'subscript' | 'superscript';

const byTag: ReadonlyMap<string, PlainMark> = new Map([
  ['strong', 'bold'],
  ['b', 'bold'],
  ['em', 'italic'],
  ['i', 'italic'],
  ['cite', 'italic'],
  ['dfn', 'italic'],
  ['sub', 'subscript'],
  ['sup', 'superscript'],
]);

type StyleRule = readonly [property: string, value: RegExp];

const byStyle: readonly (readonly [...StyleRule, PlainMark])[] = [
  ['font-weight', /^(?:bold|[6-9]00)/, 'bold'],
  ['font-style', /^(?:italic|oblique)/, 'italic'],
  ['vertical-align', /^sub/, 'subscript'],
  ['vertical-align', /^super/, 'superscript'],
];

/** Google Docs wraps all that it copies in `<b style="font-weight:normal">`. */
const negated: Partial<Record<PlainMark, StyleRule>> = {
  bold: ['font-weight', /^(?:normal|[1-4]00)/],
  italic: ['font-style', /^normal/],
};

/** The inline style of an element by property, in small letters. */
function styleOf({ attributes }: HtmlElement): ReadonlyMap<string, string> {
  const declarations = (attributes.get('style') ?? '').toLowerCase().split(';');
  return new Map(
    declarations.map((declaration): [string, string] => {
      const [property = ''] = declaration.split(':', 1);
      return [property.trim(), declaration.slice(property.length + 1).trim()];
    }),
  );
}

/** The marks that an inline element gives to the text in it. */
export function marksOf(element: HtmlElement): Mark[] {
  const { tag, attributes } = element;
  const style = styleOf(element);
  const has = ([property, value]: StyleRule) => value.test(style.get(property) ?? '');
  const plain = new Set<PlainMark>();
  const named = byTag.get(tag);
  const not = named && negated[named];
  if (named && !(not && has(not))) plain.add(named);
  for (const [property, value, mark] of byStyle) if (has([property, value])) plain.add(mark);
  const found: Mark[] = [...plain].map((type) => ({ type }));
  const target = tag === 'a' ? targetOf(attributes) : undefined;
  if (target) found.push({ type: 'link', attrs: { target } });
  const language = markTable.language.attrs.safeParse({ lang: attributes.get('lang') });
  if (tag === 'span' && language.success) found.push({ type: 'language', attrs: language.data });
  return found;
}

/** What the style of an element says by itself, whatever element it is. */
export function marksOfStyle(element: HtmlElement): Mark[] {
  const style = styleOf(element);
  const found = byStyle.filter(([property, value]) => value.test(style.get(property) ?? ''));
  return [...new Set(found.map(([, , mark]) => mark))].map((type) => ({ type }));
}

/** Text is above the line or below it. */
const excludes = (a: Mark, b: Mark): boolean =>
  (a.type === 'subscript' && b.type === 'superscript') ||
  (a.type === 'superscript' && b.type === 'subscript');

/** `outer` with `inner` added; of two of the same kind the inner one counts. */
export function withMarks(outer: readonly Mark[], inner: readonly Mark[]): readonly Mark[] {
  if (inner.length === 0) return outer;
  const kept = outer.filter((mark) => !inner.some((other) => excludes(other, mark)));
  return [...new Map([...kept, ...inner].map((mark) => [mark.type, mark])).values()];
}

/** Where an `<a>` leads, if it may lead there. */
export function targetOf(attributes: ReadonlyMap<string, string>): LinkTarget | undefined {
  for (const kind of linkedKinds) {
    const parsed = linkTarget.safeParse({ kind, documentId: attributes.get(`data-${kind}`) });
    if (parsed.success) return parsed.data;
  }
  const url = withoutSpaces(meantAddress(attributes.get('href')?.trim() ?? ''));
  return isSafeUrl(url) ? { kind: 'url', url } : undefined;
}

/** Telephone numbers as people write them, and subjects of letters. */
function withoutSpaces(address: string): string {
  if (/^tel:/i.test(address)) return address.replace(/[\s().]/g, '');
  return /^mailto:/i.test(address) ? address.replace(/\s/g, '%20') : address;
}

/** Whether an `<a>` has an address, and none that a link may have. Links within a page have no end here. */
export function isLostLink({ tag, attributes }: HtmlElement): boolean {
  const href = attributes.get('href')?.trim() ?? '';
  return tag === 'a' && href !== '' && !href.startsWith('#') && targetOf(attributes) === undefined;
}

const lostTags = new Set(['u', 's', 'strike', 'del', 'mark']);
const strokes = /underline|line-through/;
const noColor =
  /^(?:transparent|white|#fff|#ffffff|inherit|initial|none|rgba?\(255, ?255, ?255.*|rgba\(\d+, ?\d+, ?\d+, ?0\))$/;

/** Whether an element says more than an article can: underlined, struck out or highlighted text. */
export function losesFormatting(element: HtmlElement, isInLink: boolean): boolean {
  const { tag } = element;
  // Links are underlined anyway.
  if (tag === 'a' || isInLink || holdsOnlyLink(element)) return false;
  const style = styleOf(element);
  const color = style.get('background-color') ?? style.get('background');
  const line = style.get('text-decoration-line') ?? style.get('text-decoration') ?? '';
  // WordPress marks text that only has another color.
  if (tag === 'mark' && color !== undefined) return !noColor.test(color);
  const isHighlighted = color !== undefined && !noColor.test(color);
  return lostTags.has(tag) || (tag === 'span' && (strokes.test(line) || isHighlighted));
}

function holdsOnlyLink({ children }: HtmlElement): boolean {
  const says = children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  return says.length > 0 && says.every((child) => typeof child !== 'string' && child.tag === 'a');
}
