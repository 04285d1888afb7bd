/** How many of the examples are held as spam by their text, and what each layer adds to those before it. */
import { judgeExamples, layers, sharesHeld } from '@meridian/comments/examples/evaluate.ts';
import type { Row } from '../bench.ts';

export function measureSpam(): Row[] {
  const judged = judgeExamples();
  const percent = (share: number) => Math.round(share * 1_000) / 10;
  return layers.map((layer, index) => {
    const { spam, honest } = sharesHeld(judged, (rule) =>
      layers.slice(0, index + 1).includes(rule),
    );
    return {
      what: index === 0 ? `spam: ${layer}` : `spam: and ${layer}`,
      'spam held, %': percent(spam),
      'honest held, %': percent(honest),
    };
  });
}
