/**
 * The canonical form of a document's content: two articles that read the same are the same JSON.
 * White space is as HTML would show it, neighbouring text with the same marks is one node, and
 * blocks with nothing in them are gone wherever the content rules can do without them.
 */
import {
  type ArticleNode,
  fitsContent,
  type Inline,
  type NodeName,
  type TextNode,
} from './schema.ts';

const collapsible = /[ \t\n\r\f]+/g;

/** Inline content with white space collapsed and trimmed, and equal neighbours joined. */
export function canonicalInline(content: readonly Inline[]): Inline[] {
  const kept: Inline[] = [];
  /** Asked of the joined text, each question would copy all of it. */
  let afterSpace = false;
  for (const node of content) {
    if (node.type !== 'text') {
      if (node.type === 'hardBreak') trimEnd(kept);
      kept.push(node);
      afterSpace = false;
      continue;
    }
    const last = kept.at(-1);
    const atStart = last === undefined || last.type === 'hardBreak';
    let text = node.text.replace(collapsible, ' ');
    if ((atStart || afterSpace) && text.startsWith(' ')) text = text.slice(1);
    if (text === '') continue;
    afterSpace = text.endsWith(' ');
    if (last?.type === 'text' && sameMarks(last, node))
      kept[kept.length - 1] = { ...last, text: last.text + text };
    else kept.push({ ...node, text });
  }
  while (kept.at(-1)?.type === 'hardBreak') kept.pop();
  trimEnd(kept);
  while (kept[0]?.type === 'hardBreak') kept.shift();
  return isBlank(kept) ? [] : kept;
}

/** Whether there is nothing to see: spaces of any kind, and characters without width. */
export function isBlankText(text: string): boolean {
  return /^[\s\u200b\u2060\ufeff]*$/.test(text);
}

function isBlank(content: readonly Inline[]): boolean {
  return content.every(
    (node) => node.type === 'hardBreak' || (node.type === 'text' && isBlankText(node.text)),
  );
}

function trimEnd(content: Inline[]): void {
  const last = content.at(-1);
  if (last?.type !== 'text' || !last.text.endsWith(' ')) return;
  const text = last.text.slice(0, -1);
  if (text === '') content.pop();
  else content[content.length - 1] = { ...last, text };
}

function sameMarks(a: TextNode, b: TextNode): boolean {
  return JSON.stringify(a.marks ?? []) === JSON.stringify(b.marks ?? []);
}

/** The children of `parent` without those that say nothing, as far as the content rule allows. */
export function withoutEmptyBlocks(
  parent: NodeName,
  children: readonly ArticleNode[],
): ArticleNode[] {
  const kept = children.filter((child) => !saysNothing(child));
  if (fits(parent, kept)) return kept;
  // Something must stand there: the first of the empty ones.
  const first = children.find(saysNothing);
  return children.filter((child) => child === first || !saysNothing(child));
}

function fits(parent: NodeName, children: readonly ArticleNode[]): boolean {
  return fitsContent(
    parent,
    children.map((child) => child.type),
  );
}

function saysNothing(node: ArticleNode): boolean {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return node.content.length === 0;
    case 'bulletList':
    case 'orderedList':
    case 'listItem':
    case 'blockquote':
    case 'callout':
      return node.content.every(saysNothing);
    default:
      return false;
  }
}
