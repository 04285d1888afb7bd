/** What the way in which a comment was sent says of it. */
import { decisive, type Reason } from '@meridian/comments/spam';
import type { Submission } from './intake';
import type { Proven } from './proof';

/**
 * Nobody sends sooner after the browser was asked to compute, which it is when writing begins; or, without
 * script, after the text was shown once more. In milliseconds.
 */
const leastTimes = { proof: 3_000, form: 1_000 };

const rules = { trap: 'honeypot', tooSoon: 'minimum time' } as const;

/** Whether a reason is one of these, which a change of the text does not alter. */
export const isOfSending = ({ rule }: Reason): boolean =>
  Object.values<string>(rules).includes(rule);

export function reasonsOfSending(
  { trap }: Submission,
  { by, askedAt }: Proven,
  now: number,
): Reason[] {
  const reasons: Reason[] = [];
  if (trap !== '')
    reasons.push({
      rule: rules.trap,
      text: 'A field was filled in that people do not see.',
      score: decisive,
    });
  if (now - askedAt < leastTimes[by])
    reasons.push({
      rule: rules.tooSoon,
      text: `It was sent ${((now - askedAt) / 1_000).toFixed(1)} s after the form was opened.`,
      score: decisive,
    });
  return reasons;
}
