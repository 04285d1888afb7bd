/** Asks the index a question, in a browser: fetches what the question needs of it, and ranks. */
import { type Contents, files, type SearchDocument } from './document.ts';
import { Part, type Postings } from './postings.ts';
import { mistakesIn, nearest } from './spelling.ts';
import { isFiller, isOfUnspaced, plain, wordsIn } from './words.ts';

export interface Question {
  text: string;
  /** Terms of facets, of which a document must have all. */
  facets: readonly string[];
}

export interface Found {
  /** Numbers of documents, the best first. */
  documents: number[];
  /** Whether these have all of its words. */
  isWhole: boolean;
  /** Words of the question that stand in none of these. */
  missing: string[];
}

/** Fetches a file of the index; undefined when it is not there. Rejects when it cannot be had. */
export type FetchFile = (name: string) => Promise<Response | undefined>;

/** A word of a question. */
export interface Asked {
  word: string;
  terms: string[];
  /** What it may be the beginning of; the word that is still being typed. */
  beginning?: string;
}

/** Shorter beginnings stand for too many words. */
const shortestBeginning = 3;
/** Of a beginning that concerns more files than this, the first are read; the next letter says which are meant. */
const mostParts = 4;
/** How many files are read to find a word that is spelled almost as one that was asked for. */
const mostPartsToCompare = 8;
/** The share of a word that its ending leaves, at least. */
const leastOfAWord = 0.55;
/** How much a word counts of which only the beginning was asked for. */
const begunCounts = 0.7;

export class SearchIndex {
  readonly #fetch: FetchFile;
  readonly #parts = new Map<string, Promise<Part>>();
  #contents: Promise<Contents> | undefined;

  constructor(fetchFile: FetchFile) {
    this.#fetch = fetchFile;
  }

  /** Fetches what every question needs. */
  async prepare(): Promise<void> {
    await this.#readContents();
  }

  /** What a result shows; undefined for one that has gone since. */
  async document(number: number): Promise<SearchDocument | undefined> {
    const response = await this.#fetch(files.document(number));
    return response && ((await response.json()) as SearchDocument);
  }

  /** The documents that answer a question, those with all of its words before the others. */
  async find(question: Question): Promise<Found> {
    try {
      return await this.#find(question);
    } catch (error) {
      if (!(error instanceof GoneError)) throw error;
      // The site has been published anew since the contents were read.
      this.#contents = undefined;
      return this.#find(question);
    }
  }

  /** How many of some documents have a term. */
  async count(term: string, documents: ReadonlySet<number>): Promise<number> {
    const { documents: all } = await this.#postings(term);
    return Array.from(all).filter((number) => documents.has(number)).length;
  }

  /**
   * A question in which words that stand nowhere are replaced by such that are spelled almost so;
   * undefined where there are none.
   * @param missing the words that were not found.
   */
  async suggest(text: string, missing: readonly string[]): Promise<string | undefined> {
    let suggested = '';
    let end = 0;
    for (const { terms, start, end: after } of wordsIn(text)) {
      const word = text.slice(start, after);
      const [term] = terms;
      if (term === undefined || terms.length > 1 || !missing.includes(word)) continue;
      const better = await this.#spelledLike(plain(word), term);
      if (better === undefined) continue;
      suggested += text.slice(end, start) + better;
      end = after;
    }
    return end === 0 ? undefined : suggested + text.slice(end);
  }

