/** What the views of nodes and the controls need of what is around the editor. */
import type { Extent, LinkTarget } from '@meridian/article';
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

/** What the schema of an entry says of the field, under `options`. */
export interface Around {
  extent: Extent;
  /** Whether the entry has references to cite. */
  cites: boolean;
  /** Whether the entry has a clinic, whose record buttons take their target from. */
  hasClinic: boolean;
}

export interface Surroundings {
  around: Around;
  uploads: Uploads;
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
