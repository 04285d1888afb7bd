/** What can be done to the block with the cursor, by mouse and by keyboard alike. */
import { ArrowDown, ArrowUp, Plus, Trash } from '@strapi/icons';
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  mergeCells,
  splitCell,
  toggleHeader,
} from '@tiptap/pm/tables';
import type { Command as StateCommand } from '@tiptap/pm/state';
import { type Editor, useEditorState } from '@tiptap/react';
import { type ReactNode, useRef } from 'react';
import { type CalloutKind, calloutKinds } from './nodes/callout';
import { addSibling, depthOf, itemDepth, moveItem, removeItem } from './nodes/items';
import { noSubmit } from './no-submit';
import { Bar, TextTool } from './style';
import { useRovingFocus } from './use-roving-focus';

const names: Partial<Record<string, string>> = {
  paragraph: 'Paragraph',
  heading: 'Heading',
  bulletList: 'List',
  orderedList: 'Numbered list',
  listItem: 'List item',
  blockquote: 'Quotation',
  figure: 'Image',
  table: 'Table',
  divider: 'Divider',
  callout: 'Callout',
  steps: 'Steps',
  step: 'Step',
  faq: 'Questions and answers',
  faqItem: 'Question',
  callToAction: 'Button',
  video: 'Video',
  lockedBlock: 'Locked block',
};

const special = ['table', 'step', 'faqItem', 'callout', 'listItem'] as const;
type Special = (typeof special)[number];

interface Place {
  /** What is moved and removed. */
  item: string;
  inner: Special | undefined;
  /** Settings of the inner block that the bar shows. */
  kind: CalloutKind | undefined;
  caption: string | undefined;
}

function placeOf({ state }: Editor): Place {
  const { $from } = state.selection;
  const { selection } = state;
  if ($from.depth === 0) {
    const name = 'node' in selection ? $from.nodeAfter?.type.name : undefined;
    return { item: name ?? 'paragraph', inner: undefined, kind: undefined, caption: undefined };
  }
  const depth = depthOf($from, ...special);
  const node = depth === undefined ? undefined : $from.node(depth);
  return {
    item: $from.node(itemDepth($from)).type.name,
    inner: node?.type.name as Special | undefined,
    kind: node?.attrs.kind as CalloutKind | undefined,
    caption: node?.attrs.caption as string | undefined,
  };
}

export function BlockBar({ editor }: { editor: Editor }): ReactNode {
  const place = useEditorState({ editor, selector: ({ editor }) => placeOf(editor) });
  const name = names[place.item] ?? 'Block';
  const bar = useRef<HTMLDivElement>(null);
  const roving = useRovingFocus(bar, () => editor.commands.focus());
  return (
    <Bar
      ref={bar}
      role="toolbar"
      aria-label="The block"
      onFocus={roving.onFocus}
      onKeyDown={(event) => {
        noSubmit(event);
        roving.onKeyDown(event);
      }}
    >
      <strong>{name}</strong>
      <Tools editor={editor} place={place} />
      <div className="group end">
        <Action label={`Move ${name.toLowerCase()} up`} onClick={() => moveItem(editor, -1)}>
          <ArrowUp aria-hidden />
        </Action>
        <Action label={`Move ${name.toLowerCase()} down`} onClick={() => moveItem(editor, 1)}>
          <ArrowDown aria-hidden />
        </Action>
        <Action label={`Remove ${name.toLowerCase()}`} onClick={() => removeItem(editor)}>
          <Trash aria-hidden />
        </Action>
      </div>
    </Bar>
  );
}

function Action({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <TextTool
      type="button"
      title={label}
      aria-label={label}
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={onClick}
    >
      {children}
    </TextTool>
  );
}

function Tools({ editor, place }: { editor: Editor; place: Place }): ReactNode {
  switch (place.inner) {
    case 'table':
      return <TableTools editor={editor} caption={place.caption ?? ''} />;
    case 'step':
      return (
        <Action label="Add a step" onClick={() => addSibling(editor, 'step')}>
          <Plus aria-hidden /> Add a step
        </Action>
      );
    case 'faqItem':
      return (
        <Action label="Add a question" onClick={() => addSibling(editor, 'faqItem')}>
          <Plus aria-hidden /> Add a question
        </Action>
      );
    case 'listItem':
      return (
        <>
          <Action
            label="Indent"
            onClick={() => editor.chain().focus().sinkListItem('listItem').run()}
          >
            Indent
          </Action>
          <Action
            label="Outdent"
            onClick={() => editor.chain().focus().liftListItem('listItem').run()}
          >
            Outdent
          </Action>
        </>
      );
    case 'callout':
      return <CalloutKinds editor={editor} kind={place.kind} />;
    case undefined:
      return null;
  }
}

function CalloutKinds({
  editor,
  kind,
}: {
  editor: Editor;
  kind: CalloutKind | undefined;
}): ReactNode {
  return (
    <div role="group" aria-label="Kind of callout" className="group">
      {Object.entries(calloutKinds).map(([value, words]) => (
        <TextTool
          key={value}
          type="button"
          aria-pressed={value === kind}
          onClick={() => editor.chain().focus().updateAttributes('callout', { kind: value }).run()}
        >
          {words}
        </TextTool>
      ))}
    </div>
  );
}

const tableTools: readonly (readonly [label: string, command: StateCommand])[] = [
  ['Row above', addRowBefore],
  ['Row below', addRowAfter],
  ['Column before', addColumnBefore],
  ['Column after', addColumnAfter],
  ['Remove row', deleteRow],
  ['Remove column', deleteColumn],
  ['Headings on top', toggleHeader('row')],
  ['Headings at the side', toggleHeader('column')],
  ['Merge cells', mergeCells],
  ['Split cell', splitCell],
];

function TableTools({ editor, caption }: { editor: Editor; caption: string }): ReactNode {
  return (
    <>
      {tableTools.map(([label, command]) => (
        <Action
          key={label}
          label={label}
          onClick={() => {
            command(editor.state, (tr) => {
              editor.view.dispatch(tr);
            });
            editor.view.focus();
          }}
        >
          {label}
        </Action>
      ))}
      <label className="caption">
        Caption{' '}
        <input
          type="text"
          value={caption}
          maxLength={300}
          onChange={(event) => {
            setCaption(editor, event.target.value);
          }}
        />
      </label>
    </>
  );
}

function setCaption(editor: Editor, caption: string): void {
  editor.commands.command(({ tr, state }) => {
    const { $from } = state.selection;
    const depth = depthOf($from, 'table');
    if (depth === undefined) return false;
    // Not as a step for the attribute alone: each of these would be a step of the history.
    tr.setNodeMarkup($from.before(depth), undefined, { ...$from.node(depth).attrs, caption });
    return true;
  });
}
