/** What the moderation page calls things. */
import type { State } from './api';

/** What was done to a comment that is now in a state. */
export const done: Record<State, string> = {
  approved: 'approved',
  rejected: 'rejected',
  spam: 'marked as spam',
  pending: 'set back to waiting',
};

export const countOf = (count: number): string =>
  count === 1 ? '1 comment' : `${String(count)} comments`;
