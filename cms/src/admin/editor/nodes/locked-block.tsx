/** A block that this version cannot read: shown, movable, and saved as it came. */
import { Lock } from '@strapi/icons';
import { Node } from '@tiptap/core';
import { type ReactNodeViewProps, NodeViewWrapper, ReactNodeViewRenderer } from '@tiptap/react';
import type { ReactNode } from 'react';

export const lockedBlockName = 'lockedBlock';

export const LockedBlock = Node.create({
  name: lockedBlockName,
  atom: true,
  addAttributes: () => ({
    block: { isRequired: true, rendered: false },
    reason: { isRequired: true, rendered: false },
  }),
  renderHTML: () => ['div', { class: 'locked' }],
  addNodeView: () => ReactNodeViewRenderer(LockedBlockView),
});

function LockedBlockView({ node }: ReactNodeViewProps): ReactNode {
  const block = node.attrs.block as unknown;
  const type =
    typeof block === 'object' && block !== null && 'type' in block ? String(block.type) : 'unknown';
  return (
    <NodeViewWrapper className="locked" contentEditable={false}>
      <p>
        <Lock aria-hidden /> This block (“{type}”) cannot be edited here: {node.attrs.reason} It is
        kept as it is.
      </p>
      <details>
        <summary>What it holds</summary>
        <pre>{JSON.stringify(block, undefined, 2)}</pre>
      </details>
    </NodeViewWrapper>
  );
}
