/** The dialogs over the editor. */
import { Modal } from '@strapi/design-system';
import { useStrapiApp } from '@strapi/strapi/admin';
import type { ComponentType, ReactNode } from 'react';
import { CitationDialog } from './dialogs/citation';
import { LanguageDialog } from './dialogs/language';
import { LinkDialog } from './dialogs/link';
import { ShortcutsDialog } from './dialogs/shortcuts';
import { rememberFile } from './media';
import type { OpenDialog } from './surroundings';
import type { MediaFile } from './uploads';

/** Strapi's own dialog, which it gives to fields by name and without a type. */
interface MediaLibraryProps {
  allowedTypes: string[];
  multiple: boolean;
  onClose: () => void;
  onSelectAssets: (files: MediaFile[]) => void;
}

interface DialogsProps {
  dialog: OpenDialog | undefined;
  onClose: () => void;
  /** The focus is free. */
  onClosed: () => void;
}

export function Dialogs({ dialog, onClose, onClosed }: DialogsProps): ReactNode {
  const library = useStrapiApp('Article editor', ({ components }) => components['media-library']);
  if (!dialog) return null;
  if (dialog.kind === 'media') {
    const MediaLibrary = library as ComponentType<MediaLibraryProps> | undefined;
    if (!MediaLibrary) return null;
    return (
      <MediaLibrary
        allowedTypes={['images']}
        multiple={false}
        onClose={() => {
          onClose();
          onClosed();
        }}
        onSelectAssets={([file]) => {
          onClose();
          if (file) dialog.onChoose(rememberFile(file));
        }}
      />
    );
  }
  return (
    <Modal.Root
      open
      onOpenChange={(isOpen: boolean) => {
        if (isOpen) return;
        onClose();
        // Not before the dialog has gone, which holds the focus in it.
        requestAnimationFrame(onClosed);
      }}
    >
      <Content dialog={dialog} onClose={onClose} />
    </Modal.Root>
  );
}

function Content({
  dialog,
  onClose,
}: {
  dialog: Exclude<OpenDialog, { kind: 'media' }>;
  onClose: () => void;
}): ReactNode {
  /** The dialog closes, then what was waiting for the answer goes on. */
  const closing =
    <Answer extends unknown[]>(then: (...answer: Answer) => void) =>
    (...answer: Answer) => {
      onClose();
      then(...answer);
    };
  switch (dialog.kind) {
    case 'link':
      return (
        <LinkDialog
          target={dialog.target}
          onChoose={closing(dialog.onChoose)}
          onRemove={dialog.onRemove && closing(dialog.onRemove)}
        />
      );
    case 'citation':
      return <CitationDialog onChoose={closing(dialog.onChoose)} />;
    case 'language':
      return <LanguageDialog language={dialog.language} onChoose={closing(dialog.onChoose)} />;
    case 'shortcuts':
      return <ShortcutsDialog />;
  }
}
