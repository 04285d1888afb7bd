/** An image with its words: alternative text or "decorative", caption, credit. */
import type { ImageSource } from '@meridian/article';
import { Button, Checkbox, Flex, Loader, Typography } from '@strapi/design-system';
import { type Editor, Node } from '@tiptap/core';
import {
  NodeViewContent,
  type ReactNodeViewProps,
  NodeViewWrapper,
  ReactNodeViewRenderer,
} from '@tiptap/react';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { messageOf } from '../answer';
import { useMediaFile } from '../media';
import { noSubmit } from '../no-submit';
import { useSurroundings } from '../surroundings';
import { TextField } from '../text-field';

/** In the editor an image may still be on its way to the library. */
type EditedImage = ImageSource | { kind: 'pending'; id: string };

interface FigureAttributes {
  image: EditedImage;
  alt: string;
  decorative: boolean;
  credit: string;
}

export const Figure = Node.create({
  name: 'figure',
  draggable: true,
  isolating: true,
  renderHTML: () => ['figure', 0],
  addNodeView: () => ReactNodeViewRenderer(FigureView),
});

function FigureView(props: ReactNodeViewProps): ReactNode {
  const { editor, node, updateAttributes, deleteNode, selected } = props;
  const { image, alt, decorative, credit } = node.attrs as FigureAttributes;
  const { open } = useSurroundings();
  const lacksWords = !decorative && alt.trim() === '';
  const replace = () => {
    open({
      kind: 'media',
      onChoose: ({ documentId, alternativeText }) => {
        const words = alt === '' ? { alt: alternativeText ?? '' } : {};
        updateAttributes({ image: { kind: 'upload', documentId }, ...words });
      },
    });
  };
  return (
    <NodeViewWrapper className={selected ? 'figure selected' : 'figure'}>
      <figure>
        <div contentEditable={false} data-drag-handle="">
          <Picture image={image} alt={alt} editor={editor} onArrive={updateAttributes} />
        </div>
        <NodeViewContent />
      </figure>
      <div className="form" contentEditable={false} onKeyDown={noSubmit}>
        <div className="row">
          <TextField
            label="Alternative text"
            value={alt}
            disabled={decorative}
            error={lacksWords ? 'Say what it shows, for people who cannot see it.' : undefined}
            onChange={(value) => {
              updateAttributes({ alt: value });
            }}
          />
          <TextField
            label="Credit"
            value={credit}
            placeholder="Photographer or source"
            onChange={(value) => {
              updateAttributes({ credit: value });
            }}
          />
        </div>
        <Checkbox
          checked={decorative}
          onCheckedChange={(checked: boolean | 'indeterminate') => {
            updateAttributes({ decorative: checked === true });
          }}
        >
          Decorative: it says nothing that the text does not
        </Checkbox>
        <Flex gap={2}>
          <Button variant="tertiary" size="S" onClick={replace}>
            Choose another image
          </Button>
          <Button variant="danger-light" size="S" onClick={deleteNode}>
            Remove image
          </Button>
        </Flex>
      </div>
    </NodeViewWrapper>
  );
}

interface PictureProps {
  image: EditedImage;
  alt: string;
  editor: Editor;
  onArrive: (attributes: Partial<FigureAttributes>) => void;
}

function Picture(props: PictureProps): ReactNode {
  const { image, alt, editor } = props;
  switch (image.kind) {
    case 'upload':
      return <LibraryPicture documentId={image.documentId} alt={alt} />;
    case 'url':
      return <RemotePicture url={image.url} {...props} />;
    case 'pending':
      return <PendingPicture id={image.id} alt={alt} editor={editor} />;
  }
}

function LibraryPicture({ documentId, alt }: { documentId: string; alt: string }): ReactNode {
  const { file, problem } = useMediaFile(documentId);
  if (file) return <img src={file.url} alt={alt} draggable={false} />;
  if (problem !== undefined) return <Problem>{problem}</Problem>;
  return <Loader small>Loading the image …</Loader>;
}

function PendingPicture({
  id,
  alt,
  editor,
}: {
  id: string;
  alt: string;
  editor: Editor;
}): ReactNode {
  const { uploads } = useSurroundings();
  const upload = useSyncExternalStore(uploads.subscribe, () => uploads.get(id));
  // It may have arrived while the image was undone, and is here again.
  useEffect(() => {
    if (upload?.arrived) uploads.settle(editor.view, id);
  });
  if (!upload)
    return <Problem>The image did not reach the media library. Add it once more.</Problem>;
  return (
    <>
      <img src={upload.preview} alt={alt} draggable={false} className="pending" />
      {upload.error === undefined ? (
        <Loader small>Sending the image to the media library …</Loader>
      ) : (
        <Problem>
          The image is not in the media library yet: {upload.error}{' '}
          <Button size="S" variant="tertiary" onClick={() => void uploads.retry(editor.view, id)}>
            Try again
          </Button>
        </Problem>
      )}
    </>
  );
}

/** Addresses that were asked for an image since the page was loaded. */
const asked = new Set<string>();

/**
 * An image that lies on another site: the server fetches it. The browser does not show it before, for
 * that would tell the site who writes.
 */
function RemotePicture({ url, editor, onArrive }: PictureProps & { url: string }): ReactNode {
  const { uploadFrom } = useSurroundings();
  const [state, setState] = useState<{ isBusy: boolean; error?: string }>({ isBusy: false });
  const fetch = async () => {
    asked.add(url);
    setState({ isBusy: true });
    try {
      const { documentId } = await uploadFrom(url);
      onArrive({ image: { kind: 'upload', documentId } });
    } catch (error) {
      setState({ isBusy: false, error: messageOf(error) });
    }
  };
  useEffect(() => {
    if (editor.isEditable && !asked.has(url)) void fetch();
  });
  if (state.isBusy) return <Loader small>Fetching the image from {new URL(url).hostname} …</Loader>;
  return (
    <Problem>
      The image lies on {new URL(url).hostname} and must be in the media library before you publish.{' '}
      {state.error}{' '}
      <Button size="S" variant="tertiary" onClick={() => void fetch()}>
        Add it to the media library
      </Button>
    </Problem>
  );
}

function Problem({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography tag="p" variant="pi" textColor="danger600" className="problem">
      {children}
    </Typography>
  );
}
