/**
 * Untrusted HTML of any origin in, a valid article out. Only what the schema knows is built, so
 * nothing executable survives; what is hidden, scripted or embedded is left behind.
 */
import { isWebUrl } from '../links.ts';
import { allowedIn, type Article, type Mark, type NodeName, nodes } from '../schema.ts';
import { validate } from '../validate.ts';
import { marksOf, targetOf, withMarks } from './marks.ts';
import { type HtmlElement, type HtmlNode, parseHtml } from './parse.ts';

/** A node in the making; `validate` has the last word on the whole. */
interface RawNode {
  type: NodeName;
  attrs?: Record<string, unknown>;
  content?: RawNode[];
  text?: string;
  marks?: readonly Mark[];
}

interface Context {
  marks: readonly Mark[];
  listDepth: number;
}

/** Lists deeper than this become part of the list around them. */
const maxListDepth = 6;

/** Elements that are left out with all they hold. */
const dropped = new Set(
  (
    'applet area audio base button canvas col colgroup datalist embed frame frameset head iframe ' +
    'input link map math meta meter noembed noframes noscript object optgroup option output param ' +
    'progress rp script select slot source style svg template textarea title track xmp'
  ).split(' '),
);

/** Elements whose text stands on lines of its own. */
const blockTags = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ' +
    'ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);

const inlineTypes = new Set<NodeName>(['text', 'hardBreak', 'citation']);

/** Gathers blocks; loose text between them becomes paragraphs. */
class Builder {
  readonly blocks: RawNode[] = [];
  #inline: RawNode[] = [];

  inline(node: RawNode): void {
    this.#inline.push(node);
  }

  text(text: string, marks: readonly Mark[]): void {
    // NUL cannot be stored, and half a surrogate pair is no character.
    const clean = text.replaceAll('\u0000', '').toWellFormed();
    if (clean !== '') this.inline({ type: 'text', text: clean, marks });
  }

  /** Ends the paragraph in the making. */
  flush(): void {
    const says = this.#inline.some((node) => node.type === 'citation' || node.text?.trim());
    if (says) this.blocks.push({ type: 'paragraph', content: this.#inline });
    this.#inline = [];
  }

  block(block: RawNode): void {
    this.flush();
    this.blocks.push(block);
  }
}

/**
 * Reads HTML into an article.
 * @param html HTML of any origin, a fragment or a whole document.
 * @returns a valid article; it may be incomplete (an image without alternative text).
 */
export function fromHtml(html: string): Article {
  const blocks = blocksOf('doc', parseHtml(html), { marks: [], listDepth: 0 });
  const result = validate({ type: 'doc', content: blocks });
  if (!result.ok)
    throw new Error(`fromHtml made an invalid article. ${result.problems[0]?.message ?? ''}`);
  return result.article;
}

function readChildren(children: readonly HtmlNode[], context: Context, out: Builder): void {
  for (const child of children) {
    if (typeof child === 'string') out.text(child, context.marks);
    else if (!dropped.has(child.tag) && !isHidden(child)) readElement(child, context, out);
  }
}

function readElement(element: HtmlElement, context: Context, out: Builder): void {
  const reader = readers.get(element.tag);
  if (reader?.(element, context, out)) return;
  // An element that means nothing here: its children stand for it.
  const isBlock = blockTags.has(element.tag);
  if (isBlock) out.flush();
  const marks = isBlock ? context.marks : withMarks(context.marks, marksOf(element));
  readChildren(element.children, { ...context, marks }, out);
  if (isBlock) out.flush();
}

function isHidden({ attributes }: HtmlElement): boolean {
  const style = attributes.get('style') ?? '';
  const hiding = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;
  return attributes.has('hidden') || hiding.test(style);
}

/** The blocks below an element as far as `parent` may hold them, at least one paragraph. */
function blocksOf(parent: NodeName, children: readonly HtmlNode[], context: Context): RawNode[] {
  const inner = new Builder();
  readChildren(children, context, inner);
  inner.flush();
  const blocks = fit(inner.blocks, allowedIn(parent));
  return blocks.length > 0 ? blocks : [{ type: 'paragraph', content: [] }];
}

/** Turns blocks that may not stand in a place into what may: paragraphs of their text. */
function fit(blocks: readonly RawNode[], allowed: ReadonlySet<string>): RawNode[] {
  return blocks.flatMap((block): RawNode[] => {
    if (allowed.has(block.type)) return [block];
    const content = block.content ?? [];
    return content.every(({ type }) => inlineTypes.has(type))
      ? [{ type: 'paragraph', content }]
      : fit(content, allowed);
  });
}

/** All inline content below an element, with a space where a block began or ended. */
function inlineOf({ children }: HtmlElement, context: Context): RawNode[] {
  const spaced = (blocks: readonly RawNode[]): RawNode[] =>
    blocks.flatMap(({ content = [] }) => [
      ...(content.every(({ type }) => inlineTypes.has(type)) ? content : spaced(content)),
      { type: 'text', text: ' ' },
    ]);
  return spaced(blocksOf('doc', children, context));
}

function plainText(element: HtmlElement, context: Context): string {
  const text = inlineOf(element, context).map((node) => node.text ?? ' ');
  return clipped(text.join('').replace(/\s+/g, ' '));
}

/** Titles and labels hold 300 characters; half a character never stands at the end. */
function clipped(text: string): string {
  return text
    .replaceAll('\u0000', '')
    .slice(0, 300)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trim();
}

function childElements(element: HtmlElement, ...tags: string[]): HtmlElement[] {
  return element.children.filter(
    (child): child is HtmlElement => typeof child !== 'string' && tags.includes(child.tag),
  );
}

function descendants(element: HtmlElement, tags: ReadonlySet<string>): HtmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return tags.has(child.tag) ? [child] : descendants(child, tags);
  });
}

