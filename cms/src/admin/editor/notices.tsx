/** What a writer must know, between the bars and the text. */
import { Button, Flex } from '@strapi/design-system';
import { type Editor, useEditorState } from '@tiptap/react';
import type { ReactNode } from 'react';
import { formatTime } from '../publishing/panel';
import type { CitedReference } from './nodes/citation';
import { Notice } from './style';
import type { Offer } from './use-unsaved';

export function Problem({ children }: { children: ReactNode }): ReactNode {
  return (
    <Notice role="alert" $tone="danger">
      {children}
    </Notice>
  );
}

/** Something about what was just done; screen readers hear it when it appears. */
export function Message({ text, onClose }: { text: string; onClose: () => void }): ReactNode {
  return (
    <div role="status">
      {text !== '' && (
        <Notice $tone="warning">
          <p>{text}</p>
          <Button size="S" variant="tertiary" onClick={onClose}>
            Close
          </Button>
        </Notice>
      )}
    </div>
  );
}

interface OfferedTextProps {
  offer: Offer;
  onTake: (offer: Offer) => void;
  onDiscard: (offer: Offer) => void;
}

/** Text that was typed and not saved. The editor waits for the answer, so that neither is lost. */
export function OfferedText({ offer, onTake, onDiscard }: OfferedTextProps): ReactNode {
  const time = formatTime(new Date(offer.at).toISOString());
  return (
    <Notice role="alert" $tone="warning">
      <p>
        There is text of yours from {time} that was not saved.{' '}
        {offer.isOutdated &&
          'The entry has been saved since, so this text lacks what was changed there. '}
        What is saved stays as it is until you save.
      </p>
      <Flex gap={2}>
        <Button
          size="S"
          onClick={() => {
            onTake(offer);
          }}
        >
          Take it back
        </Button>
        <Button
          size="S"
          variant="tertiary"
          onClick={() => {
            onDiscard(offer);
          }}
        >
          Discard it
        </Button>
      </Flex>
    </Notice>
  );
}

interface MissingReferencesProps {
  editor: Editor;
  cited: readonly CitedReference[];
}

/** A reference was taken from the post, and the text still cites it. */
export function MissingReferences({ editor, cited }: MissingReferencesProps): ReactNode {
  const missing = useEditorState({
    editor,
    selector: ({ editor }) => {
      const known = new Set(cited.map(({ key }) => key));
      return citedKeys(editor).filter((key) => !known.has(key));
    },
    equalityFn: (before, after) => before.join() === after?.join(),
  });
  if (missing.length === 0) return null;
  return (
    <Notice role="status" $tone="warning">
      <p>
        The text cites {missing.map((key) => `“${key}”`).join(', ')}, which{' '}
        {missing.length === 1 ? 'is' : 'are'} no longer among the references. Add{' '}
        {missing.length === 1 ? 'it' : 'them'} again below, or take the citations out.
      </p>
      <Button
        size="S"
        variant="tertiary"
        onClick={() => {
          removeCitations(editor, new Set(missing));
          editor.view.focus();
        }}
      >
        Take the citations out
      </Button>
    </Notice>
  );
}

function citedKeys({ state }: Editor): string[] {
  const keys = new Set<string>();
  state.doc.descendants((node) => {
    if (node.type.name === 'citation') keys.add(node.attrs.reference as string);
  });
  return [...keys];
}

function removeCitations(editor: Editor, keys: ReadonlySet<string>): void {
  editor.commands.command(({ tr, state }) => {
    state.doc.descendants((node, position) => {
      if (node.type.name === 'citation' && keys.has(node.attrs.reference as string))
        tr.delete(tr.mapping.map(position), tr.mapping.map(position + 1));
    });
    return true;
  });
}
