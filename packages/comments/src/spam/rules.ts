import { addressRules } from './address-rules.ts';
import type { Rule } from './rule.ts';
import { wordingRules } from './wording-rules.ts';

/** In the order in which they are asked. */
export const rules: readonly Rule[] = [...addressRules, ...wordingRules];