/** Reads one element into `out`; false when the element means nothing special after all. */
type Reader = (element: HtmlElement, context: Context, out: Builder) => boolean;

const readers = new Map<string, Reader>([
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
  ['figure', readFigure],
  ['table', readTable],
]);

function readBreak(_element: HtmlElement, _context: Context, out: Builder): boolean {
  out.inline({ type: 'hardBreak' });
  return true;
}

function readCitation({ attributes }: HtmlElement, _context: Context, out: Builder): boolean {
  const attrs = nodes.citation.attrs.safeParse({ reference: attributes.get('data-reference') });
  if (attrs.success) out.inline({ type: 'citation', attrs: attrs.data });
  return attrs.success;
}

function readParagraph(element: HtmlElement, context: Context, out: Builder): boolean {
  const { attributes } = element;
  const action = attributes.get('data-call-to-action');
  const [link] = childElements(element, 'a');
  if (action !== undefined) {
    const attrs = nodes.callToAction.attrs.safeParse({
      action,
      label: plainText(element, context),
      target: action === 'link' && link ? (targetOf(link.attributes) ?? null) : null,
    });
    if (attrs.success) out.block({ type: 'callToAction', attrs: attrs.data });
    return attrs.success;
  }
  const url = link?.attributes.get('href') ?? '';
  const title = plainText(element, context);
  if (attributes.has('data-video') && isWebUrl(url) && title !== '') {
    out.block({ type: 'video', attrs: { url, title } });
    return true;
  }
  return false;
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
  const content = inlineOf(element, context);
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
  const url = attributes.get('src')?.trim() ?? '';
  const attrs = nodes.figure.attrs.shape;
  const image =
    upload === undefined ? { kind: 'url', url } : { kind: 'upload', documentId: upload };
  if (!attrs.image.safeParse(image).success) return undefined;
  const decorative = attributes.has('data-decorative');
  return { image, alt: clipped(attributes.get('alt') ?? ''), decorative };
}

function readImage(element: HtmlElement, _context: Context, out: Builder): boolean {
  const attrs = imageAttrs(element);
  if (attrs) out.block({ type: 'figure', attrs, content: [] });
  return true;
}

function readFigure(element: HtmlElement, context: Context, out: Builder): boolean {
  const images = descendants(element, new Set(['img']));
  const [caption] = childElements(element, 'figcaption');
  const attrs = images[0] && imageAttrs(images[0]);
  if (images.length !== 1 || !attrs) return false;
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

const rowTags = new Set(['tr']);

function readTable(element: HtmlElement, context: Context, out: Builder): boolean {
  const [caption] = childElements(element, 'caption');
  const rows = descendants(element, rowTags).flatMap((row): RawNode[] => {
    const cells = childElements(row, 'td', 'th').map((cell): RawNode => ({
      type: cell.tag === 'th' ? 'tableHeader' : 'tableCell',
      attrs: { colspan: span(cell, 'colspan'), rowspan: span(cell, 'rowspan') },
      content: blocksOf('tableCell', cell.children, context),
    }));
    return cells.length > 0 ? [{ type: 'tableRow', content: cells }] : [];
  });
  if (rows.length === 0) return false;
  const attrs = { caption: caption ? plainText(caption, context) : '' };
  out.block({ type: 'table', attrs, content: rows });
  return true;
}

function span({ attributes }: HtmlElement, name: 'colspan' | 'rowspan'): number {
  const parsed = nodes.tableCell.attrs.shape[name].safeParse(Number(attributes.get(name) ?? 1));
  return parsed.data ?? 1;
}
