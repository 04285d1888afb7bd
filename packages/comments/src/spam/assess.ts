/** Layers of small rules, each with a name and a reason; together they hold a comment as spam. */
import { withoutAddresses } from './addresses.ts';
import { featuresOf } from './features.ts';
import { type Filter, probabilityOf } from './filter.ts';
import { rules } from './rules.ts';
import { type Suspect, wordsOf } from './tokens.ts';

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
  filter: Filter;
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

/** What the filter can add at most, or take away: what is decisive stays so. */
const most = 3;
/** What the logarithm of the odds counts for. */
const weight = 0.6;
/** As many words are named as made it think so, most of all. */
const named = 3;

function askFilter(comment: Suspect, filter: Filter): Reason | undefined {
  const evidence = filter.evidence(featuresOf(comment));
  const score = Math.round(Math.max(-most, Math.min(most, evidence * weight)) * 100) / 100;
  if (Math.abs(score) < 0.1) return undefined;
  // It is never quite sure.
  const percent = Math.max(1, Math.min(99, Math.round(probabilityOf(evidence) * 100)));
  const words = score > 0 ? tellingWords(comment, filter) : [];
  const because = words.length === 0 ? '' : `, most of all by the words ${quoted(words)}`;
  return {
    rule: 'learnt',
    text: `Going by what moderators decided before, it is spam with a probability of ${String(percent)} %${because}.`,
    score,
  };
}

/** Those that by themselves would speak most for spam. */
function tellingWords({ body }: Suspect, filter: Filter): string[] {
  const evidenceOf = (word: string) => filter.evidence(featuresOf({ name: '', body: word }));
  return [...new Set(wordsOf(withoutAddresses(body)))]
    .filter((word) => /\p{L}{2}/u.test(word))
    .map((word) => ({ word, evidence: evidenceOf(word) }))
    .sort((a, b) => b.evidence - a.evidence)
    .slice(0, named)
    .map(({ word }) => word);
}

const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(', ');
