/** A block that is nothing but its settings, filled in where it stands. */
import { Button, Flex } from '@strapi/design-system';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import type { ReactNode } from 'react';
import { noSubmit } from '../no-submit';

interface BlockFormProps extends Pick<ReactNodeViewProps, 'deleteNode' | 'selected'> {
  /** What the block is called. */
  name: string;
  children: ReactNode;
}

export function BlockForm({ name, deleteNode, selected, children }: BlockFormProps): ReactNode {
  return (
    <NodeViewWrapper>
      <div
        className={selected ? 'form selected' : 'form'}
        contentEditable={false}
        onKeyDown={noSubmit}
      >
        <p className="form-title" data-drag-handle="">
          {name}
        </p>
        {children}
        <Flex>
          <Button variant="danger-light" size="S" onClick={deleteNode}>
            Remove {name.toLowerCase()}
          </Button>
        </Flex>
      </div>
    </NodeViewWrapper>
  );
}
