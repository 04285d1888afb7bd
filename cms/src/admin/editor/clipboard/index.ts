/** Cut, copy, paste and drop. */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { copy, cut } from './copy';
import { listenForDrops } from './drop';
import { paste, type PasteTools } from './paste';

export const Clipboard = (tools: PasteTools) =>
  Extension.create({
    name: 'articleClipboard',
    addProseMirrorPlugins: () => [
      new Plugin({
        key: new PluginKey('articleClipboard'),
        view: (view) => listenForDrops(view, tools),
        props: {
          handleDOMEvents: {
            copy,
            cut,
            paste(view, event) {
              if (!view.editable || !event.clipboardData) return false;
              // Nothing is left to the browser: it would put foreign HTML into the page.
              event.preventDefault();
              paste(view, event.clipboardData, tools);
              return true;
            },
            drop: () => true,
          },
        },
      }),
    ],
  });
