/** At a selection: what can be done to it. At a link: where it leads. */
import { TextSelection } from '@tiptap/pm/state';
import { type Editor, useEditorState } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import { type ReactNode, useEffect } from 'react';
import { available, cite, formats } from './commands';
import { LinkName } from './link-name';
import { activeLink } from './links';
import { Bar } from './style';
import { CommandTool } from './toolbar';

const menuKey = 'selectionMenu';

export function SelectionMenu({ editor }: { editor: Editor }): ReactNode {
  const { target, hasWords } = useEditorState({
    editor,
    selector: ({ editor }) => ({
      target: activeLink(editor),
      hasWords: !editor.state.selection.empty,
    }),
  });
  // It is placed before its content is there; a link's makes it larger.
  useEffect(() => {
    editor.view.dispatch(editor.state.tr.setMeta(menuKey, 'updatePosition'));
  }, [editor, target, hasWords]);
  return (
    <BubbleMenu
      editor={editor}
      pluginKey={menuKey}
      shouldShow={({ editor, state: { selection } }) =>
        editor.isEditable &&
        selection instanceof TextSelection &&
        (!selection.empty || editor.isActive('link'))
      }
      options={{ placement: 'top' }}
      style={{ zIndex: 5 }}
    >
      <Bar className="bubble" role="toolbar" aria-label="Selection">
        {hasWords &&
          available(editor, [...formats, cite]).map((command) => (
            <CommandTool key={command.label} command={command} editor={editor} disabled={false} />
          ))}
        {target && (
          <span className="link-target">
            <LinkName target={target} />
            {!hasWords &&
              available(editor, formats)
                .filter(({ needs }) => needs === 'link')
                .map((command) => (
                  <CommandTool
                    key={command.label}
                    command={command}
                    editor={editor}
                    disabled={false}
                  />
                ))}
          </span>
        )}
      </Bar>
    </BubbleMenu>
  );
}
