/** A video by its address. The site asks nobody before the visitor starts it. */
import { isWebUrl, playerOf } from '@meridian/article';
import { Node } from '@tiptap/core';
import { type ReactNodeViewProps, ReactNodeViewRenderer } from '@tiptap/react';
import type { ReactNode } from 'react';
import { TextField } from '../text-field';
import { BlockForm } from './block-form';

export const Video = Node.create({
  name: 'video',
  atom: true,
  draggable: true,
  renderHTML: () => ['div', { class: 'video' }],
  addNodeView: () => ReactNodeViewRenderer(VideoView),
});

function VideoView(props: ReactNodeViewProps): ReactNode {
  const { node, updateAttributes } = props;
  const { url, title } = node.attrs as { url: string; title: string };
  return (
    <BlockForm name="Video" {...props}>
      <TextField
        label="Address"
        value={url}
        placeholder="https://"
        longest={2_000}
        hint={hintFor(url)}
        error={isWebUrl(url) ? undefined : 'Paste the address of the video: https://…'}
        onChange={(value) => {
          updateAttributes({ url: value.trim() });
        }}
      />
      <TextField
        label="Title"
        value={title}
        error={
          title.trim() === '' ? 'Give it a title: people want to know what they start.' : undefined
        }
        onChange={(value) => {
          updateAttributes({ title: value });
        }}
      />
    </BlockForm>
  );
}

/** What visitors will see, as far as it is not what one would expect. */
const hintFor = (url: string): string | undefined =>
  isWebUrl(url) && playerOf(new URL(url)) === undefined
    ? 'Only videos of YouTube and Vimeo can be played in the page. Of this one it shows a link.'
    : undefined;
