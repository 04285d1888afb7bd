/** The examples, each judged by what was learnt from the others: how well the layers do together. */
import { expect, it } from 'vitest';
import { examples, judgeExamples, sharesHeld } from '../examples/evaluate.ts';

it('are enough of each kind, and no two alike', () => {
  for (const kind of ['spam', 'honest'] as const)
    expect(examples.filter(({ is }) => is === kind).length).toBeGreaterThanOrEqual(7_000);
  expect(new Set(examples.map(({ body }) => body)).size).toBe(examples.length);
});

it('hold at most one honest comment in fifty as spam, and most of the spam by its text alone', () => {
  const { spam, honest } = sharesHeld(judgeExamples());
  expect(honest).toBeLessThanOrEqual(0.02);
  expect(spam).toBeGreaterThanOrEqual(0.86);
});
