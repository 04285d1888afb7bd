/** What can be put into the article, offered when somebody begins a line with "/". */
import { Extension } from '@tiptap/core';
import { PluginKey } from '@tiptap/pm/state';
import { ReactRenderer } from '@tiptap/react';
import { Suggestion, type SuggestionKeyDownProps, type SuggestionProps } from '@tiptap/suggestion';
import { forwardRef, type ReactNode, useEffect, useImperativeHandle, useState } from 'react';
import { available, type Command, slashCommands } from './commands';
import type { Surroundings } from './surroundings';
import { Menu, MenuItem } from './style';

const listId = 'slash-menu';
/** Whether a key is meant for the menu. */
export const isSlashMenuOpen = (): boolean => document.getElementById(listId) !== null;

const optionId = (index: number) => `${listId}-${String(index)}`;

type Props = SuggestionProps<Command, Command>;

interface MenuHandle {
  onKeyDown: (event: KeyboardEvent) => boolean;
}

export const SlashMenu = Extension.create<Pick<Surroundings, 'open' | 'notify'>>({
  name: 'slashMenu',
  addOptions: () => ({ open: () => undefined, notify: () => undefined }),
  addProseMirrorPlugins() {
    const { open, notify } = this.options;
    return [
      Suggestion<Command, Command>({
        editor: this.editor,
        pluginKey: new PluginKey('slashMenu'),
        char: '/',
        startOfLine: true,
        allowSpaces: true,
        items: ({ editor, query }) => matching(available(editor, slashCommands), query),
        command: ({ editor, range, props }) => {
          editor.chain().focus().deleteRange(range).run();
          props.run({ editor, open, notify });
        },
        render: () => {
          let menu: ReactRenderer<MenuHandle, Props> | undefined;
          let unmount: (() => void) | undefined;
          return {
            onStart: (props) => {
              menu = new ReactRenderer(SlashMenuList, { props, editor: props.editor });
              // Above the full screen too; where it is mounted has no place of its own in the stack.
              menu.element.style.cssText = 'position: relative; z-index: 20';
              unmount = props.mount(menu.element);
            },
            onUpdate: (props) => menu?.updateProps(props),
            onKeyDown: ({ event }: SuggestionKeyDownProps) => menu?.ref?.onKeyDown(event) ?? false,
            onExit: () => {
              unmount?.();
              menu?.destroy();
              menu = undefined;
            },
          };
        },
      }),
    ];
  },
});

function matching(commands: readonly Command[], query: string): Command[] {
  const sought = query.toLowerCase().trimEnd();
  const named = commands.filter(({ label }) => label.toLowerCase().startsWith(sought));
  const meant = commands.filter(({ label, words = '' }) =>
    `${label} ${words}`
      .toLowerCase()
      .split(' ')
      .some((word) => word.startsWith(sought)),
  );
  return [...new Set([...named, ...meant])];
}

const SlashMenuList = forwardRef<MenuHandle, Props>(function SlashMenuList(
  { items, query, command, editor },
  ref,
): ReactNode {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, items.length - 1);

  useEffect(() => {
    setChosen(0);
  }, [items]);

  // The focus stays in the text; this is how screen readers hear of the menu (ARIA, combobox).
  useEffect(() => {
    const { dom } = editor.view;
    dom.setAttribute('aria-controls', listId);
    if (index >= 0) dom.setAttribute('aria-activedescendant', optionId(index));
    document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' });
    return () => {
      dom.removeAttribute('aria-controls');
      dom.removeAttribute('aria-activedescendant');
    };
  }, [editor, index]);

  useImperativeHandle(ref, () => ({
    onKeyDown({ key }) {
      const count = items.length;
      const item = items[index];
      if (!item) return false;
      if (key === 'ArrowDown') setChosen((index + 1) % count);
      else if (key === 'ArrowUp') setChosen((index + count - 1) % count);
      else if (key === 'Enter' || key === 'Tab') command(item);
      else return false;
      return true;
    },
  }));

  if (items.length === 0)
    // Several words that begin with a slash are words.
    return query.includes(' ') ? null : (
      <Menu role="status" id={listId}>
        <MenuItem>Nothing by that name.</MenuItem>
      </Menu>
    );
  return (
    <Menu role="listbox" id={listId} aria-label="Insert">
      {items.map((item, at) => (
        <MenuItem
          key={item.label}
          id={optionId(at)}
          role="option"
          aria-selected={at === index}
          onMouseEnter={() => {
            setChosen(at);
          }}
          onMouseDown={(event: { preventDefault: () => void }) => {
            // The text keeps the focus.
            event.preventDefault();
            command(item);
          }}
        >
          <item.icon aria-hidden /> {item.label}
          {item.typed !== undefined && <kbd>{item.typed}</kbd>}
        </MenuItem>
      ))}
    </Menu>
  );
});
