/** The examples, each judged by what was learnt from the others: how well the layers do together. */
import { expect, it } from 'vitest';
import { examples, judgeExamples, kinds, sharesHeld } from '../examples/evaluate.ts';

it('are enough, and no two alike', () => {
  for (const kind of kinds) {
    expect(examples[kind].length).toBeGreaterThanOrEqual(200);
    const bodies = new Set(examples[kind].map(({ body }) => body));
    expect(bodies.size).toBe(examples[kind].length);
  }
});

it('hold at most one honest comment in fifty as spam, and most of the spam by its text alone', () => {
  const { spam, honest } = sharesHeld(judgeExamples());
  expect(honest).toBeLessThanOrEqual(0.02);
  expect(spam).toBeGreaterThanOrEqual(0.66);
});
