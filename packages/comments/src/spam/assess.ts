/** Layers of small rules, each with a name and a reason; together they hold a comment as spam. */
import type { Bayes } from './bayes.ts';
import { rules } from './rules.ts';
import { type Suspect, tokensOf } from './tokens.ts';

export type { Suspect } from './tokens.ts';

/** A score from which on a comment is held as spam. */
export const spamScore = 1;

/** Why a comment has its score. */
export interface Reason {
  rule: string;
  /** For the moderator. */
  text: string;
  /** What it adds to the score; less than 0 speaks for the comment. */
  score: number;
}

export interface Assessment {
  score: number;
  isSpam: boolean;
  reasons: Reason[];
}

export interface AssessOptions {
  filter: Bayes;
  /** Words, domains or addresses that the practice wants on no comment. */
  blocklist: readonly string[];
  /** The languages that the practice speaks, by their names in English. */
  languages: ReadonlySet<string>;
}

export function assess(comment: Suspect, options: AssessOptions): Assessment {
  const reasons: Reason[] = rules.flatMap(({ name, judge }) => {
    const found = judge(comment, options);
    return found ? [{ rule: name, ...found }] : [];
  });
  const learnt = askFilter(comment, options.filter);
  if (learnt) reasons.push(learnt);
  const score = Math.round(reasons.reduce((sum, reason) => sum + reason.score, 0) * 100) / 100;
  return { score, isSpam: score >= spamScore, reasons };
}

/** How much the filter can add at most, or take away. */
const weight = 1;

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
