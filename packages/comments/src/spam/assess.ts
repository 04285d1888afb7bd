/** Layers of small rules, each with a name and a reason; together they hold a comment as spam. */
import type { Bayes } from './bayes.ts';
import { rules } from './rules.ts';
import { type Suspect, tokensOf } from './tokens.ts';

export type { Suspect } from './tokens.ts';

/** Why a comment has its score. */
export interface Reason {
  rule: string;
  /** For the moderator. */
  text: string;
  /** What it adds to the score; less than 0 speaks for the comment. */
  score: number;
}

export interface AssessOptions {
  filter: Bayes;
  /** Words, domains or addresses that the practice wants on no comment. */
  blocklist: readonly string[];
  /** The languages that the practice speaks, by their names in English. */
  languages: ReadonlySet<string>;
}

/** A score from which on a comment is held as spam. */
const spamScore = 1;

export const scoreOf = (reasons: readonly Reason[]): number =>
  Math.round(reasons.reduce((sum, { score }) => sum + score, 0) * 100) / 100;

export const isSpam = (reasons: readonly Reason[]): boolean => scoreOf(reasons) >= spamScore;

/** What speaks for and against a comment, by its text alone. */
export function assess(comment: Suspect, options: AssessOptions): Reason[] {
  const reasons: Reason[] = rules.flatMap(({ name, judge }) => {
    const found = judge(comment, options);
    return found ? [{ rule: name, ...found }] : [];
  });
  const learnt = askFilter(comment, options.filter);
  return learnt ? [...reasons, learnt] : reasons;
}

/** How much the filter can add at most, or take away. */
const weight = 0.95;

function askFilter(comment: Suspect, filter: Bayes): Reason | undefined {
  const probability = filter.probability(tokensOf(comment));
  const score = Math.round((probability - 0.5) * 2 * weight * 100) / 100;
  if (Math.abs(score) < 0.1) return undefined;
  const percent = `${String(Math.round(probability * 100))} %`;
  return {
    rule: 'learnt',
    text: `Going by what moderators decided before, it is spam with a probability of ${percent}.`,
    score,
  };
}
