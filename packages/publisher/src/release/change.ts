import type { Touch } from '@meridian/content';

/** What a release has to take in. */
export interface Change {
  /** Whether all pages are to be made, because there are none, or of another program. */
  isAnew: boolean;
  touches: Touch[];
  /** The number of the last touch. */
  upTo: number;
}

/** Why a release is made: what said so, and the first of the entries that have changed. */
export function causeWith(cause: string, touches: readonly Touch[]): string {
  const names = new Set(touches.map(({ kind, label }) => `${kind} “${label}”`));
  const [first] = names;
  if (first === undefined) return cause;
  return `${cause} (${first}${names.size > 1 ? ` and ${String(names.size - 1)} more` : ''})`;
}
