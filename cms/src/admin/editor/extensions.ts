/** The editor's extensions: the schema, and what works on all of it. */
import type { Extent } from '@meridian/article';
import { type AnyExtension, type Editor, Extension } from '@tiptap/core';
import { ListKeymap } from '@tiptap/extension-list';
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from '@tiptap/extensions';
import { BlockHandle } from './block-handle';
import { Clipboard } from './clipboard';
import { allCommands, available } from './commands';
import type { CitationOptions } from './nodes/citation';
import { moveItem } from './nodes/items';
import { schemaExtensions } from './schema';
import { SlashMenu } from './slash-menu';
import type { Surroundings } from './surroundings';
import { TabKey } from './tab-key';
import { writeOnAfterSave } from './write-on';

interface Options {
  extent: Extent;
  surroundings: Surroundings;
  citations: CitationOptions;
}

/** What is not already bound by an extension of a node. */
const shortcuts = (tools: Pick<Surroundings, 'open' | 'notify'>) =>
  Extension.create({
    name: 'shortcuts',
    addKeyboardShortcuts() {
      const { editor } = this;
      const bound = available(editor, allCommands).flatMap(({ keys, binds, run }) =>
        keys !== undefined && binds
          ? [
              [
                keys,
                () => {
                  run({ editor, ...tools });
                  return true;
                },
              ] as const,
            ]
          : [],
      );
      const goOn = () => {
        writeOnAfterSave(editor);
        return false;
      };
      return {
        ...Object.fromEntries(bound),
        'Alt-ArrowUp': () => moveItem(editor, -1),
        'Alt-ArrowDown': () => moveItem(editor, 1),
        'Alt-F10': () => focusToolbar(editor),
        ...Object.fromEntries(saveKeys.map((keys) => [keys, goOn])),
        'Mod-/': () => {
          tools.open({ kind: 'shortcuts' });
          return true;
        },
      };
    },
  });

/** The keys by which Strapi saves or publishes the entry. */
const saveKeys = ['Mod-s', 'Mod-Enter', 'Mod-Shift-Enter'];

function focusToolbar({ view }: Editor): boolean {
  const editor = view.dom.closest('.article-editor');
  editor?.querySelector<HTMLElement>('[role="toolbar"] [tabindex="0"]')?.focus();
  return editor !== null;
}

export function editorExtensions({ extent, surroundings, citations }: Options): AnyExtension[] {
  const { open, notify, uploads } = surroundings;
  return [
    ...schemaExtensions(extent, citations),
    UndoRedo,
    ListKeymap.configure({
      listTypes: [{ itemName: 'listItem', wrapperNames: ['bulletList', 'orderedList'] }],
    }),
    Dropcursor,
    BlockHandle,
    TabKey,
    Gapcursor,
    Placeholder.configure({
      placeholder: ({ editor }) =>
        editor.isEmpty
          ? 'Write or paste your text here. Type / to insert something.'
          : 'Type / to insert something.',
    }),
    Clipboard({ extent, notify, uploads }),
    shortcuts({ open, notify }),
    SlashMenu.configure({ open, notify }),
  ];
}
