import type { Kind, Problem, WritableReplica } from '@meridian/content';
import type { Change } from '../release/change.ts';
import type { Dependencies } from '../render/dependencies.ts';
import type { PageProblem } from '../render/worker.ts';

interface Culprit {
  kind: Kind;
  id: string;
  problems: Problem[];
}

/**
 * Which entries are to blame for what is wrong with pages or images: the one whose page it is, if it
 * has changed, else all that have changed and that the page has read. What was taken back already is
 * not to blame.
 */
export function culpritsOf(
  problems: readonly (PageProblem | Problem)[],
  { isAnew, touches }: Change,
  { replica, dependencies }: { replica: WritableReplica; dependencies: Dependencies },
): Culprit[] {
  const found = problems.flatMap((problem): Problem[] => {
    if ('kind' in problem) return [problem];
    const owner = replica.ownerOf(problem.path);
    const isTouched = (entry: { kind: Kind; id: string }) =>
      isAnew || touches.some(({ kind, id }) => kind === entry.kind && id === entry.id);
    const isNew = ({ kind, id }: { kind: Kind; id: string }) => !replica.isRejected(kind, id);
    const blamed =
      owner && isTouched(owner) && isNew(owner)
        ? [owner]
        : touches.filter(
            (touch) => isNew(touch) && dependencies.affectedBy([touch]).has(problem.path),
          );
    return blamed.map(({ kind, id, label }) => ({
      kind,
      id,
      label,
      field: '',
      message: `The page ${problem.path} cannot go live. ${problem.message}`,
    }));
  });
  return [...Map.groupBy(found, ({ kind, id }) => `${kind} ${id}`).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ kind: first.kind, id: first.id, problems: same }] : [];
  });
}
