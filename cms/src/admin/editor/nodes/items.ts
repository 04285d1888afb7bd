/** How items of one kind beside each other (steps, questions, blocks) are added, moved and left. */
import type { Editor } from '@tiptap/core';
import { Fragment, type Node as ProseMirrorNode, type ResolvedPos } from '@tiptap/pm/model';
import { closeHistory } from '@tiptap/pm/history';
import { type EditorState, Selection, type Transaction } from '@tiptap/pm/state';

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

/** Changes places with the item above or below; the first and the last move their whole block. */
export function moveItem(editor: Editor, direction: -1 | 1): boolean {
  return editor.commands.command(({ tr, state }) => {
    const { $from } = state.selection;
    // Each move is undone by itself.
    closeHistory(tr);
    const innermost = $from.depth === 0 ? 0 : itemDepth($from);
    const hasNext =
      innermost > 1 &&
      $from.node(innermost - 1).maybeChild($from.index(innermost - 1) + direction) !== null;
    const depth = innermost > 1 && !hasNext ? 1 : innermost;
    const parent = $from.node(Math.max(0, depth - 1));
    const index = $from.index(Math.max(0, depth - 1));
    const node = parent.maybeChild(index);
    const other = parent.maybeChild(index + direction);
    if (!node || !other) return false;
    const start = depth === 0 ? $from.pos : $from.before(depth);
    const from = direction === 1 ? start : start - other.nodeSize;
    const pair = direction === 1 ? [other, node] : [node, other];
    tr.replaceWith(from, from + node.nodeSize + other.nodeSize, Fragment.from(pair));
    const moved = state.selection.from + direction * other.nodeSize;
    tr.setSelection(
      depth === 0
        ? Selection.near(tr.doc.resolve(moved))
        : Selection.near(tr.doc.resolve(moved), 1),
    );
    tr.scrollIntoView();
    return true;
  });
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
