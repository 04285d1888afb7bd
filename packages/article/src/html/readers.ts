/**
 * What elements mean: each reads itself into the article in the making. Whether one means something is
 * settled before its children are read: whoever reads them and then says no has them read once more, and
 * with elements in elements that doubles at each level.
 */
import { isWebUrl } from '../links.ts';
import { nodesIn } from '../extent.ts';
import { type Mark, nodes } from '../schema.ts';
import { fitsTable, type Spans } from '../table.ts';
import {
  blocksOf,
  type Builder,
  clipped,
  type Context,
  inlineOf,
  lose,
  plainText,
  type RawNode,
  type Reader,
  textOf,
} from './blocks.ts';
import { marksOfStyle, targetOf, withMarks } from './marks.ts';
import { childElements, descendants, type HtmlElement, type HtmlNode, rawText } from './parse.ts';

/** Lists deeper than this become part of the list around them. */
const maxListDepth = 6;

export const readers: ReadonlyMap<string, Reader> = new Map([
  ['br', readBreak],
  ['cite', readCitation],
  ['p', readParagraph],
  ['pre', readPreformatted],
  ...[1, 2, 3, 4, 5, 6].map((level): [string, Reader] => [
    `h${String(level)}`,
    (element, context, out) => readHeading(level, element, context, out),
  ]),
  ['ul', readList],
  ['ol', readList],
  ['menu', readList],
  ['dir', readList],
  ['dl', readFaq],
  ['blockquote', readQuotation],
  ['aside', readCallout],
  ['hr', readDivider],
  ['img', readImage],
  ['iframe', readFrame],
  ['figure', readFigure],
  ['table', readTable],
]);

function readBreak(_element: HtmlElement, _context: Context, out: Builder): boolean {
  out.inline({ type: 'hardBreak' });
  return true;
}

function readCitation({ attributes }: HtmlElement, context: Context, out: Builder): boolean {
  if (!nodesIn(context.extent).has('citation')) return false;
  const attrs = nodes.citation.attrs.safeParse({ reference: attributes.get('data-reference') });
  if (attrs.success) out.inline({ type: 'citation', attrs: attrs.data });
  return attrs.success;
}

function readParagraph(element: HtmlElement, context: Context, out: Builder): boolean {
  const { attributes } = element;
  const [link] = childElements(element, 'a');
  const { action } = nodes.callToAction.attrs.shape;
  const does = action.safeParse(attributes.get('data-call-to-action'));
  if (does.success) {
    const target = does.data === 'link' && link ? (targetOf(link.attributes) ?? null) : null;
    const attrs = { action: does.data, label: plainText(element, context), target };
    out.block({ type: 'callToAction', attrs });
    return true;
  }
  const url = link?.attributes.get('href') ?? '';
  if (!attributes.has('data-video') || !isWebUrl(url)) return false;
  out.block({ type: 'video', attrs: { url, title: plainText(element, context) } });
  return true;
}

function readPreformatted(element: HtmlElement, context: Context, out: Builder): boolean {
  const content = inlineOf(element, context).flatMap((node) =>
    (node.text ?? '')
      .split('\n')
      .flatMap((text, index): RawNode[] => [
        ...(index > 0 ? [{ type: 'hardBreak' } as const] : []),
        ...(node.text === undefined ? [node] : text === '' ? [] : [{ ...node, text }]),
      ]),
  );
  out.block({ type: 'paragraph', content });
  return true;
}

function readHeading(level: number, element: HtmlElement, context: Context, out: Builder): boolean {
  // Headings are bold anyway; what is bold within one stays so.
  const marks = context.marks.filter(({ type }) => type !== 'bold');
  const content = inlineOf(element, { ...context, marks });
  out.block({ type: 'heading', attrs: { level: Math.min(Math.max(level, 2), 4) }, content });
  return true;
}

function readList(element: HtmlElement, context: Context, out: Builder): boolean {
  if (element.attributes.has('data-steps')) return readSteps(element, context, out);
  if (context.listDepth >= maxListDepth) return false;
  const inner = { ...context, listDepth: context.listDepth + 1 };
  const items: RawNode[] = [];
  for (const child of element.children) {
    if (typeof child === 'string' && child.trim() === '') continue;
    const isItem = typeof child !== 'string' && child.tag === 'li';
    const blocks = blocksOf('listItem', isItem ? child.children : [child], inner);
    const last = items.at(-1);
    // Word and older Google Docs put an inner list beside its item instead of into it.
    const isBareList = !isItem && blocks.every(({ type }) => type.endsWith('List'));
    if (isBareList && last) last.content?.push(...blocks);
    else items.push({ type: 'listItem', content: withLeadingParagraph(blocks) });
  }
  if (items.length === 0) return true;
  const start = Number(element.attributes.get('start') ?? 1);
  const attrs = nodes.orderedList.attrs.safeParse({ start });
  if (element.tag === 'ol')
    out.block({ type: 'orderedList', attrs: attrs.data ?? { start: 1 }, content: items });
  else out.block({ type: 'bulletList', content: items });
  return true;
}

