/** Makes the files of the index from the words of all pages. Runs in Node. */
import { hash } from 'node:crypto';
import { type Contents, numberOf, numbers as allNumbers } from '../document.ts';
import { encodePart, encodePostings, heaviest } from '../postings.ts';

export { type PageText, textOfPage } from './page.ts';
export { weigh } from './weigh.ts';

const steps = heaviest + 1;
/**
 * A file ends before each term whose digest ends with so many zeros, one of 64, and when it is this
 * large. So the files depend on the terms that there are and not on which came first, and a new term
 * changes one file and not all that follow it.
 */
const boundaryMask = 63;
const largestPart = 48 * 1024;

export interface BuiltIndex {
  contents: Contents;
  /** The files of words by name; a name is a digest of its bytes. */
  parts: Map<string, Uint8Array>;
  /** The number of each document, by its path. */
  numbers: Map<string, number>;
}

/** The words of all pages, in the least memory: some 350 numbers a page. */
export class WordIndex {
  readonly #places = new Map<string, number>();
  readonly #terms: string[] = [];
  /** For each page, the place of a term times 8 and its weight. */
  readonly #pages = new Map<string, Uint32Array>();

  set(path: string, weights: ReadonlyMap<string, number>): void {
    const words = new Uint32Array(weights.size);
    let next = 0;
    for (const [term, weight] of weights) words[next++] = this.#placeOf(term) * steps + weight;
    this.#pages.set(path, words);
  }

  delete(path: string): void {
    this.#pages.delete(path);
  }

  #placeOf(term: string): number {
    let place = this.#places.get(term);
    if (place === undefined) {
      place = this.#terms.push(term) - 1;
      this.#places.set(term, place);
    }
    return place;
  }

  build(): BuiltIndex {
    const numbers = numbersOf([...this.#pages.keys()]);
    const pages = [...numbers].sort(([, one], [, other]) => one - other);
    // Where the documents of each term begin in two arrays of all of them.
    const starts = new Uint32Array(this.#terms.length + 1);
    for (const words of this.#pages.values())
      for (const word of words) increase(starts, placeIn(word) + 1, 1);
    for (let place = 0; place < this.#terms.length; place += 1)
      increase(starts, place + 1, starts[place] ?? 0);
    const total = starts.at(-1) ?? 0;
    const [documents, weights] = [new Uint32Array(total), new Uint8Array(total)];
    const next = starts.slice();
    for (const [path, number] of pages)
      for (const word of this.#pages.get(path) ?? []) {
        const at = increase(next, placeIn(word), 1);
        documents[at] = number;
        weights[at] = word % steps;
      }
    const terms = this.#terms
      .map((term, place) => ({ term, from: starts[place] ?? 0, to: starts[place + 1] ?? 0 }))
      .filter(({ from, to }) => to > from)
      .sort((one, other) => (one.term < other.term ? -1 : 1))
      .map(({ term, from, to }) => ({
        term,
        postings: encodePostings({
          documents: documents.subarray(from, to),
          weights: weights.subarray(from, to),
        }),
      }));
    const contents: Contents = { documents: pages.length, parts: [] };
    const parts = new Map<string, Uint8Array>();
    for (const part of inParts(terms)) {
      const bytes = encodePart(part);
      const name = hash('sha256', bytes, 'hex').slice(0, 16);
      contents.parts.push([part[0]?.term ?? '', name]);
      parts.set(name, bytes);
    }
    return { contents, parts, numbers };
  }
}

const placeIn = (word: number) => Math.floor(word / steps);

/** @returns what was there before. */
function increase(numbers: Uint32Array, place: number, by: number): number {
  const before = numbers[place] ?? 0;
  numbers[place] = before + by;
  return before;
}

/**
 * A number for each page: a digest of its path, or the next one that is free. So it depends on which pages
 * there are and not on which came first, and a new page hardly ever changes that of another.
 */
function numbersOf(paths: readonly string[]): Map<string, number> {
  const taken = new Set<number>();
  const numbers = new Map<string, number>();
  for (const path of [...paths].sort()) {
    let number = numberOf(path);
    while (taken.has(number)) number = (number + 1) % allNumbers;
    taken.add(number);
    numbers.set(path, number);
  }
  return numbers;
}

function* inParts<T extends { term: string; postings: Uint8Array }>(
  terms: readonly T[],
): Generator<T[]> {
  let part: T[] = [];
  let size = 0;
  for (const item of terms) {
    const isBoundary = (numberOf(item.term) & boundaryMask) === 0;
    if (part.length > 0 && (isBoundary || size + item.postings.length > largestPart)) {
      yield part;
      part = [];
      size = 0;
    }
    part.push(item);
    size += item.postings.length;
  }
  if (part.length > 0) yield part;
}
