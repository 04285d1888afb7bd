/** How well the layers do on the examples, each judged by what was learnt from the others. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { assess, featuresOf, Filter, isSpam, type Suspect } from '../src/spam/index.ts';
import { rules } from '../src/spam/rules.ts';

type Kind = 'spam' | 'honest';

export interface Example extends Suspect {
  is: Kind;
  /** The set that it belongs to: each was written apart from the others. */
  set: string;
}

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

export const examples: readonly Example[] = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) =>
    readFileSync(`${import.meta.dirname}/${file}`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => ({ ...(JSON.parse(line) as Example), set: basename(file, '.jsonl') })),
  );

export const sets: readonly string[] = [...new Set(examples.map(({ set }) => set))];

/** In the order in which they are asked. */
export const layers: readonly string[] = [...rules.map(({ name }) => name), 'learnt'];

/** What speaks for and against an example. */
export interface Judged extends Example {
  reasons: ReturnType<typeof assess>;
}

/**
 * Judges each example by a filter that has learnt from those of the other parts.
 * @param partOf the part of an example; a tenth of all of them by default.
 */
export function judgeExamples(
  partOf: (example: Example, index: number) => number = (_, index) => index % 10,
): Judged[] {
  const all = examples.map((example, index) => ({
    example,
    part: partOf(example, index),
    lesson: { features: featuresOf(example), kind: example.is },
  }));
  return [...new Set(all.map(({ part }) => part))].flatMap((part) => {
    const filter = new Filter();
    filter.study(all.filter((one) => one.part !== part).map(({ lesson }) => lesson));
    return all
      .filter((one) => one.part === part)
      .map(({ example }) => ({
        ...example,
        reasons: assess(example, { filter, blocklist: [], languages }),
      }));
  });
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
    const those = judged.filter((one) => one.is === kind);
    const held = those.filter(({ reasons }) => isSpam(reasons.filter(({ rule }) => counts(rule))));
    return held.length / those.length;
  };
  return { spam: shareOf('spam'), honest: shareOf('honest') };
}
