/** The examples, each judged by what was learnt from the others: how well the layers do together. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { assess, Bayes, isSpam, type Suspect, tokensOf } from '../src/spam/index.ts';

const languages = new Set([
  'English',
  'German',
  'Chinese',
  'Arabic',
  'Spanish',
  'French',
  'Turkish',
  'Italian',
]);
const kinds = ['spam', 'honest'] as const;
const read = (kind: string) =>
  parse(readFileSync(new URL(`../examples/${kind}.yaml`, import.meta.url), 'utf8')) as Suspect[];
const examples = { spam: read('spam'), honest: read('honest') };

/** The share of each kind that is held as spam. */
function shareHeld(): Record<(typeof kinds)[number], number> {
  const parts = 10;
  const held = { spam: 0, honest: 0 };
  for (let part = 0; part < parts; part += 1) {
    const filter = new Bayes();
    const isOfPart = (index: number) => index % parts === part;
    for (const kind of kinds)
      for (const [index, comment] of examples[kind].entries())
        if (!isOfPart(index)) filter.learn(tokensOf(comment), kind);
    for (const kind of kinds)
      for (const [index, comment] of examples[kind].entries())
        if (isOfPart(index) && isSpam(assess(comment, { filter, blocklist: [], languages })))
          held[kind] += 1;
  }
  return {
    spam: held.spam / examples.spam.length,
    honest: held.honest / examples.honest.length,
  };
}

it('are enough, and no two alike', () => {
  for (const kind of kinds) {
    expect(examples[kind].length).toBeGreaterThanOrEqual(200);
    const bodies = new Set(examples[kind].map(({ body }) => body));
    expect(bodies.size).toBe(examples[kind].length);
  }
});

it('hold at most one honest comment in fifty as spam, and most of the spam by its text alone', () => {
  const { spam, honest } = shareHeld();
  expect(honest).toBeLessThanOrEqual(0.02);
  expect(spam).toBeGreaterThanOrEqual(0.74);
});
