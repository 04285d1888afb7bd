/** What the views of nodes and the controls need of what is around the editor. */
import type { LinkTarget } from '@meridian/article';
import { createContext, useContext } from 'react';
import type { MediaFile, Uploads } from './uploads';

/** A dialog over the editor; one at a time. */
export type OpenDialog =
  | { kind: 'media'; onChoose: (file: MediaFile) => void }
  | {
      kind: 'link';
      target: LinkTarget | undefined;
      /** @param words what to write where no words are selected. */
      onChoose: (target: LinkTarget, words?: string) => void;
      onRemove?: () => void;
    }
  | { kind: 'citation'; onChoose: (key: string) => void }
  | { kind: 'language'; language: string; onChoose: (language: string) => void }
  | { kind: 'shortcuts' };

export interface Surroundings {
  uploads: Uploads;
  /** Has the server fetch an image from another site into the media library. */
  uploadFrom: (url: string) => Promise<MediaFile>;
  open: (dialog: OpenDialog) => void;
  /** Tells the writer something about what was just done. */
  notify: (text: string) => void;
}

const Context = createContext<Surroundings | undefined>(undefined);
export const SurroundingsProvider = Context.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = useContext(Context);
  if (!surroundings) throw new Error('This view stands outside of an editor.');
  return surroundings;
}
