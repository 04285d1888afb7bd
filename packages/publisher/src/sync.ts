/** Brings a replica up to date with all that is public in the CMS. */
import { rm, rename } from 'node:fs/promises';
import {
  type CmsClient,
  createReplica,
  formatProblem,
  type Problem,
  pull,
} from '@meridian/content';

/** The content cannot be published as it is. Every problem is named at once. */
export class ContentError extends Error {
  override name = 'ContentError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'One thing' : `${String(problems.length)} things`;
    super(
      [`${count} in the content must be put right first:`, ...problems.map(formatProblem)].join(
        '\n  ',
      ),
    );
    this.problems = problems;
  }
}

/** Where `sync` leaves the new replica until it is adopted. */
export const nextReplica = (file: string): string => `${file}.next`;

/**
 * Pulls everything into a new replica next to `file`.
 * @returns how many entries there are.
 * @throws ContentError, CmsError; `file` is then as it was.
 */
export async function sync(client: CmsClient, file: string): Promise<number> {
  const next = nextReplica(file);
  await rm(next, { force: true });
  const replica = createReplica(next);
  const problems: Problem[] = [];
  let count = 0;
  try {
    for await (const page of pull(client)) {
      problems.push(...page.problems);
      count += page.entries.length;
      replica.transaction(() => {
        for (const entry of page.entries) replica.put(entry);
      });
    }
    problems.push(...replica.collisions());
  } finally {
    replica.close();
  }
  if (problems.length > 0) {
    await rm(next, { force: true });
    throw new ContentError(problems);
  }
  return count;
}

/** Makes the replica that `sync` pulled the one in use. */
export async function adoptReplica(file: string): Promise<void> {
  await rename(nextReplica(file), file);
}
