/**
 * What was typed and not saved yet, kept in this browser: so that a crash, a reload, an ended session
 * or a refused save loses nothing. Nothing of it takes the place of what is saved without a question.
 */
import { del, get, set } from 'idb-keyval';
import type { JsonNode } from './value';

export interface UnsavedText {
  value: JsonNode | null;
  /** What was saved when this was typed. */
  basedOn: unknown;
  /** Milliseconds since 1970. */
  at: number;
}

/** Where a field of an entry keeps its text, by the person too: browsers are shared in practices. */
export const placeOf = (parts: readonly (string | number | undefined)[]): string =>
  ['meridian-unsaved', ...parts].join('/');

export const readUnsaved = (place: string): Promise<UnsavedText | undefined> => get(place);
export const keepUnsaved = (place: string, text: UnsavedText): Promise<void> => set(place, text);
export const forgetUnsaved = (place: string): Promise<void> => del(place);