function withLeadingParagraph(blocks: RawNode[]): RawNode[] {
  return blocks[0]?.type === 'paragraph' ? blocks : [{ type: 'paragraph', content: [] }, ...blocks];
}

function readSteps(element: HtmlElement, context: Context, out: Builder): boolean {
  const steps = childElements(element, 'li').map((item): RawNode => {
    const isTitle = (child: HtmlNode): child is HtmlElement =>
      typeof child !== 'string' && child.attributes.has('data-step-title');
    const title = item.children.find(isTitle);
    const rest = item.children.filter((child) => child !== title);
    return {
      type: 'step',
      content: [
        { type: 'stepTitle', content: title ? inlineOf(title, context) : [] },
        ...blocksOf('step', rest, context).filter(({ type }) => type !== 'stepTitle'),
      ],
    };
  });
  if (steps.length > 0) out.block({ type: 'steps', content: steps });
  return true;
}

function readFaq(element: HtmlElement, context: Context, out: Builder): boolean {
  if (!element.attributes.has('data-faq')) return false;
  const items: RawNode[] = [];
  for (const child of childElements(element, 'dt', 'dd')) {
    const last = items.at(-1);
    if (child.tag === 'dt') {
      const text = inlineOf(child, context).filter(({ type }) => type === 'text');
      items.push({
        type: 'faqItem',
        content: [
          { type: 'question', content: text },
          { type: 'answer', content: [{ type: 'paragraph', content: [] }] },
        ],
      });
    } else if (last?.content)
      last.content[1] = { type: 'answer', content: blocksOf('answer', child.children, context) };
    // The part of an answer whose question was not copied.
    else for (const block of blocksOf('doc', child.children, context)) out.block(block);
  }
  if (items.length > 0) out.block({ type: 'faq', content: items });
  return true;
}

function readQuotation(element: HtmlElement, context: Context, out: Builder): boolean {
  out.block({ type: 'blockquote', content: blocksOf('blockquote', element.children, context) });
  return true;
}

function readCallout(element: HtmlElement, context: Context, out: Builder): boolean {
  const kind = element.attributes.get('data-callout');
  const attrs = nodes.callout.attrs.safeParse({ kind });
  if (!attrs.success) return false;
  const content = blocksOf('callout', element.children, context);
  out.block({ type: 'callout', attrs: attrs.data, content });
  return true;
}

function readDivider(_element: HtmlElement, _context: Context, out: Builder): boolean {
  out.block({ type: 'divider' });
  return true;
}

function imageAttrs({ attributes }: HtmlElement): Record<string, unknown> | undefined {
  const upload = attributes.get('data-upload');
  const attrs = nodes.figure.attrs.shape;
  const image =
    upload === undefined
      ? { kind: 'url', url: imageAddress(attributes) }
      : { kind: 'upload', documentId: upload };
  if (!attrs.image.safeParse(image).success) return undefined;
  const decorative = attributes.has('data-decorative');
  return { image, alt: clipped(attributes.get('alt') ?? ''), decorative };
}

/** Pages that load images late keep the address elsewhere. */
function imageAddress(attributes: ReadonlyMap<string, string>): string {
  const candidates = ['src', 'data-src', 'data-lazy-src'].map((name) =>
    attributes.get(name)?.trim(),
  );
  return candidates.find((url) => url !== undefined && isWebUrl(url)) ?? '';
}

/** Boxes of check lists, and dots that count readers. */
function saysNothing({ attributes }: HtmlElement): boolean {
  const isDot = ['width', 'height'].every((side) =>
    ['0', '1'].includes(attributes.get(side) ?? ''),
  );
  return isDot || (attributes.get('aria-roledescription') ?? '').includes('checkbox');
}

function readImage(element: HtmlElement, context: Context, out: Builder): boolean {
  const attrs = imageAttrs(element);
  if (saysNothing(element)) return true;
  if (attrs) out.block({ type: 'figure', attrs, content: [] });
  else lose(context, 'image');
  return true;
}

/** Players of video sites, and the page of the same video. */
const players: readonly (readonly [player: RegExp, page: string])[] = [
  [
    /^https:\/\/www\.youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/,
    'https://www.youtube.com/watch?v=',
  ],
  [/^https:\/\/player\.vimeo\.com\/video\/(\d+)/, 'https://vimeo.com/'],
];

