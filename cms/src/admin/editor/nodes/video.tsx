/** A video by its address. The site asks nobody before the visitor starts it. */
import { isWebUrl } from '@meridian/article';
import { Button, Flex } from '@strapi/design-system';
import { Node } from '@tiptap/core';
import { NodeViewWrapper, type ReactNodeViewProps, ReactNodeViewRenderer } from '@tiptap/react';
import type { ReactNode } from 'react';
import { noSubmit } from '../no-submit';
import { TextField } from '../text-field';

export const Video = Node.create({
  name: 'video',
  atom: true,
  draggable: true,
  renderHTML: () => ['div', { class: 'video' }],
  addNodeView: () => ReactNodeViewRenderer(VideoView),
});

function VideoView({
  node,
  updateAttributes,
  deleteNode,
  selected,
}: ReactNodeViewProps): ReactNode {
  const { url, title } = node.attrs as { url: string; title: string };
  return (
    <NodeViewWrapper>
      <div
        className={selected ? 'form selected' : 'form'}
        contentEditable={false}
        onKeyDown={noSubmit}
      >
        <p className="form-title" data-drag-handle="">
          Video
        </p>
        <TextField
          label="Address"
          value={url}
          placeholder="https://"
          error={isWebUrl(url) ? undefined : 'Paste the address of the video: https://…'}
          onChange={(value) => {
            updateAttributes({ url: value.trim() });
          }}
        />
        <TextField
          label="Title"
          value={title}
          error={
            title.trim() === ''
              ? 'Give it a title: people want to know what they start.'
              : undefined
          }
          onChange={(value) => {
            updateAttributes({ title: value });
          }}
        />
        <Flex>
          <Button variant="danger-light" size="S" onClick={deleteNode}>
            Remove video
          </Button>
        </Flex>
      </div>
    </NodeViewWrapper>
  );
}
