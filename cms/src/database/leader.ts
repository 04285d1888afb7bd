/**
 * Which of several CMS processes does what one alone shall do. On PostgreSQL the one that holds a lock of the database,
 * which the database releases when the process or its connection ends; on SQLite there is one only.
 */
import type { Knex } from 'knex';

/** What one process alone does, each with the number of its lock: any will do that nobody else takes. */
const locks = { webhooks: 6_237_441_975, mail: 6_237_441_976 } as const;

export interface Leader {
  /** Whether this process is the one; tries to become it. */
  leads(): Promise<boolean>;
  /** Lets another process become it. */
  resign(): Promise<void>;
}

const only: Leader = {
  leads: () => Promise.resolve(true),
  resign: () => Promise.resolve(),
};

export function electLeader(task: keyof typeof locks, database: Knex, client: string): Leader {
  return client === 'postgres' ? lockHolder(locks[task], database) : only;
}

function lockHolder(lock: number, database: Knex): Leader {
  // The lock belongs to one connection, which is kept for as long as it is held.
  let connection: unknown;
  let asking: Promise<boolean> | undefined;
  const release = () => {
    if (connection !== undefined) database.client.releaseConnection(connection);
    connection = undefined;
  };
  const ask = async (sql: string): Promise<boolean> => {
    const { rows }: { rows: { answer: boolean }[] } = await database
      .raw(sql, [lock])
      .connection(connection);
    return rows[0]?.answer === true;
  };
  const look = async (): Promise<boolean> => {
    try {
      if (connection !== undefined) return await ask('SELECT CAST(? AS BIGINT) > 0 AS answer');
      connection = await database.client.acquireConnection();
      if (await ask('SELECT pg_try_advisory_lock(?) AS answer')) return true;
      release();
      return false;
    } catch {
      // The connection is gone, and the lock with it: the next call tries again.
      release();
      return false;
    }
  };
  return {
    leads() {
      // One look at a time: two would take a connection each, and forget the one with the lock.
      asking ??= look().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    async resign() {
      await asking;
      if (connection === undefined) return;
      try {
        await ask('SELECT pg_advisory_unlock(?) AS answer');
      } finally {
        release();
      }
    },
  };
}
