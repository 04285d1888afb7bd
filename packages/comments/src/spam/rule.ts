/**
 * A rule sees one trait of spam, or of its opposite. From 1 on a comment is held; what is decisive holds it by
 * itself. The other scores are rounded weights of a logistic regression over the examples (see the README).
 */
import type { AssessOptions } from './assess.ts';
import type { Suspect } from './tokens.ts';

export interface Rule {
  name: string;
  judge: (comment: Suspect, options: AssessOptions) => { text: string; score: number } | undefined;
}

/** A score that holds a comment whatever speaks for it. */
export const decisive = 10;
