/** Gathers the blocks that any HTML amounts to; what single elements mean stands in `readers.ts`. */
import { allowedIn, type Mark, type NodeName } from '../schema.ts';
import { marksOf, withMarks } from './marks.ts';
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
  listDepth: number;
  /** How elements that mean something are read, by tag. */
  readers: ReadonlyMap<string, Reader>;
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

/** The blocks below an element as far as `parent` may hold them, at least one paragraph. */
export function blocksOf(
  parent: NodeName,
  children: readonly HtmlNode[],
  context: Context,
): RawNode[] {
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
export function inlineOf({ children }: HtmlElement, context: Context): RawNode[] {
  const spaced = (blocks: readonly RawNode[]): RawNode[] =>
    blocks.flatMap(({ content = [] }) => [
      ...(content.every(({ type }) => inlineTypes.has(type)) ? content : spaced(content)),
      { type: 'text', text: ' ' },
    ]);
  return spaced(blocksOf('doc', children, context));
}

export function plainText(element: HtmlElement, context: Context): string {
  const text = inlineOf(element, context).map((node) => node.text ?? ' ');
  return clipped(text.join('').replace(/\s+/g, ' '));
}

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
    else if (!dropped.has(child.tag) && !isHidden(child)) readElement(child, context, out);
  }
}

function readElement(element: HtmlElement, context: Context, out: Builder): void {
  const reader = context.readers.get(element.tag);
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
