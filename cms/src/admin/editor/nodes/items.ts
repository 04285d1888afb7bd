/** How items of one kind beside each other (steps, questions, blocks) are added, moved and left. */
import type { Editor } from '@tiptap/core';
import { Fragment, type Node as ProseMirrorNode, type ResolvedPos } from '@tiptap/pm/model';
import { closeHistory } from '@tiptap/pm/history';
import {
  type EditorState,
  NodeSelection,
  Selection,
  TextSelection,
  type Transaction,
} from '@tiptap/pm/state';

/** The depth of the innermost node around `$pos` that has one of the names. */
export function depthOf($pos: ResolvedPos, ...names: readonly string[]): number | undefined {
  for (let depth = $pos.depth; depth > 0; depth -= 1)
    if (names.includes($pos.node(depth).type.name)) return depth;
  return undefined;
}

/** From a title into the text that follows it. */
export function moveOnFrom(editor: Editor, title: string): boolean {
  const { $from } = editor.state.selection;
  const depth = depthOf($from, title);
  if (depth === undefined) return false;
  const after = editor.state.doc.resolve($from.after(depth));
  return editor.commands.command(({ tr }) => {
    tr.setSelection(Selection.near(after, 1)).scrollIntoView();
    return true;
  });
}

/** A new item below the one with the cursor, which goes into it. */
export function addSibling(editor: Editor, item: string): boolean {
  return editor.commands.command(({ tr, state }) => {
    const { $from } = state.selection;
    const depth = depthOf($from, item);
    if (depth === undefined) return false;
    insertItem(tr, $from.after(depth), state, item);
    return true;
  });
}

function insertItem(tr: Transaction, position: number, state: EditorState, item: string): void {
  const node = state.schema.nodes[item]?.createAndFill();
  if (!node) return;
  tr.insert(position, node);
  tr.setSelection(Selection.near(tr.doc.resolve(position + 1), 1)).scrollIntoView();
}

/**
 * Enter in an empty last paragraph of an item begins the next one; in an item with nothing in it,
 * it leaves the items.
 */
export function leaveWhenEmpty(editor: Editor, item: string): boolean {
  const { $from, empty } = editor.state.selection;
  const depth = depthOf($from, item);
  const isEmptyParagraph =
    $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0;
  if (depth === undefined || !empty || !isEmptyParagraph) return false;
  const node = $from.node(depth);
  const isLast = $from.after($from.depth) === $from.end($from.depth - 1);
  const holder = $from.node($from.depth - 1);
  if (!isLast || $from.depth - depth > (item === 'faqItem' ? 2 : 1)) return false;
  return editor.commands.command(({ tr, state }) => {
    const isBlank = node.type.createAndFill()?.eq(node) === true;
    if (isBlank) return leave(tr, $from, depth, state);
    if (holder.lastChild === holder.firstChild || holder.childCount < 2) return false;
    if (item === 'step' && holder.childCount < 3) {
      insertItem(tr, $from.after(depth), state, item);
      return true;
    }
    tr.delete($from.before(), $from.after());
    insertItem(tr, tr.mapping.map($from.after(depth)), state, item);
    return true;
  });
}

/**
 * Backspace at the beginning of a title: an item with nothing in it goes, the first one with its block
 * where it is the only one. What stands above is never taken away from here.
 */
export function removeWhenBlank(editor: Editor, item: string): boolean {
  const { $from, empty } = editor.state.selection;
  const depth = depthOf($from, item);
  if (depth === undefined || !empty || $from.parentOffset > 0) return false;
  const node = $from.node(depth);
  const isBlank = node.type.createAndFill()?.eq(node) === true;
  if (!isBlank) return true;
  return editor.commands.command(({ tr, state }) => {
    if ($from.node(depth - 1).childCount === 1) return leave(tr, $from, depth, state);
    const start = $from.before(depth);
    tr.delete(start, $from.after(depth));
    const direction = $from.index(depth - 1) === 0 ? 1 : -1;
    tr.setSelection(Selection.near(tr.doc.resolve(start), direction)).scrollIntoView();
    return true;
  });
}

