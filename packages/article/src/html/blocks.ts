/** Gathers the blocks that any HTML amounts to; what single elements mean stands in `readers.ts`. */
import { isBlankText } from '../canonical.ts';
import { childrenOf, type Extent } from '../extent.ts';
import type { Mark, NodeName } from '../schema.ts';
import { lostElements, type LossKind, type Losses } from './losses.ts';
import { isLostLink, losesFormatting, marksOf, withMarks } from './marks.ts';
import type { HtmlElement, HtmlNode } from './parse.ts';

/** A node in the making; `validate` has the last word on the whole. */
export interface RawNode {
  type: NodeName;
  attrs?: Record<string, unknown>;
  content?: RawNode[];
  text?: string;
  marks?: readonly Mark[];
}

/** What is around the element that is read. */
export interface Context {
  marks: readonly Mark[];
  /** Whether an `<a>` is around, be it one that is kept or not. */
  isInLink: boolean;
  listDepth: number;
  /** How elements that mean something are read, by tag. */
  readers: ReadonlyMap<string, Reader>;
  extent: Extent;
  losses: Losses;
}

/** Notes that something is left behind. */
export function lose({ losses }: Context, kind: LossKind): void {
  losses[kind] = (losses[kind] ?? 0) + 1;
}

/** Reads one element into `out`; false when the element means nothing special after all. */
export type Reader = (element: HtmlElement, context: Context, out: Builder) => boolean;

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
export class Builder {
  readonly blocks: RawNode[] = [];
  #inline: RawNode[] = [];

  inline(node: RawNode): void {
    this.#inline.push(node);
  }

  text(text: string, marks: readonly Mark[]): void {
    // NUL cannot be stored, half a surrogate pair is no character, and a page shows no other control.
    const clean = text
      .replaceAll('\u0000', '')
      .replace(/[\v\f]/g, ' ')
      .toWellFormed();
    if (clean !== '') this.inline({ type: 'text', text: clean, marks });
  }

  /** Ends the paragraph in the making. */
  flush(): void {
    const says = this.#inline.some(
      ({ type, text = '' }) => type === 'citation' || !isBlankText(text),
    );
    if (says) this.blocks.push({ type: 'paragraph', content: this.#inline });
    this.#inline = [];
  }

  block(block: RawNode): void {
    this.flush();
    this.blocks.push(block);
  }
}

/** The blocks below an element as far as `parent` may hold them, at least one paragraph. */
export function blocksOf(
  parent: NodeName,
  children: readonly HtmlNode[],
  context: Context,
): RawNode[] {
  const inner = new Builder();
  readChildren(children, context, inner);
  inner.flush();
  const blocks = fit(inner.blocks, childrenOf(parent, context.extent), context);
  return blocks.length > 0 ? blocks : [{ type: 'paragraph', content: [] }];
}

/** Turns blocks that may not stand in a place into what may: paragraphs of their text. */
function fit(
  blocks: readonly RawNode[],
  allowed: ReadonlySet<string>,
  context: Context,
): RawNode[] {
  return blocks.flatMap((block): RawNode[] => {
    if (allowed.has(block.type)) return [block];
    if (block.type === 'figure') lose(context, 'image');
    if (block.type === 'table') lose(context, 'table');
    if (block.type === 'video') lose(context, 'embed');
    const content = contentOf(block);
    return content.every(({ type }) => inlineTypes.has(type))
      ? [{ type: 'paragraph', content }]
      : fit(content, allowed, context);
  });
}

/** What a block holds; of a button, what it says. */
function contentOf({ attrs, content = [] }: RawNode): RawNode[] {
  const label = attrs?.label;
  return typeof label === 'string' && label !== '' ? [{ type: 'text', text: label }] : content;
}

/** All inline content below an element, with a space where a block began or ended. */
export function inlineOf({ children }: HtmlElement, context: Context): RawNode[] {
  const spaced = (blocks: readonly RawNode[]): RawNode[] =>
    blocks.flatMap((block) => {
      if (block.type === 'figure') lose(context, 'image');
      if (block.type === 'video') lose(context, 'embed');
      const content = contentOf(block);
      const isInline = content.every((child) => inlineTypes.has(child.type));
      return [...(isInline ? content : spaced(content)), { type: 'text', text: ' ' }];
    });
  return spaced(blocksOf('doc', children, context));
}

export const plainText = (element: HtmlElement, context: Context): string =>
  clipped(textOf(inlineOf(element, context)));

/** The words of inline content, on one line. */
export const textOf = (nodes: readonly RawNode[]): string =>
  nodes
    .map(({ text = ' ' }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

/** Titles and labels hold 300 characters; half a character never stands at the end. */
export function clipped(text: string): string {
  return text
    .replaceAll('\u0000', '')
    .slice(0, 300)
    .replace(/[\ud800-\udbff]$/, '')
    .toWellFormed()
    .trim();
}

function readChildren(children: readonly HtmlNode[], context: Context, out: Builder): void {
  for (const child of children) {
    if (typeof child === 'string') out.text(child, context.marks);
    else readElement(child, context, out);
  }
}

function readElement(element: HtmlElement, context: Context, out: Builder): void {
  const lost = lossOf(element);
  if (lost === 'comment' || lost === 'deletion') {
    lose(context, lost);
    return;
  }
  const reader = context.readers.get(element.tag);
  if (reader?.(element, context, out)) return;
  if (dropped.has(element.tag)) {
    if (lost) lose(context, lost);
    return;
  }
  if (isLostLink(element)) lose(context, 'link');
  if (losesFormatting(element, context.isInLink)) lose(context, 'formatting');
  // An element that means nothing here: its children stand for it.
  const isBlock = blockTags.has(element.tag);
  if (isBlock) out.flush();
  const marks = isBlock ? context.marks : withMarks(context.marks, marksOf(element));
  const isInLink = context.isInLink || element.tag === 'a';
  readChildren(element.children, { ...context, marks, isInLink }, out);
  if (isBlock) out.flush();
}

/** What of Word's review marks, and of elements that no article has, a writer must be told. */
function lossOf({ tag, attributes }: HtmlElement): LossKind | undefined {
  if (/\bmsocom(?:anchor|off)\b/i.test(attributes.get('class') ?? '')) return 'comment';
  if (tag === 'del' && attributes.has('datetime')) return 'deletion';
  return lostElements.get(tag);
}