function readFrame({ attributes }: HtmlElement, _context: Context, out: Builder): boolean {
  const source = (attributes.get('src') ?? '').replace(/^\/\//, 'https://');
  for (const [player, page] of players) {
    const id = player.exec(source)?.[1];
    if (id === undefined) continue;
    const title = clipped(attributes.get('title') ?? '');
    out.block({ type: 'video', attrs: { url: page + id, title } });
    return true;
  }
  return false;
}

function readFigure(element: HtmlElement, context: Context, out: Builder): boolean {
  const [own] = childElements(element, 'figcaption');
  if (readFramed(element, own, context, out)) return true;
  const images = descendants(element, new Set(['img']));
  const attrs = images[0] && imageAttrs(images[0]);
  if (images.length !== 1 || !attrs) return false;
  const [caption] = descendants(element, new Set(['figcaption']));
  // What else it says is read by itself.
  const isAllSaid = wordsOf(rawText(element)) === wordsOf(caption ? rawText(caption) : '');
  if (!isAllSaid) return false;
  const [credit] = caption ? childElements(caption, 'small') : [];
  const text = caption && {
    ...caption,
    children: caption.children.filter((child) => child !== credit),
  };
  out.block({
    type: 'figure',
    attrs: { ...attrs, credit: credit ? plainText(credit, context) : '' },
    content: text ? inlineOf(text, context) : [],
  });
  return true;
}

const wordsOf = (text: string): string => text.replace(/\s+/g, '');

/** Figures of other sites that show something else than an image: a table, a video by its address. */
function readFramed(
  element: HtmlElement,
  caption: HtmlElement | undefined,
  context: Context,
  out: Builder,
): boolean {
  const [table] = childElements(element, 'table');
  if (table) {
    const named = caption && { ...caption, tag: 'caption' };
    return readTable(
      { ...table, children: [...(named ? [named] : []), ...table.children] },
      context,
      out,
    );
  }
  if (!/\bwp-block-embed\b/.test(element.attributes.get('class') ?? '')) return false;
  const rest = { ...element, children: element.children.filter((child) => child !== caption) };
  const url = rawText(rest).trim();
  if (!isWebUrl(url)) return false;
  out.block({ type: 'video', attrs: { url, title: caption ? plainText(caption, context) : '' } });
  return true;
}

const rowTags = new Set(['tr']);

function readTable(element: HtmlElement, context: Context, out: Builder): boolean {
  const [caption] = childElements(element, 'caption');
  const found = descendants(element, rowTags).map((row) => childElements(row, 'td', 'th'));
  if (
    !nodesIn(context.extent).has('table') ||
    !fitsTable(found.map((cells) => cells.map(spansOf)))
  ) {
    lose(context, 'table');
    return false;
  }
  const headRows = new Set(
    childElements(element, 'thead').flatMap((head) => childElements(head, 'tr')),
  );
  const rows: RawNode[] = [];
  let reaching: { attrs: Pick<Spans, 'rowspan'>; rows: number }[] = [];
  for (const row of descendants(element, rowTags)) {
    const cells = childElements(row, 'td', 'th').map((cell) => ({
      type:
        cell.tag === 'th' || headRows.has(row) ? ('tableHeader' as const) : ('tableCell' as const),
      attrs: { ...spansOf(cell) },
      content: blocksOf('tableCell', cell.children, inCell(cell, context)),
    }));
    // A row without cells is none; those that reached over it reach less far.
    if (cells.length === 0) for (const { attrs } of reaching) attrs.rowspan -= 1;
    else rows.push({ type: 'tableRow', content: cells });
    reaching = [...reaching, ...cells.map(({ attrs }) => ({ attrs, rows: attrs.rowspan }))]
      .map(({ attrs, rows: left }) => ({ attrs, rows: left - 1 }))
      .filter(({ rows: left }) => left > 0);
  }
  if (rows.length === 0) return false;
  const said = caption ? inlineOf(caption, context) : [];
  const text = textOf(said);
  // A caption is plain and short; what is neither stands below.
  const isPlain = clipped(text) === text && !said.some(({ marks }) => marks?.some(isLink));
  out.block({ type: 'table', attrs: { caption: isPlain ? text : '' }, content: rows });
  if (!isPlain) out.block({ type: 'paragraph', content: said });
  return true;
}

const isLink = ({ type }: Mark): boolean => type === 'link';

/** Spreadsheets format whole cells; headings are set apart as what they are. */
const inCell = (cell: HtmlElement, context: Context): Context =>
  cell.tag === 'td' ? { ...context, marks: withMarks(context.marks, marksOfStyle(cell)) } : context;

function spansOf({ attributes }: HtmlElement): Spans {
  const { colspan, rowspan } = nodes.tableCell.attrs.shape;
  return {
    colspan: colspan.safeParse(Number(attributes.get('colspan') ?? 1)).data ?? 1,
    rowspan: rowspan.safeParse(Number(attributes.get('rowspan') ?? 1)).data ?? 1,
  };
}
