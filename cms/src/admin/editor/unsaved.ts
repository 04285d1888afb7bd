/**
 * What was typed and not saved yet, kept in this browser: so that a crash, a reload, an ended session
 * or a refused save loses nothing. Nothing of it takes the place of what is saved without a question.
 */
import { del, delMany, entries, get, set } from 'idb-keyval';
import type { ReferenceRow } from './references';
import type { JsonNode } from './value';

export interface UnsavedText {
  value: JsonNode | null;
  /** The references that the entry had, saved or not. */
  references: readonly ReferenceRow[];
  /** What was saved when this was typed. */
  basedOn: unknown;
  /** Milliseconds since 1970. */
  at: number;
}

/** A text and the key under which it lies. */
export interface KeptText extends UnsavedText {
  key: string;
}

/** Milliseconds; what nobody asked for in a quarter of a year goes. */
const longest = 90 * 24 * 60 * 60 * 1_000;
/** Milliseconds that the browser has to answer. */
const patience = 5_000;

const prefix = 'meridian-unsaved';

/** Where a field of an entry keeps its text, by the person too: browsers are shared in practices. */
export const placeOf = (parts: readonly (string | number | undefined)[]): string =>
  [prefix, ...parts].join('/');

let turns: Promise<unknown> = Promise.resolve();

/** One after the other: what is forgotten is what was looked at. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    window.setTimeout(() => {
      reject(new Error('its storage does not answer'));
    }, patience);
  });
  const done = turns.then(() => Promise.race([work(), late]));
  // Whoever asked hears of a failure; the next in turn begins all the same.
  turns = done.catch(() => undefined);
  return done;
}

export const keepUnsaved = (key: string, text: UnsavedText): Promise<void> =>
  inTurn(() => set(key, text));

export const forgetUnsaved = (key: string): Promise<void> => inTurn(() => del(key));

/** Forgets a text if it is, by now, what `isSaved` takes for saved. */
export const forgetSaved = (key: string, isSaved: (text: UnsavedText) => boolean): Promise<void> =>
  inTurn(async () => {
    const text = await get<UnsavedText>(key);
    if (text && isSaved(text)) await del(key);
  });

/**
 * The texts of a place that nobody is writing at the moment, the newest first.
 * @param added the key of one that belongs there too, whoever holds it.
 */
export const unsavedOf = (place: string, added?: string): Promise<KeptText[]> =>
  inTurn(async () => {
    const held = await keysInUse();
    const kept = (await entries<string, UnsavedText>()).filter(([key]) => key.startsWith(prefix));
    const old = kept.filter(([, { at }]) => Date.now() - at > longest).map(([key]) => key);
    if (old.length > 0) await delMany(old);
    return kept
      .filter(([key]) => key === added || (key.startsWith(`${place}/`) && !held.has(key)))
      .filter(([key]) => !old.includes(key))
      .map(([key, text]) => ({ ...text, key }))
      .sort((a, b) => b.at - a.at);
  });

/** Locks are there on https and on this machine; elsewhere tabs do not know of each other. */
const { locks } = navigator as { locks?: LockManager };

/** Other tabs then leave the text alone. @returns what ends that. */
export function holdKey(key: string): () => void {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  void locks?.request(key, () => over);
  return end;
}

async function keysInUse(): Promise<ReadonlySet<string>> {
  const { held = [], pending = [] } = (await locks?.query()) ?? {};
  return new Set([...held, ...pending].flatMap(({ name }) => name ?? []));
}
