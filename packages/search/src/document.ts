/** A page as the search knows it: what a result shows, and the text in which it was found. */
export interface SearchDocument {
  /** Where it is, from the root of the site. */
  path: string;
  title: string;
  /** What it is, in a word for visitors. */
  kind: string;
  /** The first sentences, for where nothing of the text was asked for. */
  summary: string;
  /** Who wrote it. */
  by: string[];
  /** When it was published, in words. */
  date?: string;
  /** Its text without the title, one block a line. */
  text: string;
}

/** By what visitors narrow down what they have found. */
export const facets = ['topic', 'practitioner', 'clinic'] as const;
export type Facet = (typeof facets)[number];

/** The term under which the documents of a facet are listed; no word has a colon. */
export const facetTerm = (facet: Facet, value: string): string => `${facet}:${value}`;

/** Numbers of documents are smaller than this: large enough that two of them are rarely the same. */
export const numbers = 2 ** 24;

/** A digest of a text, below `numbers`. @see http://www.isthe.com/chongo/tech/comp/fnv/ (FNV-1a, folded) */
export function numberOf(text: string): number {
  let digest = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    digest = Math.imul(digest ^ text.charCodeAt(index), 0x01000193);
  return ((digest >>> 24) ^ digest) & (numbers - 1);
}

/** Files of the index, below its folder. */
export const files = {
  contents: 'index.json',
  words: (name: string) => `words/${name}.bin`,
  document: (number: number) => `documents/${number.toString(36)}.json`,
} as const;

/** Which file holds a word: `index.json`. */
export interface Contents {
  /** How many documents there are. */
  documents: number;
  /** The files of words in their order, each with its first term and its name. */
  parts: [first: string, name: string][];
}
