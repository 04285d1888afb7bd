/** Where a part of an article goes, and as what: a title takes a line, a cell takes prose. */
import type { Losses } from '@meridian/article';
import { Fragment, type Node as ProseMirrorNode, type NodeType, Slice } from '@tiptap/pm/model';
import { Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { figureCaptionName } from '../nodes/figure-caption';
import { depthOf } from '../nodes/items';
import { closed } from './slice';

/**
 * Puts a part of an article where the cursor is. Where only a line fits, a line goes, and blocks go
 * below; in a cell, paragraphs and lists.
 * @returns what did not fit.
 */
export function place(view: EditorView, slice: Slice): Losses {
  const { tr, selection } = view.state;
  const { $from } = selection;
  const { content } = slice;
  const only = onlyLine(slice);
  const line = depthOf($from, 'stepTitle', 'question', figureCaptionName);
  if (line !== undefined && only) {
    const holdsFormats = $from.node(line).type.name !== 'question';
    if (holdsFormats) tr.replaceSelection(new Slice(only.content, 0, 0));
    else tr.insertText(only.textBetween(0, only.content.size, ' ', textOfLeaf));
    view.dispatch(tr.scrollIntoView());
    return {};
  }
  if (line !== undefined) {
    tr.deleteSelection();
    const below = tr.selection.$from.after(1);
    const whole = closed(content, slice.openStart, slice.openEnd);
    tr.insert(below, whole);
    const end = tr.doc.resolve(below + whole.size);
    view.dispatch(tr.setSelection(Selection.near(end, -1)).scrollIntoView());
    return {};
  }
  const cell = depthOf($from, 'tableCell', 'tableHeader');
  if (cell === undefined) {
    insert(view, slice);
    return {};
  }
  const { fitting, losses } = asProse(content, $from.node(cell).type);
  insert(view, Slice.maxOpen(fitting, false));
  return losses;
}

const textOfLeaf = ({ type }: ProseMirrorNode) => (type.name === 'hardBreak' ? ' ' : '');

/** The line that a slice is, in whatever it was cut from. */
function onlyLine({ content, openStart, openEnd }: Slice): ProseMirrorNode | undefined {
  const [only] = content.content;
  if (!only || content.childCount > 1) return undefined;
  if (only.isTextblock) return only;
  return openStart > 0 && openEnd > 0
    ? onlyLine(new Slice(only.content, openStart - 1, openEnd - 1))
    : undefined;
}

/** The content as far as `holder` may hold it, paragraphs of what it may not, and what has no text. */
function asProse(content: Fragment, holder: NodeType): { fitting: Fragment; losses: Losses } {
  const { paragraph } = holder.schema.nodes;
  const losses: Losses = {};
  const blocks = content.content.flatMap((block): ProseMirrorNode[] => {
    if (!paragraph || holder.contentMatch.matchType(block.type)) return [block];
    const lines: ProseMirrorNode[] = [];
    const read = (node: ProseMirrorNode) => {
      if (node.type.name === 'figure') losses.image = (losses.image ?? 0) + 1;
      else if (node.isBlock && node.isLeaf && node.type.name !== 'divider')
        losses.embed = (losses.embed ?? 0) + 1;
      if (node.isTextblock && node.childCount > 0)
        lines.push(paragraph.create(undefined, node.content));
      else node.forEach(read);
    };
    read(block);
    return lines;
  });
  return { fitting: Fragment.from(blocks), losses };
}

function insert(view: EditorView, slice: Slice): void {
  const { tr } = view.state;
  const [only] = slice.content.content;
  const isOneBlock = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  if (only && isOneBlock) tr.replaceSelectionWith(only, false);
  else tr.replaceSelection(slice);
  view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}
