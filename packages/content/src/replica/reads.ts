/**
 * What a page has read, and what a change has touched: together they name the pages that a change
 * concerns. Both speak of the same things: fields of entries by key, and stretches of lists.
 */
import { entrySchemas, type Kind } from '../domain/entries.ts';
import type { Media } from '../domain/pictures.ts';

/** What one page has read. Plain JSON. */
export interface Reads {
  /** Keys, each with a bit for every field that was looked at. */
  fields: [key: string, bits: number][];
  /** Stretches of lists; `null` is the open end. */
  lists: [list: string, from: string | null, to: string | null][];
}

/** What the change of one entry has touched. Plain JSON. */
export interface Touch {
  kind: Kind;
  id: string;
  label: string;
  fields: [key: string, bits: number][];
  /** Places of lists at which the entry has come or gone. */
  lists: [list: string, place: string][];
  /** The path of its own page, before and after. */
  path: { before: string | null; after: string | null };
  /** Whether it is public no more. */
  isGone: boolean;
  /** Images that it showed before and does not show now, or the other way round. */
  media: Media[];
}

/** Whether an entry is there at all. */
export const existence = 1;
/** Every field, and whether the entry is there. */
export const everyField = 0x7fff_ffff;

const bitsOfKinds = Object.fromEntries(
  Object.entries(entrySchemas).map(([kind, { shape }]) => [
    kind,
    new Map(Object.keys(shape).map((field, index) => [field, 2 << index])),
  ]),
) as Record<Kind, Map<string, number>>;

/** The bit of each field of a kind. */
export const fieldBits = (kind: Kind): ReadonlyMap<string, number> => bitsOfKinds[kind];

export const entryKey = (kind: Kind, id: string): string => `${kind} ${id}`;
export const slugKey = (kind: Kind, slug: string): string => `slug ${kind} ${slug}`;
export const listKey = (kind: Kind, scope: string): string => `${kind} ${scope}`;

/** A place in a list; places compare as texts do. */
export const placeOf = (position: string, id: string): string => `${position}\u0000${id}`;

/** Notes what is read from a replica while a page is made. */
export class Recorder {
  readonly #fields = new Map<string, number>();
  readonly #lists = new Map<string, { from: string | null; to: string | null }>();

  field(key: string, bits: number): void {
    this.#fields.set(key, (this.#fields.get(key) ?? 0) | bits);
  }

  /** Notes a stretch of a list; of several, the whole from the first to the last. */
  list(list: string, from: string | null, to: string | null): void {
    const known = this.#lists.get(list);
    this.#lists.set(
      list,
      known ? { from: first(known.from, from), to: last(known.to, to) } : { from, to },
    );
  }

  reads(): Reads {
    return {
      fields: [...this.#fields],
      lists: [...this.#lists].map(([list, { from, to }]) => [list, from, to]),
    };
  }
}

const first = (a: string | null, b: string | null) =>
  a === null || b === null ? null : a < b ? a : b;
const last = (a: string | null, b: string | null) =>
  a === null || b === null ? null : a > b ? a : b;
