/** What gives spam away: rules, and a filter that learns from moderators. */
export { Bayes, type Counts } from './bayes.ts';
export {
  assess,
  type AssessOptions,
  isSpam,
  type Reason,
  scoreOf,
  type Suspect,
} from './assess.ts';
export { decisive } from './rule.ts';
export { tokensOf } from './tokens.ts';
