/** What the filter sees of a comment. */
import { withoutAddresses } from './addresses.ts';
import { type Suspect, tokensOf } from './tokens.ts';

/** Places in the tables of the filter, each once. */
export type Features = Int32Array;

/** As many places as there are. Which features share one by chance is of little account. */
export const places = 2 ** 20;

/** Letters stand together in runs of up to so many. */
const longestRun = 5;

/**
 * A comment as the filter sees it: its words and traits, and the letters of each word in runs, which know a
 * word in another form, and one that is spelt wrongly. Each is a place in a table, so that the filter takes
 * the same memory however much it learns.
 */
export function featuresOf(comment: Suspect): Features {
  const features: number[] = [];
  const add = (hash: number) => {
    const place = placeOf(hash);
    if (taken[place] === 1) return;
    taken[place] = 1;
    features.push(place);
  };
  for (const token of tokensOf(comment)) add(hashOf(token));
  addRuns(comment.body, seeds.body, add);
  addRuns(comment.name, seeds.name, add);
  for (const place of features) taken[place] = 0;
  return Int32Array.from(features);
}

/** The places of the comment that is looked at: several times as fast as a set, for a thousand runs each. */
const taken = new Uint8Array(places);

/** The same letters mean something else in a name than in a text. */
const seeds = { token: 1, body: 2, name: 3 } as const;

function addRuns(text: string, seed: number, add: (hash: number) => void): void {
  const plain = withoutAddresses(text.normalize('NFKC').toLowerCase()).replace(/\d/g, '0');
  for (const word of plain.split(/\s+/)) {
    const letters = ` ${word} `;
    for (let first = 0; first < letters.length; first += 1) {
      let hash = start(seed);
      const end = Math.min(first + longestRun, letters.length);
      for (let index = first; index < end; index += 1) {
        hash = mix(hash, letters.charCodeAt(index));
        add(hash);
      }
    }
  }
}

function hashOf(token: string): number {
  let hash = start(seeds.token);
  for (let index = 0; index < token.length; index += 1) hash = mix(hash, token.charCodeAt(index));
  return hash;
}

/** @see https://datatracker.ietf.org/doc/draft-eastlake-fnv/ The Fowler/Noll/Vo hash, a letter at a time */
const mix = (hash: number, letter: number): number => Math.imul(hash ^ letter, 0x01000193);

const start = (seed: number): number => mix(0x811c9dc5, seed);

/** The lower bits of a product know of lower bits alone: the upper ones are folded in. */
const placeOf = (hash: number): number => (hash ^ (hash >>> 15)) & (places - 1);
