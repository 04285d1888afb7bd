/** Reads the register on from a cursor, and knows whether a cursor is of this database's history. */
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';

/**
 * How far somebody has read. Each start of the CMS begins an epoch. A cursor whose epoch is not
 * known here, or which has read further than its epoch went, is of another history: the database
 * was restored from a copy.
 */
export interface Cursor {
  epoch: string;
  number: number;
}

interface Change {
  kind: string;
  id: string;
  number: number;
}

interface Changes {
  changes: Change[];
  /** True when there was no cursor, or none of this history: these are the first changes of all. */
  fromStart: boolean;
  cursor: Cursor;
  more: boolean;
}

/** Begins an epoch; at each start, since a database is restored while no CMS runs. */
export async function beginEpoch(database: Knex): Promise<void> {
  await database.transaction(async (transaction) => {
    // Holds the counter, so that two processes begin one after the other.
    await transaction.raw('UPDATE meridian_counter SET number = number');
    await transaction.raw(
      `INSERT INTO meridian_epochs (id, epoch, first)
       SELECT (SELECT coalesce(max(id), 0) + 1 FROM meridian_epochs), ?, number FROM meridian_counter`,
      [randomUUID()],
    );
  });
}

/** The changes after a cursor, the oldest first. */
export async function readChanges(
  database: Knex,
  after: Cursor | undefined,
  limit: number,
): Promise<Changes> {
  const from = async (number: number) =>
    (
      await database('meridian_changes')
        .select('kind', 'document_id', 'number')
        .where('number', '>', number)
        .orderBy('number')
        .limit(limit + 1)
    ).map((row: Record<string, unknown>) => ({
      kind: String(row.kind),
      id: String(row.document_id),
      number: Number(row.number),
    }));
  let changes = await from(after?.number ?? 0);
  // After the changes: an epoch that begins in between must not end before what was read.
  const epochs = await readEpochs(database);
  const isOurs = after !== undefined && isOfThisHistory(after, epochs);
  if (after !== undefined && !isOurs) changes = await from(0);
  const page = changes.slice(0, limit);
  const number = page.at(-1)?.number ?? (isOurs ? after.number : 0);
  return {
    changes: page,
    fromStart: !isOurs,
    cursor: { epoch: epochs.at(-1)?.epoch ?? '', number },
    more: changes.length > limit,
  };
}

interface Epoch {
  epoch: string;
  /** The number of the last change before the next epoch, or of the last one at all. */
  last: number;
}

async function readEpochs(database: Knex): Promise<Epoch[]> {
  const rows: Record<string, unknown>[] = await database('meridian_epochs')
    .select('epoch', 'first')
    .orderBy('id');
  const [counter]: Record<string, unknown>[] = await database('meridian_counter').select('number');
  return rows.map(({ epoch }, index) => ({
    epoch: String(epoch),
    last: Number((rows[index + 1] ?? { first: counter?.number }).first),
  }));
}

function isOfThisHistory({ epoch, number }: Cursor, epochs: readonly Epoch[]): boolean {
  const known = epochs.find((candidate) => candidate.epoch === epoch);
  return known !== undefined && number <= known.last;
}
