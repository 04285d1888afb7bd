import { formatProblem, type Problem } from '@meridian/content';
import type { PageProblem } from '../render/worker.ts';

const namedProblems = 20;

/** A release must not go live, for reasons that lie in no single entry. */
export class ReleaseError extends Error {
  override name = 'ReleaseError';

  constructor(problems: readonly (PageProblem | Problem)[]) {
    const lines = problems
      .slice(0, namedProblems)
      .map((problem) =>
        'kind' in problem ? formatProblem(problem) : `${problem.path}: ${problem.message}`,
      );
    const more = problems.length - lines.length;
    super(
      [
        'The new release was not made live, and the site stays as it was:',
        ...lines,
        ...(more > 0 ? [`and ${String(more)} more`] : []),
      ].join('\n  '),
    );
  }
}

/** A release would take away so much that somebody has to say that it is meant. */
export class LossError extends ReleaseError {
  override name = 'LossError';
}
