/** Which pages a change concerns, by what each page read when it was last made. */
import type { Reads, Touch } from '@meridian/content';

interface Stretch {
  page: string;
  from: string | null;
  to: string | null;
}

export class Dependencies {
  readonly #reads = new Map<string, Reads>();
  readonly #fields = new Map<string, Map<string, number>>();
  readonly #lists = new Map<string, Map<string, Stretch>>();

  get pages(): ReadonlyMap<string, Reads> {
    return this.#reads;
  }

  has(page: string): boolean {
    return this.#reads.has(page);
  }

  /** Replaces what is known of a page. */
  set(page: string, reads: Reads): void {
    this.delete(page);
    this.#reads.set(page, reads);
    for (const [key, bits] of reads.fields) entryOf(this.#fields, key).set(page, bits);
    for (const [list, from, to] of reads.lists)
      entryOf(this.#lists, list).set(page, { page, from, to });
  }

  delete(page: string): void {
    const known = this.#reads.get(page);
    if (!known) return;
    this.#reads.delete(page);
    for (const [key] of known.fields) leave(this.#fields, key, page);
    for (const [list] of known.lists) leave(this.#lists, list, page);
  }

  /** The pages that read something of what was touched. */
  affectedBy(touches: readonly Touch[]): Set<string> {
    const pages = new Set<string>();
    for (const { fields, lists } of touches) {
      for (const [key, bits] of fields)
        for (const [page, read] of this.#fields.get(key) ?? [])
          if ((read & bits) !== 0) pages.add(page);
      for (const [list, place] of lists)
        for (const { page, from, to } of this.#lists.get(list)?.values() ?? [])
          if ((from === null || place >= from) && (to === null || place <= to)) pages.add(page);
    }
    return pages;
  }
}

function entryOf<T>(index: Map<string, Map<string, T>>, key: string): Map<string, T> {
  let entry = index.get(key);
  if (!entry) {
    entry = new Map();
    index.set(key, entry);
  }
  return entry;
}

function leave<T>(index: Map<string, Map<string, T>>, key: string, page: string): void {
  const entry = index.get(key);
  entry?.delete(page);
  if (entry?.size === 0) index.delete(key);
}
