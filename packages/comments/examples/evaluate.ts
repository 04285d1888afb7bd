/** How well the layers do on the examples, each judged by what was learnt from the others. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { assess, Bayes, isSpam, type Suspect, tokensOf } from '../src/spam/index.ts';
import { rules } from '../src/spam/rules.ts';

export const kinds = ['spam', 'honest'] as const;
export type Kind = (typeof kinds)[number];

/** What a practice of eight languages is asked in. */
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

const read = (kind: Kind): Suspect[] =>
  parse(readFileSync(new URL(`${kind}.yaml`, import.meta.url), 'utf8')) as Suspect[];

export const examples: Record<Kind, Suspect[]> = { spam: read('spam'), honest: read('honest') };

/** In the order in which they are asked. */
export const layers: readonly string[] = [...rules.map(({ name }) => name), 'learnt'];

/** What speaks for and against an example. */
interface Judged {
  kind: Kind;
  reasons: ReturnType<typeof assess>;
}

/** Judges each example by a filter that has learnt from nine tenths of the others. */
export function judgeExamples(): Judged[] {
  const parts = 10;
  return Array.from({ length: parts }, (_, part) => {
    const filter = new Bayes();
    const isOfPart = (index: number) => index % parts === part;
    for (const kind of kinds)
      for (const [index, comment] of examples[kind].entries())
        if (!isOfPart(index)) filter.learn(tokensOf(comment), kind);
    return kinds.flatMap((kind) =>
      examples[kind]
        .filter((_, index) => isOfPart(index))
        .map((comment) => ({
          kind,
          reasons: assess(comment, { filter, blocklist: [], languages }),
        })),
    );
  }).flat();
}

/**
 * The share of each kind that is held as spam.
 * @param counts which layers count; all by default.
 */
export function sharesHeld(
  judged: readonly Judged[],
  counts: (rule: string) => boolean = () => true,
): Record<Kind, number> {
  const shareOf = (kind: Kind) => {
    const those = judged.filter((one) => one.kind === kind);
    const held = those.filter(({ reasons }) => isSpam(reasons.filter(({ rule }) => counts(rule))));
    return held.length / those.length;
  };
  return { spam: shareOf('spam'), honest: shareOf('honest') };
}
