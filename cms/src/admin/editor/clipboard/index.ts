/** Cut, copy, paste and drop. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { copy, cut } from './copy';
import { paste, type PasteTools } from './paste';

export const Clipboard = (tools: PasteTools) =>
  Extension.create({
    name: 'articleClipboard',
    addProseMirrorPlugins: () => [
      new Plugin({
        key: new PluginKey('articleClipboard'),
        props: {
          handleDOMEvents: {
            copy,
            cut,
            paste(view, event) {
              if (!view.editable || !event.clipboardData) return false;
              paste(view, event.clipboardData, tools);
              // Nothing is left to the browser: it would put foreign HTML into the page.
              event.preventDefault();
              return true;
            },
            drop(view, event) {
              // What is dragged within the text is moved by the editor itself.
              if (!view.editable || view.dragging || !event.dataTransfer) return false;
              const position = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
              if (position !== undefined) putCursor(view, position);
              paste(view, event.dataTransfer, tools);
              event.preventDefault();
              return true;
            },
          },
        },
      }),
    ],
  });

function putCursor(view: EditorView, position: number): void {
  const { tr } = view.state;
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(position))));
}
