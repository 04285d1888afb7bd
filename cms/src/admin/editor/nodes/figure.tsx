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
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { useMediaFile } from '../media';
import { useSurroundings } from '../surroundings';
import { TextField } from '../text-field';
import { wordsOf } from '../uploads';
import { useFormProps, useRemoval } from './block-form';

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
  const { editor, node, updateAttributes, selected } = props;
  const { image, alt, decorative, credit } = node.attrs as FigureAttributes;
  const { open } = useSurroundings();
  const formProps = useFormProps(editor);
  const remove = useRemoval(props);
  const lacksWords = !decorative && alt.trim() === '';
  const replace = () => {
    open({
      kind: 'media',
      onChoose: (file) => {
        const words = alt === '' ? { alt: wordsOf(file) } : {};
        updateAttributes({ image: { kind: 'upload', documentId: file.documentId }, ...words });
      },
    });
  };
  return (
    <NodeViewWrapper className={selected ? 'figure selected' : 'figure'}>
      <figure>
        <div contentEditable={false} data-drag-handle="">
          <Picture image={image} alt={alt} editor={editor} />
        </div>
        <NodeViewContent />
      </figure>
      <div className="form" {...formProps} aria-label={alt === '' ? 'Image' : `Image: ${alt}`}>
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
          <Button variant="danger-light" size="S" onClick={remove}>
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
}

function Picture({ image, alt, editor }: PictureProps): ReactNode {
  switch (image.kind) {
    case 'upload':
      return <LibraryPicture documentId={image.documentId} alt={alt} />;
    case 'url':
      return <RemotePicture url={image.url} editor={editor} />;
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

/** How an image comes into the library, and a way to try it again. */
function useUpload(editor: Editor, key: string) {
  const { uploads } = useSurroundings();
  const upload = useSyncExternalStore(uploads.subscribe, () => uploads.get(key));
  return {
    upload,
    ask: () => {
      uploads.ask(editor.view, key);
    },
    retry: () => {
      uploads.retry(editor.view, key);
    },
  };
}

/** A file that was pasted or dropped. */
function PendingPicture({ id, alt, editor }: { id: string; alt: string; editor: Editor }) {
  const { upload, ask, retry } = useUpload(editor, id);
  useEffect(() => {
    if (upload) ask();
  });
  // The file is gone with the page that it was pasted into.
  if (!upload)
    return <Problem>The image did not reach the media library. Add it once more.</Problem>;
  return (
    <>
      {upload.preview !== undefined && (
        <img src={upload.preview} alt={alt} draggable={false} className="pending" />
      )}
      {upload.error === undefined ? (
        <Loader small>Sending the image to the media library …</Loader>
      ) : (
        <Problem>
          The image is not in the media library yet: {upload.error}{' '}
          <Button size="S" variant="tertiary" onClick={retry}>
            Try again
          </Button>
        </Problem>
      )}
    </>
  );
}

/**
 * An image that lies on another site: the server fetches it. The browser does not show it before, for
 * that would tell the site who writes.
 */
function RemotePicture({ url, editor }: { url: string; editor: Editor }): ReactNode {
  const { upload, ask, retry } = useUpload(editor, url);
  useEffect(() => {
    if (editor.isEditable) ask();
  });
  const { hostname } = new URL(url);
  if (upload?.isAsked === true && upload.error === undefined)
    return <Loader small>Fetching the image from {hostname} …</Loader>;
  return (
    <Problem>
      The image lies on {hostname} and must be in the media library before you publish.{' '}
      {upload?.error}{' '}
      <Button size="S" variant="tertiary" onClick={retry}>
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
