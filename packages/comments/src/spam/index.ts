/** What gives spam away: rules, and a filter that learns from moderators. */
export {
  assess,
  type AssessOptions,
  isSpam,
  type Reason,
  scoreOf,
  type Suspect,
} from './assess.ts';
export { decisive } from './rule.ts';
export { featuresOf } from './features.ts';
export { Filter, type Learnt, type Lesson } from './filter.ts';
