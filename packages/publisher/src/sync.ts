/** Brings the replica up to date with all that is public in the CMS. */
import { type CmsClient, pull, type WritableReplica } from '@meridian/content';

/**
 * Takes over what has changed. An entry that cannot be shown stays as it was before, or away, and
 * its problems are kept; all others go on.
 * @throws CmsError; what was taken over until then stays, and the next call goes on from there.
 */
export async function sync(client: CmsClient, replica: WritableReplica): Promise<void> {
  let isFirst = true;
  for await (const page of pull(client, replica.cursor())) {
    replica.transaction(() => {
      if (isFirst && page.fromStart) replica.beginAnew();
      isFirst = false;
      for (const entry of page.entries) replica.put(entry);
      for (const { kind, id } of page.gone) replica.remove(kind, id);
      for (const [, problems] of Map.groupBy(page.problems, ({ kind, id }) => `${kind} ${id}`)) {
        const [first] = problems;
        if (first) replica.hold(first.kind, first.id, problems);
      }
      replica.moveTo(page.cursor);
    });
  }
  replica.transaction(() => {
    replica.endAnew();
  });
}
