/**
 * What is dropped on the text: files and text from elsewhere, and blocks of the text itself. Strapi's
 * forms listen for drops on the whole window and prevent what the browser does; ProseMirror takes a
 * prevented drop for none of its own, so this listens by itself.
 */
import type { Slice } from '@tiptap/pm/model';
import { type PluginView, Selection } from '@tiptap/pm/state';
import { dropPoint } from '@tiptap/pm/transform';
import type { EditorView } from '@tiptap/pm/view';
import { paste, type PasteTools } from './paste';

/** Listens for as long as the editor lives. */
export function listenForDrops(view: EditorView, tools: PasteTools): PluginView {
  const listen = (event: DragEvent) => {
    drop(view, event, tools);
  };
  view.dom.addEventListener('drop', listen);
  return {
    destroy: () => {
      view.dom.removeEventListener('drop', listen);
    },
  };
}

function drop(view: EditorView, event: DragEvent, tools: PasteTools): void {
  const { dataTransfer, clientX: left, clientY: top } = event;
  if (!view.editable || !dataTransfer) return;
  event.preventDefault();
  const { dragging } = view;
  view.dragging = null;
  const position = view.posAtCoords({ left, top })?.pos;
  if (dragging && position !== undefined) {
    place(view, dragging.slice, position, dragging.move);
    return;
  }
  if (position !== undefined) {
    const { tr } = view.state;
    view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(position))));
  }
  paste(view, dataTransfer, tools);
}

/** Puts a part of the text where it was dropped, and takes it from where it was. */
function place(view: EditorView, slice: Slice, position: number, isMoved: boolean): void {
  const { tr } = view.state;
  const target = dropPoint(tr.doc, position, slice) ?? position;
  if (isMoved) tr.deleteSelection();
  const start = tr.mapping.map(target);
  const [only] = slice.content.content;
  const isOneBlock = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  const before = tr.doc;
  if (only && isOneBlock) tr.replaceRangeWith(start, start, only);
  else tr.replaceRange(start, start, slice);
  if (tr.doc.eq(before)) return;
  const end = tr.mapping.map(target, 1);
  tr.setSelection(Selection.near(tr.doc.resolve(end), -1));
  view.focus();
  view.dispatch(tr.setMeta('uiEvent', 'drop').scrollIntoView());
}
