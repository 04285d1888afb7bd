/** The two rows above the text: what can be done, and what can be done to the block at hand. */
import { Menu as DropDown } from '@strapi/design-system';
import {
  ArrowClockwise,
  ClockCounterClockwise,
  Collapse,
  Expand,
  List,
  Plus,
  Question,
} from '@strapi/icons';
import { type Editor, useEditorState } from '@tiptap/react';
import { type ReactNode, useRef } from 'react';
import { BlockBar } from './block-bar';
import {
  available,
  cite,
  type Command,
  formats,
  headings,
  insertions,
  lists,
  shownKeys,
} from './commands';
import { Bar, Separator, Tool } from './style';
import { useSurroundings } from './surroundings';
import { useRovingFocus } from './use-roving-focus';

interface ToolbarProps {
  editor: Editor;
  disabled: boolean;
  isFull: boolean;
  hasOutline: boolean;
  onFull: () => void;
  onOutline: () => void;
}

const groups = [headings, formats, lists, [cite]];

export function Toolbar(props: ToolbarProps): ReactNode {
  const { editor, disabled, isFull, hasOutline, onFull, onOutline } = props;
  const { open } = useSurroundings();
  const bar = useRef<HTMLDivElement>(null);
  const roving = useRovingFocus(bar, () => editor.commands.focus());
  const { canUndo, canRedo } = useEditorState({
    editor,
    selector: ({ editor }) => ({ canUndo: editor.can().undo(), canRedo: editor.can().redo() }),
  });
  return (
    <>
      <Bar ref={bar} role="toolbar" aria-label="Formatting" {...roving}>
        {groups.map((group) => {
          const offered = available(editor, group);
          if (offered.length === 0) return null;
          return (
            <div key={offered[0]?.label} role="group" className="group">
              {offered.map((command) => (
                <CommandTool
                  key={command.label}
                  command={command}
                  editor={editor}
                  disabled={disabled}
                />
              ))}
              <Separator />
            </div>
          );
        })}
        <Insert editor={editor} disabled={disabled} />
        <div role="group" className="group end">
          <Tool
            type="button"
            title={`Undo (${shownKeys('Mod-z')})`}
            aria-label="Undo"
            disabled={disabled || !canUndo}
            onClick={() => editor.chain().focus().undo().run()}
          >
            <ClockCounterClockwise aria-hidden />
          </Tool>
          <Tool
            type="button"
            title={`Redo (${shownKeys('Mod-Shift-z')})`}
            aria-label="Redo"
            disabled={disabled || !canRedo}
            onClick={() => editor.chain().focus().redo().run()}
          >
            <ArrowClockwise aria-hidden />
          </Tool>
          <Tool
            type="button"
            title="Outline"
            aria-label="Outline"
            aria-pressed={hasOutline}
            onClick={onOutline}
          >
            <List aria-hidden />
          </Tool>
          <Tool
            type="button"
            title={`Keyboard shortcuts (${shownKeys('Mod-/')})`}
            aria-label="Keyboard shortcuts"
            onClick={() => {
              open({ kind: 'shortcuts' });
            }}
          >
            <Question aria-hidden />
          </Tool>
          <Tool
            type="button"
            title={isFull ? 'Leave the full screen (Esc)' : 'Full screen'}
            aria-label="Full screen"
            aria-pressed={isFull}
            onClick={onFull}
          >
            {isFull ? <Collapse aria-hidden /> : <Expand aria-hidden />}
          </Tool>
        </div>
      </Bar>
      {!disabled && <BlockBar editor={editor} />}
    </>
  );
}

export function CommandTool({
  command,
  editor,
  disabled,
}: {
  command: Command;
  editor: Editor;
  disabled: boolean;
}): ReactNode {
  const { open, notify } = useSurroundings();
  const isActive = useEditorState({
    editor,
    selector: ({ editor }) => command.isActive?.(editor) ?? false,
  });
  const { label, keys, icon: Icon } = command;
  return (
    <Tool
      type="button"
      title={keys === undefined ? label : `${label} (${shownKeys(keys)})`}
      aria-label={label}
      aria-pressed={command.isActive ? isActive : undefined}
      disabled={disabled}
      // The selection in the text stays.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        command.run({ editor, open, notify });
      }}
    >
      <Icon aria-hidden />
    </Tool>
  );
}

function Insert({ editor, disabled }: { editor: Editor; disabled: boolean }): ReactNode {
  const { open, notify } = useSurroundings();
  const offered = available(editor, insertions);
  if (offered.length === 0) return null;
  return (
    <DropDown.Root>
      <DropDown.Trigger
        size="S"
        variant="tertiary"
        startIcon={<Plus aria-hidden />}
        disabled={disabled}
      >
        Insert
      </DropDown.Trigger>
      <DropDown.Content
        // All of them at a glance, where the window has room.
        maxHeight="min(48rem, var(--radix-dropdown-menu-content-available-height))"
        // The command decides where the focus goes.
        onCloseAutoFocus={(event: Event) => {
          event.preventDefault();
        }}
      >
        {offered.map((command) => (
          <DropDown.Item
            key={command.label}
            startIcon={<command.icon aria-hidden />}
            onSelect={() => {
              command.run({ editor, open, notify });
            }}
          >
            {command.label}
          </DropDown.Item>
        ))}
      </DropDown.Content>
    </DropDown.Root>
  );
}
