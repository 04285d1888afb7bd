/** Deciding on comments, with a way back, and what is said of it. */
import { useState } from 'react';
import type { Decided, Decision } from '../../comments/moderation/decisions';
import type { QueuedComment } from '../../comments/moderation/queue';
import type { State, useModeration } from './api';
import { countOf, done } from './words';

/** What was done last, and can be undone. */
interface Last {
  to: State;
  done: Decision[];
}

export function useDecisions(decide: ReturnType<typeof useModeration>['decide']) {
  const [last, setLast] = useState<Last>();
  const [message, say] = useState('');

  /** @returns whether the server took it. */
  const act = async (targets: readonly QueuedComment[], to: State) => {
    const decisions = targets
      .filter((comment) => comment.state !== to)
      .map(({ id, state, text }): Decision => ({ id, from: state, text }));
    if (decisions.length === 0) return false;
    const decided = await decide(decisions, to);
    if (!decided) return false;
    setLast(decided.done.length > 0 ? { to, done: decided.done } : undefined);
    say(said(decided, to));
    return true;
  };
  const undo = async () => {
    // What is decided at once is of one list, and hence was in one state.
    const [first] = last?.done ?? [];
    if (!last || !first) return;
    const decisions = last.done.map(({ id, text }): Decision => ({ id, from: last.to, text }));
    const decided = await decide(decisions, first.from);
    if (!decided) return;
    setLast(undefined);
    say(decided.missed.length === 0 ? 'Undone.' : said(decided, first.from));
  };
  return { act, undo, canUndo: last !== undefined, message, say };
}

/** What became of a decision, in words. */
function said({ done: decided, missed }: Decided, to: State): string {
  const parts = decided.length > 0 ? [`${countOf(decided.length)} ${done[to]}.`] : [];
  for (const { state, by, isChanged } of missed)
    parts.push(
      isChanged
        ? 'One was changed by its writer in the meantime: read it again.'
        : state === null
          ? 'One was withdrawn by its writer in the meantime.'
          : `One was ${done[state]} in the meantime${by === null ? '' : ` by ${by}`}.`,
    );
  return parts.join(' ');
}
