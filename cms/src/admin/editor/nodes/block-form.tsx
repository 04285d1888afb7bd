/** A block that is nothing but its settings, filled in where it stands. */
import { Button, Flex } from '@strapi/design-system';
import {
  type Editor,
  NodeViewWrapper,
  type ReactNodeViewProps,
  useEditorState,
} from '@tiptap/react';
import type { KeyboardEvent, ReactNode } from 'react';
import { noSubmit } from '../no-submit';

/** What all forms within a text have: they keep their keys to themselves, and to whoever may write. */
export function useFormProps(editor: Editor) {
  const isEditable = useEditorState({ editor, selector: ({ editor }) => editor.isEditable });
  return {
    role: 'group',
    contentEditable: false,
    // Nothing in it can be reached, as React 18 has no property for it.
    ...(!isEditable && { inert: '' }),
    onKeyDown: (event: KeyboardEvent) => {
      noSubmit(event);
      if (event.key === 'Escape') editor.view.focus();
    },
  } as const;
}

/** Takes a block away and gives the focus back to the text. */
export function useRemoval({
  editor,
  deleteNode,
}: Pick<ReactNodeViewProps, 'editor' | 'deleteNode'>): () => void {
  return () => {
    deleteNode();
    editor.view.focus();
  };
}

interface BlockFormProps extends Pick<ReactNodeViewProps, 'editor' | 'deleteNode' | 'selected'> {
  /** What the block is called. */
  name: string;
  children: ReactNode;
}

export function BlockForm({ name, children, ...view }: BlockFormProps): ReactNode {
  const formProps = useFormProps(view.editor);
  const remove = useRemoval(view);
  return (
    <NodeViewWrapper>
      <div className={view.selected ? 'form selected' : 'form'} {...formProps} aria-label={name}>
        <p className="form-title" data-drag-handle="">
          {name}
        </p>
        {children}
        <Flex>
          <Button variant="danger-light" size="S" onClick={remove}>
            Remove {name.toLowerCase()}
          </Button>
        </Flex>
      </div>
    </NodeViewWrapper>
  );
}
