/** How much each word says of a page. */
import { heaviest } from '../postings.ts';
import { isFiller, wordsIn } from '../words.ts';
import type { PageText } from './page.ts';

/** How many times as much a word counts in a title, or a heading, as in the text. */
const inTitle = 8;
const inHeading = 2;
/** Of whoever wrote it: a name is asked for as a title is. */
const inName = 4;

/** BM25's saturation and its care for length, with the length of an article as the measure. */
const saturation = 3;
const care = 0.6;
const usualLength = 800;

/**
 * Terms with their weights from 1 to 7. A weight depends on the page alone, so that another page does
 * not change it.
 */
export function weigh({ document, headings, facets }: PageText): Map<string, number> {
  const counts = new Map<string, number>();
  let length = 0;
  const count = (text: string, weight: number) => {
    for (const { terms } of wordsIn(text))
      for (const term of terms) {
        length += 1;
        if (!isFiller(term)) counts.set(term, (counts.get(term) ?? 0) + weight);
      }
  };
  count(document.title, inTitle);
  for (const name of document.by) count(name, inName);
  for (const heading of headings) count(heading, inHeading - 1);
  count(document.text, 1);
  const norm = saturation * (1 - care + (care * length) / usualLength);
  const weights = new Map<string, number>();
  for (const [term, number] of counts)
    weights.set(term, Math.max(1, Math.round((heaviest * number) / (number + norm))));
  for (const term of facets) weights.set(term, 1);
  return weights;
}
