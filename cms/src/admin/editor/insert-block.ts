import { closeHistory } from '@tiptap/pm/history';
import { NodeSelection, Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

interface BlockJson {
  type: string;
  attrs?: object;
  content?: object[];
}

/**
 * Puts a block after the one with the cursor, or in its place where that is an empty line. The
 * cursor goes into the block, or into the first field of its form.
 */
export function insertBlock(view: EditorView, block: BlockJson): void {
  const { state } = view;
  const node = state.schema.nodeFromJSON(block);
  const { $from } = state.selection;
  const isEmptyLine =
    $from.depth === 1 && $from.parent.isTextblock && $from.parent.childCount === 0;
  const position = $from.depth === 0 ? state.selection.to : $from.after(1);
  // What was typed before is undone by itself.
  const tr = closeHistory(state.tr);
  const start = isEmptyLine ? $from.before(1) : position;
  if (isEmptyLine) tr.replaceWith(start, $from.after(1), node);
  else tr.insert(start, node);
  // Somebody must be able to go on writing below it.
  const after = start + node.nodeSize;
  if (after === tr.doc.content.size && !node.isTextblock) {
    const below = state.schema.nodes.paragraph?.create();
    if (below) tr.insert(after, below);
  }
  const hasForm = node.isAtom || node.type.name === 'figure';
  if (node.type.name === 'divider') tr.setSelection(Selection.near(tr.doc.resolve(after), 1));
  else if (hasForm) tr.setSelection(NodeSelection.create(tr.doc, start));
  else tr.setSelection(Selection.near(tr.doc.resolve(start + 1), 1));
  view.dispatch(tr.scrollIntoView());
  view.focus();
  if (hasForm)
    requestAnimationFrame(() => {
      focusForm(view.nodeDOM(start));
    });
}

function focusForm(dom: Node | null): void {
  if (dom instanceof HTMLElement) dom.querySelector<HTMLElement>('.form input')?.focus();
}
