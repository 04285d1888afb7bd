/** What gives spam away: rules, and a filter that learns from moderators. */
export { Bayes, type Counts } from './bayes.ts';
export {
  type Assessment,
  assess,
  type AssessOptions,
  type Reason,
  type Suspect,
  spamScore,
} from './assess.ts';
export { tokensOf } from './tokens.ts';
