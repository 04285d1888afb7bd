/** How much each word says of a page. */
import { heaviest } from '../postings.ts';
import { isFiller, wordsIn } from '../words.ts';
import type { PageText } from './page.ts';

/** How much heavier a word is that stands in the title, or in the name of whoever wrote it. */
const inTitle = 3;
/** How many times as much a word counts in a heading as in the text. */
const inHeading = 2;

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
    for (const { terms, last } of wordsIn(text)) {
      length += terms.length;
      for (const term of last === undefined ? terms : [...terms, last])
        if (!isFiller(term)) counts.set(term, (counts.get(term) ?? 0) + weight);
    }
  };
  const titles = new Set<string>();
  for (const title of [document.title, ...document.by]) {
    count(title, 1);
    for (const { terms } of wordsIn(title)) for (const term of terms) titles.add(term);
  }
  for (const heading of headings) count(heading, inHeading - 1);
  count(document.text, 1);
  const norm = saturation * (1 - care + (care * length) / usualLength);
  const weights = new Map<string, number>();
  for (const [term, number] of counts) {
    const inText = Math.max(1, Math.round(((heaviest - inTitle) * number) / (number + norm)));
    weights.set(term, inText + (titles.has(term) ? inTitle : 0));
  }
  for (const term of facets) weights.set(term, 1);
  return weights;
}