/** The empty item goes, and a paragraph stands after all of them. */
function leave(tr: Transaction, $from: ResolvedPos, depth: number, state: EditorState): boolean {
  const items = $from.node(depth - 1);
  const paragraph = state.schema.nodes.paragraph?.create();
  if (!paragraph) return false;
  const [from, to] =
    items.childCount === 1
      ? [$from.before(depth - 1), $from.after(depth - 1)]
      : [$from.before(depth), $from.after(depth)];
  tr.delete(from, to);
  const after = items.childCount === 1 ? from : tr.mapping.map($from.after(depth - 1));
  tr.insert(after, paragraph);
  tr.setSelection(Selection.near(tr.doc.resolve(after + 1), 1)).scrollIntoView();
  return true;
}

/** What moves and goes as one: a step, a question, an item of a list, or a block of the article. */
export function itemDepth($pos: ResolvedPos): number {
  return depthOf($pos, 'step', 'faqItem', 'listItem') ?? 1;
}

/**
 * Changes places with the item above or below, all that are selected together; the first and the last
 * item move their whole block.
 */
export function moveItem(editor: Editor, direction: -1 | 1): boolean {
  return editor.commands.command(({ tr, state }) => {
    const { $from, $to } = state.selection;
    // Each move is undone by itself.
    closeHistory(tr);
    const holder = holderOf($from, $to, direction);
    const parent = $from.node(holder);
    const [first, last] = [$from.index(holder), $to.indexAfter(holder) - 1];
    const other = parent.maybeChild(direction === 1 ? last + 1 : first - 1);
    const moved = parent.children.slice(first, last + 1);
    if (!other || moved.length === 0) return false;
    const start = $from.posAtIndex(first, holder);
    const size = moved.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
    const from = direction === 1 ? start : start - other.nodeSize;
    const order = direction === 1 ? [other, ...moved] : [...moved, other];
    tr.replaceWith(from, from + size + other.nodeSize, Fragment.from(order));
    const shift = direction * other.nodeSize;
    const anchor = tr.doc.resolve(state.selection.anchor + shift);
    const head = tr.doc.resolve(state.selection.head + shift);
    tr.setSelection(
      state.selection instanceof NodeSelection
        ? new NodeSelection(anchor)
        : TextSelection.between(anchor, head),
    ).scrollIntoView();
    return true;
  });
}

/** The depth of what holds the items that move: those of a list or such, or the blocks of the article. */
function holderOf($from: ResolvedPos, $to: ResolvedPos, direction: -1 | 1): number {
  if ($from.depth === 0) return 0;
  const holder = itemDepth($from) - 1;
  const parent = $from.node(holder);
  const isShared = holder <= $from.sharedDepth($to.pos);
  const next = direction === 1 ? $to.index(holder) + 1 : $from.index(holder) - 1;
  return isShared && parent.maybeChild(next) !== null ? holder : 0;
}

/** What stays when all in it goes: without a cell the others of its row would be in wrong columns. */
const mustHoldText = ({ type }: ProseMirrorNode) =>
  ['tableCell', 'tableHeader', 'answer'].includes(type.name);

/** Takes the item out; of the last one its whole block. */
export function removeItem(editor: Editor): boolean {
  return editor.commands.command(({ tr, state }) => {
    const { $from } = state.selection;
    if ($from.depth === 0) {
      tr.deleteSelection();
      return true;
    }
    let depth = itemDepth($from);
    const isOnly = () => $from.node(depth - 1).childCount === 1;
    while (depth > 1 && isOnly() && !mustHoldText($from.node(depth - 1))) depth -= 1;
    const [from, to] = [$from.before(depth), $from.after(depth)];
    const { paragraph } = state.schema.nodes;
    if (isOnly() && paragraph) tr.replaceWith(from, to, paragraph.create());
    else tr.delete(from, to);
    tr.setSelection(
      Selection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size))),
    ).scrollIntoView();
    return true;
  });
}
