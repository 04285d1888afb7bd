/** What goes to the clipboard: the article's own HTML for others, and its JSON for other articles. */
import { type Article, type NodeOf, toHtml } from '@meridian/article';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { lockedBlockName } from '../nodes/locked-block';
import { isPending, writeNode } from '../value';

/** A part of an article, cut at both ends to some depth. */
export const sliceType = 'application/x-meridian-article';

/** @returns whether the event was dealt with. */
export function copy(view: EditorView, event: ClipboardEvent): boolean {
  const slice = view.state.selection.content();
  const { clipboardData } = event;
  if (slice.size === 0 || !clipboardData) return false;
  const { content } = slice;
  const clip = {
    [sliceType]: JSON.stringify(slice),
    'text/html': toHtml({ type: 'doc', content: blocksOf(content.content) }),
    'text/plain': content.textBetween(0, content.size, '\n\n', textOfLeaf),
  };
  event.preventDefault();
  clipboardData.clearData();
  for (const [type, text] of Object.entries(clip)) clipboardData.setData(type, text);
  return true;
}

/** A citation is no word. */
const textOfLeaf = ({ type }: ProseMirrorNode) => (type.name === 'hardBreak' ? '\n' : '');

export function cut(view: EditorView, event: ClipboardEvent): boolean {
  if (!copy(view, event)) return false;
  // Browsers cut where nobody may write, too.
  if (view.editable) view.dispatch(view.state.tr.deleteSelection().scrollIntoView());
  return true;
}

/** The blocks of what was copied; cells of a table come without one. */
function blocksOf(nodes: readonly ProseMirrorNode[]): Article['content'] {
  const blocks = articleJson(nodes);
  if (nodes[0]?.type.name !== 'tableRow') return blocks;
  const rows = blocks as unknown as NodeOf<'tableRow'>[];
  return [{ type: 'table', attrs: { caption: '' }, content: rows }];
}

/**
 * Nodes as the article has them, whole: every one with its content, be it empty. What this version does
 * not know, and images that are still on their way, have no HTML.
 */
function articleJson(nodes: readonly ProseMirrorNode[]): Article['content'] {
  const made = nodes
    .filter((node) => node.type.name !== lockedBlockName && !isPending(node))
    .map((node) => {
      const json = writeNode(node);
      const holder = node.type.name === 'figure' ? node.firstChild : node;
      return holder && !holder.isLeaf
        ? { ...json, content: articleJson(holder.children) }
        : { ...json };
    });
  // A part of an article, cut where somebody chose to: no rule of the whole holds for it.
  return made as unknown as Article['content'];
}
