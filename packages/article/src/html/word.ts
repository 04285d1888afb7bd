/**
 * Lists as Microsoft Word writes them, made into lists. The desktop program writes paragraphs with
 * `mso-list` in their style and the bullet as text; the one in the browser a list of its own for each
 * item, with its level in an attribute.
 */
import type { HtmlElement, HtmlNode } from './parse.ts';

interface Item {
  level: number;
  ordered: boolean;
  start: number;
  children: HtmlNode[];
}

/** Gives `nodes` with all lists of Word as `ul`, `ol` and `li`. */
export function withWordLists(nodes: readonly HtmlNode[]): HtmlNode[] {
  const made: HtmlNode[] = [];
  let run: Item[] = [];
  const endRun = () => {
    if (run.length > 0) made.push(...nested(run));
    run = [];
  };
  for (const node of nodes) {
    if (typeof node === 'string') {
      if (run.length > 0 && node.trim() === '') continue;
      endRun();
      made.push(node);
      continue;
    }
    const items = itemsOf(node);
    if (items) {
      run.push(...items);
      continue;
    }
    endRun();
    const children = withWordLists(node.children);
    made.push({ ...node, children: isHeading(node) ? withPlainNumber(children) : children });
  }
  endRun();
  return made;
}

const isHeading = ({ tag }: HtmlElement) => /^h[1-6]$/.test(tag);

/** The number of a heading belongs to its words. */
function withPlainNumber(children: readonly HtmlNode[]): HtmlNode[] {
  const { kept, marker } = withoutMarker(children);
  return marker.trim() === '' ? kept : [`${marker.trim()} `, ...kept];
}

function itemsOf(element: HtmlElement): Item[] | undefined {
  const { tag, attributes, children } = element;
  // Some of Word's lists have elements of their own, and the style beside.
  if (tag === 'li' || isHeading(element)) return undefined;
  const style = attributes.get('style') ?? '';
  const level = /mso-list\s*:\s*l\d+\s+level(\d+)/i.exec(style)?.[1];
  if (level !== undefined) return [paragraphItem(element, Number(level))];
  if (!attributes.get('class')?.split(/\s+/).includes('ListContainerWrapper')) return undefined;
  const lists = children.filter((child): child is HtmlElement => typeof child !== 'string');
  return lists.flatMap((list) =>
    list.children.flatMap((child): Item[] => {
      if (typeof child === 'string' || child.tag !== 'li') return [];
      const start = Number(list.attributes.get('start') ?? 1);
      const level = Number(child.attributes.get('data-aria-level') ?? 1);
      return [
        { level, ordered: list.tag === 'ol', start, children: withWordLists(child.children) },
      ];
    }),
  );
}

function paragraphItem({ children }: HtmlElement, level: number): Item {
  const { kept, marker } = withoutMarker(children);
  const number = /^[(（]?(\d+|[a-z]+|[一二三四五六七八九十]+)[.)、．）]/i.exec(marker.trim())?.[1];
  return { level, ordered: number !== undefined, start: startOf(number), children: kept };
}

const romans: ReadonlyMap<string, number> = new Map([
  ['i', 1],
  ['v', 5],
  ['x', 10],
  ['l', 50],
]);
const chinese = '一二三四五六七八九';

/** Where a list begins that goes on after something else; of letters that are numbers too, it is the number. */
function startOf(marker = ''): number {
  const start = numberOf(marker.toLowerCase());
  return Number.isSafeInteger(start) && start > 0 ? start : 1;
}

function numberOf(marker: string): number {
  if (/^(?:[ivx]|[ivxl]{2,})$/.test(marker)) return romanNumber(marker);
  if (/^[a-z]$/.test(marker)) return marker.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  return /[一二三四五六七八九十]/.test(marker) ? chineseNumber(marker) : Number(marker);
}

/** A smaller one before a greater one is taken from it. */
function romanNumber(marker: string): number {
  const values = Array.from(marker, (letter) => romans.get(letter) ?? 0);
  return values.reduce(
    (sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value),
    0,
  );
}

/** Up to ninety-nine: tens before 十, ones behind it. */
function chineseNumber(marker: string): number {
  const digit = (letter: string) => chinese.indexOf(letter) + 1;
  const [tens = '', ones] = marker.split('十');
  return ones === undefined
    ? digit(tens)
    : (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones));
}

/** Takes out the bullet or number that Word wrote for programs without lists. */
function withoutMarker(children: readonly HtmlNode[]): { kept: HtmlNode[]; marker: string } {
  let marker = '';
  const kept = children.flatMap((child): HtmlNode[] => {
    if (typeof child === 'string') return [child];
    if (/mso-list\s*:\s*ignore/i.test(child.attributes.get('style') ?? '')) {
      marker += textOf(child);
      return [];
    }
    const inner = withoutMarker(child.children);
    if (inner.marker === '') return [child];
    marker += inner.marker;
    return [{ ...child, children: inner.kept }];
  });
  return { kept, marker };
}

function textOf({ children }: HtmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** Items with levels, as lists in lists. A level that is skipped is no level of its own. */
function nested(items: readonly Item[]): HtmlElement[] {
  const lists: HtmlElement[] = [];
  const open: { list: HtmlElement; level: number }[] = [];
  for (const { level, ordered, start, children } of items) {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) > level) open.pop();
    const tag = ordered ? 'ol' : 'ul';
    const at = open.at(-1);
    let list = at?.level === level && at.list.tag === tag ? at.list : undefined;
    if (!list) {
      if (at?.level === level) open.pop();
      list = { tag, attributes: new Map([['start', String(start)]]), children: [] };
      const parent = open.at(-1)?.list.children.at(-1);
      if (typeof parent === 'object') parent.children.push(list);
      else lists.push(list);
      open.push({ list, level });
    }
    list.children.push({ tag: 'li', attributes: new Map(), children: [...children] });
  }
  return lists;
}
