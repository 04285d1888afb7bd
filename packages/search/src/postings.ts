/**
 * A stretch of the index as bytes: terms in the order of their code units, each with the documents in
 * which it stands. Numbers are written seven bits a byte, the low ones first; a term begins with as many
 * letters of the term before as a number says.
 */

/** Where a term stands: documents by number (see `numberOf`) in ascending order, and how much it says of each, from 1 to 7. */
export interface Postings {
  documents: ArrayLike<number>;
  weights: ArrayLike<number>;
}

export const heaviest = 7;

const steps = heaviest + 1;

class Writer {
  #bytes = new Uint8Array(1024);
  length = 0;

  number(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.byte((rest & 127) | 128);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = value;
  }

  bytes(values: Uint8Array): void {
    this.#reserve(values.length);
    this.#bytes.set(values, this.length);
    this.length += values.length;
  }

  #reserve(count: number): void {
    if (this.length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  taken(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length);
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  place = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.place >= this.#bytes.length;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.place++];
      if (byte === undefined) throw new RangeError('A file of the search index ends too early.');
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  bytes(count: number): Uint8Array {
    this.place += count;
    if (this.place > this.#bytes.length)
      throw new RangeError('A file of the search index ends too early.');
    return this.#bytes.subarray(this.place - count, this.place);
  }
}

/** The documents of one term as bytes. */
export function encodePostings({ documents, weights }: Postings): Uint8Array<ArrayBuffer> {
  const writer = new Writer();
  let before = 0;
  for (let index = 0; index < documents.length; index += 1) {
    const document = documents[index] ?? 0;
    writer.number((document - before) * steps + (weights[index] ?? 1));
    before = document;
  }
  return writer.taken();
}

/** Puts terms, sorted, with their encoded documents into the bytes of a file. */
export function encodePart(
  terms: readonly { term: string; postings: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const [writer, encoder] = [new Writer(), new TextEncoder()];
  let before = '';
  for (const { term, postings } of terms) {
    const shared = sharedLetters(before, term);
    const rest = encoder.encode(term.slice(shared));
    writer.number(shared);
    writer.number(rest.length);
    writer.bytes(rest);
    writer.number(postings.length);
    writer.bytes(postings);
    before = term;
  }
  return writer.taken();
}

/** How many code units two terms begin with together, without half of a pair. */
function sharedLetters(one: string, other: string): number {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  return /[\ud800-\udbff]$/.test(one.slice(0, shared)) ? shared - 1 : shared;
}

/** A file of the index, in which terms are looked up. @throws RangeError for a file that is cut off. */
export class Part {
  readonly #postings = new Map<string, Uint8Array>();

  constructor(bytes: Uint8Array) {
    const [reader, decoder] = [new Reader(bytes), new TextDecoder()];
    let before = '';
    while (!reader.isAtEnd) {
      const shared = reader.number();
      const term = before.slice(0, shared) + decoder.decode(reader.bytes(reader.number()));
      this.#postings.set(term, reader.bytes(reader.number()));
      before = term;
    }
  }

  terms(): Iterable<string> {
    return this.#postings.keys();
  }

  postings(term: string): Postings | undefined {
    const bytes = this.#postings.get(term);
    if (!bytes) return undefined;
    const reader = new Reader(bytes);
    const postings = { documents: [] as number[], weights: [] as number[] };
    let before = 0;
    while (!reader.isAtEnd) {
      const value = reader.number();
      before += Math.floor(value / steps);
      postings.documents.push(before);
      postings.weights.push(value % steps);
    }
    return postings;
  }
}