  /** A word of the site, as it is written there, for one that stands nowhere. */
  async #spelledLike(word: string, term: string): Promise<string | undefined> {
    if (mistakesIn(word) === 0 || (await this.#postings(term)).documents.length > 0)
      return undefined;
    const near = nearest([word, term], await this.#termsToCompare(word));
    // Of words that are as near, the one that more pages have.
    const lists = await Promise.all(
      near.map(async (other) => ({ other, postings: await this.#postings(other) })),
    );
    lists.sort((a, b) => b.postings.documents.length - a.postings.documents.length);
    const [best] = lists;
    const document = best && (await this.document(best.postings.documents[0] ?? -1));
    if (!document) return undefined;
    // Words are kept without their endings, so a page has to say how it is written.
    const text = `${document.title}\n${document.text}`;
    for (const { terms, start, end } of wordsIn(text))
      if (terms.includes(best.other)) return plain(text.slice(start, end));
    return undefined;
  }

  /** Terms that begin as a word does: with its first letter where these are few, else with more of it. */
  async #termsToCompare(word: string): Promise<string[]> {
    for (let length = 1; length <= shortestBeginning; length += 1) {
      const beginning = word.slice(0, length);
      const parts = await this.#partsWith(beginning);
      if (parts.length > mostPartsToCompare) continue;
      const read = await Promise.all(parts.map((name) => this.#readPart(name)));
      return read.flatMap((part) =>
        [...part.terms()].filter((term) => term.startsWith(beginning) && isWord(term)),
      );
    }
    return [];
  }

  async #find({ text, facets }: Question): Promise<Found> {
    const words = wordsAsked(text);
    const [{ documents: total }, lists, filters] = await Promise.all([
      this.#readContents(),
      Promise.all(words.map((word) => this.#documentsWith(word))),
      Promise.all(
        facets.map(async (term) => new Set((await this.#postings(term)).documents as number[])),
      ),
    ]);
    const scores = new Map<number, number>();
    for (const list of lists) {
      const rarity = Math.log(1 + (total - list.size + 0.5) / (list.size + 0.5));
      for (const [number, weight] of list) {
        if (filters.some((allowed) => !allowed.has(number))) continue;
        scores.set(number, (scores.get(number) ?? 0) + oneWord + rarity * weight);
      }
    }
    const { documents, words: most } = bestOf(scores);
    const isThere = (index: number) => documents.some((number) => lists[index]?.has(number));
    return {
      documents,
      isWhole: most === words.length,
      missing: words.filter((_, at) => !isThere(at)).map(({ word }) => word),
    };
  }

  /** Documents with a word, and how much it says of each. */
  async #documentsWith({ terms, beginning }: Asked): Promise<Map<number, number>> {
    const lists = await Promise.all(terms.map((term) => this.#postings(term)));
    const [first, ...others] = lists.map(mapOf);
    const found = first ?? new Map<number, number>();
    // Pairs of letters make one word: all have to be there.
    for (const number of found.keys())
      if (others.some((list) => !list.has(number))) found.delete(number);
    if (beginning === undefined) return found;
    for (const list of await this.#begunWith(beginning))
      for (const [number, weight] of mapOf(list))
        found.set(number, Math.max(found.get(number) ?? 0, weight * begunCounts));
    return found.size > 0 ? found : this.#beforeItsEnd(beginning);
  }

  /**
   * Documents with the longest word that a beginning begins with: words are kept without their endings, so
   * “hypertensi” is more than “hypertens”, as which “hypertension” is kept.
   */
  async #beforeItsEnd(beginning: string): Promise<Map<number, number>> {
    const shortest = Math.max(shortestBeginning, Math.ceil(beginning.length * leastOfAWord));
    for (let length = beginning.length - 1; length >= shortest; length -= 1) {
      const found = await this.#postings(beginning.slice(0, length));
      if (found.documents.length > 0) return mapOf(found);
    }
    return new Map();
  }

  async #begunWith(beginning: string): Promise<Postings[]> {
    const parts = (await this.#partsWith(beginning)).slice(0, mostParts);
    const read = await Promise.all(parts.map((name) => this.#readPart(name)));
    return read.flatMap((part) =>
      [...part.terms()]
        .filter((term) => term.startsWith(beginning) && isWord(term))
        .map((term) => part.postings(term) ?? nowhere),
    );
  }

  /** Names of the files in which words with a beginning would stand. */
  async #partsWith(beginning: string): Promise<string[]> {
    const { parts } = await this.#readContents();
    const last = parts.findLastIndex(([first]) => first < beginning || first.startsWith(beginning));
    const first = Math.max(0, placeOf(parts, beginning));
    return parts.slice(first, last + 1).map(([, name]) => name);
  }

  async #postings(term: string): Promise<Postings> {
    const { parts } = await this.#readContents();
    const name = parts[placeOf(parts, term)]?.[1];
    if (name === undefined) return nowhere;
    return (await this.#readPart(name)).postings(term) ?? nowhere;
  }

  #readContents(): Promise<Contents> {
    return (this.#contents ??= this.#read(
      files.contents,
      (response) => response.json() as Promise<Contents>,
    ).catch((error: unknown) => {
      this.#contents = undefined;
      throw error;
    }));
  }

  #readPart(name: string): Promise<Part> {
    let part = this.#parts.get(name);
    if (!part) {
      part = this.#read(
        files.words(name),
        async (response) => new Part(new Uint8Array(await response.arrayBuffer())),
      );
      this.#parts.set(name, part);
      part.catch(() => this.#parts.delete(name));
    }
    return part;
  }

  async #read<T>(name: string, take: (response: Response) => Promise<T>): Promise<T> {
    const response = await this.#fetch(name);
    if (!response) throw new GoneError(`The search index has no file ${name}.`);
    return take(response);
  }
}

/** A file of the index that was there when its contents were read is not there any more. */
class GoneError extends Error {
  override name = 'GoneError';
}

/** Whether a term is a word, and no facet. */
const isWord = (term: string) => !term.includes(':');

const nowhere: Postings = { documents: [], weights: [] };

/** More than all that its words can say of a document: one with more of the words comes first. */
const oneWord = 1e6;

/**
 * The documents with the most words, the best first, and how many words these are. Thousands of documents
 * share a few scores, so that it is quicker to sort the scores.
 */
function bestOf(scores: ReadonlyMap<number, number>): { documents: number[]; words: number } {
  const equals = new Map<number, number[]>();
  for (const [number, score] of scores) {
    const others = equals.get(score);
    if (others) others.push(number);
    else equals.set(score, [number]);
  }
  const ranked = [...equals.keys()].sort((one, other) => other - one);
  const wordsOf = (score: number) => Math.floor(score / oneWord);
  const words = wordsOf(ranked[0] ?? 0);
  const documents = ranked
    .filter((score) => wordsOf(score) === words)
    .flatMap((score) => equals.get(score)?.sort((one, other) => one - other) ?? []);
  return { documents, words };
}

function mapOf({ documents, weights }: Postings): Map<number, number> {
  const map = new Map<number, number>();
  for (let index = 0; index < documents.length; index += 1)
    map.set(documents[index] ?? 0, weights[index] ?? 0);
  return map;
}

/** The place of the file in which a term would stand; -1 before the first. */
const placeOf = (parts: Contents['parts'], term: string) =>
  parts.findLastIndex(([first]) => first <= term);

/** The words of a question, without those that tell nothing; of one that has no others, the last. */
export function wordsAsked(text: string): Asked[] {
  const words = [...wordsIn(text)].map(({ terms, start, end }): Asked => {
    const word = text.slice(start, end);
    const beginning = plain(word);
    const isLongEnough = beginning.length >= shortestBeginning || isOfUnspaced(beginning);
    const isLast = end === text.length && isLongEnough;
    return { word, terms, ...(isLast ? { beginning } : {}) };
  });
  const telling = words.filter(({ terms }) => !terms.every(isFiller));
  return telling.length > 0 ? telling : words.filter(({ beginning }) => beginning !== undefined);
}
