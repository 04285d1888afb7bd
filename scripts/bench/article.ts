/** How long hostile HTML keeps the reader busy: one megabyte each, the median of five. */
import { fromHtml } from '@meridian/article';
import type { Row } from '../bench.ts';

const megabyte = 1_000_000;
const inputs: Record<string, string> = {
  'nested blocks': '<div>'.repeat(megabyte / 5),
  'misnested formatting': '<b><p></b><i>'.repeat(megabyte / 13),
  'nested tables': '<table><tr><td>'.repeat(megabyte / 15),
  'empty cells': '<table><tr>' + '<td>'.repeat(megabyte / 4),
  paragraphs: '<p>a'.repeat(megabyte / 4),
  'nested lists': '<ul><li>'.repeat(megabyte / 8),
  steps: '<ol data-steps><li><p data-step-title>x'.repeat(megabyte / 40),
  entities: '&amp;&#x41;'.repeat(megabyte / 11),
};

export function benchArticle(): Row[] {
  return Object.entries(inputs).map(([input, html]) => {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      fromHtml(html);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    return {
      input,
      'median ms': Math.round(times[2] ?? 0),
      'slowest ms': Math.round(times[4] ?? 0),
    };
  });
}
