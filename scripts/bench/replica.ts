/**
 * The replica in SQLite beside a store in memory with a snapshot on disk: time to fill it, to open
 * it again, to answer what the page of a post asks, and the memory of a process that has it open.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Row } from '../bench.ts';

const probe = join(import.meta.dirname, 'replica-probe.ts');

export function benchReplica(): Row[] {
  return [10_000, 100_000].flatMap((posts) =>
    ['sqlite', 'memory'].map((store): Row => {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        ['--expose-gc', probe, store, String(posts)],
        {
          encoding: 'utf8',
        },
      );
      if (status !== 0) throw new Error(`The probe failed: ${stderr}`);
      return { store, posts, ...(JSON.parse(stdout) as Row) };
    }),
  );
}
