/**
 * How many of the examples are held as spam by their text: what each layer adds to those before it, and how
 * all of them do on each set, judged by what was learnt from nine tenths of all, and from the other sets alone.
 */
import {
  type Judged,
  judgeExamples,
  layers,
  sets,
  sharesHeld,
} from '@meridian/comments/examples/evaluate.ts';
import type { Row } from '../bench.ts';

export function measureSpam(): Row[] {
  const judged = judgeExamples();
  const byOthers = judgeExamples(({ set }) => sets.indexOf(set));
  return [
    ...layers.map((layer, index) => ({
      what: index === 0 ? `spam: ${layer}` : `spam: and ${layer}`,
      ...percentages(judged, (rule) => layers.slice(0, index + 1).includes(rule)),
    })),
    { what: 'spam: each set by the others', ...percentages(byOthers) },
    ...sets.flatMap((set) => {
      const isOfSet = (one: Judged) => one.set === set;
      return [
        { what: `spam: of ${set}`, ...percentages(judged.filter(isOfSet)) },
        { what: `spam: of ${set}, by the others`, ...percentages(byOthers.filter(isOfSet)) },
      ];
    }),
  ];
}

function percentages(...judged: Parameters<typeof sharesHeld>): Row {
  const { spam, honest } = sharesHeld(...judged);
  const percent = (share: number) => Math.round(share * 1_000) / 10;
  return { 'spam held, %': percent(spam), 'honest held, %': percent(honest) };
}
