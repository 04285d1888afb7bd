/** Which words are spelled almost as another one. */
import { distance } from 'fastest-levenshtein';

/** Letters that a word must have for a mistake, or two, to be likelier than another word. */
const longEnough = { forOne: 5, forTwo: 8 };

/** How many letters of a word may be wrong, missing or too many. */
export function mistakesIn({ length }: string): number {
  if (length >= longEnough.forTwo) return 2;
  return length >= longEnough.forOne ? 1 : 0;
}

/**
 * Of some words those with the fewest letters that differ, if not too many do.
 * @param forms of the word that was meant, of which one has to be near.
 */
export function nearest(forms: readonly string[], words: readonly string[]): string[] {
  let near: string[] = [];
  let least = Math.max(...forms.map(mistakesIn));
  for (const word of words) {
    const differing = Math.min(...forms.map((form) => distance(form, word)));
    if (differing > least) continue;
    if (differing < least) near = [];
    least = differing;
    near.push(word);
  }
  return near;
}
