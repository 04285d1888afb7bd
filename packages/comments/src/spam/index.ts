/** What gives spam away: rules, and a filter that learns from moderators. */
export { Bayes, type Counts } from './bayes.ts';
export {
  assess,
  type AssessOptions,
  isSpam,
  type Reason,
  scoreOf,
  spamScore,
  type Suspect,
} from './assess.ts';
export { tokensOf } from './tokens.ts';
