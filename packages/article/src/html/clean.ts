/**
 * Takes out of a tree what no reader sees and what programs wrote for themselves, and gives elements
 * the names of what they stand for. What is left means something.
 */
import type { HtmlElement, HtmlNode } from './parse.ts';

const styleOf = ({ attributes }: HtmlElement) => attributes.get('style') ?? '';

const hasClass = (element: HtmlElement, name: string) =>
  (element.attributes.get('class') ?? '').split(/\s+/).includes(name);

const hiding = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;

/** Each rule says what it leaves behind. */
const junk: readonly ((element: HtmlElement) => boolean)[] = [
  // Hidden text: a reader of the source did not see it.
  (element) => element.attributes.has('hidden') || hiding.test(styleOf(element)),
  // The copy of a late image, for browsers without scripts.
  ({ tag }) => tag === 'noscript',
  // Word in a browser ends each paragraph with a space of its own.
  (element) => hasClass(element, 'EOP'),
  // Wix keeps empty lines open with a character of no width.
  (element) => hasClass(element, 'wixGuard'),
  // A row by which Word lines up columns, and that has no height.
  ({ tag, attributes }) => tag === 'tr' && attributes.get('height') === '0',
  // The list of comments at the end of a Word document (each has a mark in the text, which is
  // counted), and the space that a mark stands on.
  (element) =>
    /mso-element\s*:\s*comment-list|mso-special-character\s*:\s*comment/i.test(styleOf(element)),
  // Fields that nobody fills in: hidden ones, and the boxes of a check list.
  ({ tag, attributes }) =>
    tag === 'input' &&
    (attributes.get('type') === 'hidden' ||
      (attributes.get('type') === 'checkbox' && attributes.has('disabled'))),
];

const namesByClass: ReadonlyMap<string, string> = new Map([
  ['MsoTitle', 'h1'],
  ['MsoQuote', 'blockquote'],
  ['MsoIntenseQuote', 'blockquote'],
  ['wp-caption', 'figure'],
  ['wp-caption-text', 'figcaption'],
  ['wp-caption-dd', 'figcaption'],
]);

function meantTag(element: HtmlElement): string {
  const { tag, attributes, children } = element;
  const named = (attributes.get('class') ?? '')
    .split(/\s+/)
    .map((name) => namesByClass.get(name))
    .find((name) => name !== undefined);
  if (named !== undefined) return named;
  const level = attributes.get('role') === 'heading' ? attributes.get('aria-level') : undefined;
  if (level !== undefined && /^[1-6]$/.test(level)) return `h${level}`;
  // Apple Notes wraps tables so; a button that opens something is the heading of it.
  const holdsTable = children.some((child) => typeof child !== 'string' && child.tag === 'table');
  if (tag === 'object' && holdsTable) return 'div';
  if (tag === 'button' && attributes.has('aria-expanded')) return 'span';
  return tag;
}

/** The nodes that are left. */
export function cleaned(nodes: readonly HtmlNode[]): HtmlNode[] {
  return nodes.flatMap((node): HtmlNode[] => {
    if (typeof node === 'string') return [node];
    if (junk.some((isJunk) => isJunk(node))) return [];
    if (hasClass(node, 'Apple-converted-space')) return [' '];
    return [{ ...node, tag: meantTag(node), children: cleaned(node.children) }];
  });
}
