/** A PostgreSQL server of its own for a test, from the system's binaries. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stopServer } from '../system/servers.ts';

/** PostgreSQL refuses to run as root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const asUser = isRoot ? { uid: nobody, gid: nobody } : {};

export interface TestPostgres {
  /** For the driver: the folder of the server's socket. */
  connection: { host: string; user: string; database: string };
  stop: () => Promise<void>;
}

/** Starts a new, empty server in a temporary folder, which listens on a socket there alone. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const binaries = ensurePostgres();
  const folder = mkdtempSync(join(tmpdir(), 'meridian-pg-'));
  if (isRoot) chownSync(folder, nobody, nobody);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'],
    { ...asUser, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'],
    { ...asUser, cwd: folder, stdio: 'ignore' },
  );
  await untilListening(server, folder);
  return {
    connection: { host: folder, user: 'postgres', database: 'postgres' },
    async stop() {
      await stopServer(server);
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilListening(server: ChildProcess, folder: string): Promise<void> {
  // Its file of the process says "ready" in its last line when it takes connections.
  const ready = () =>
    spawnSync('grep', ['-q', '^ready', join(folder, 'data/postmaster.pid')], asUser).status === 0;
  while (!ready()) {
    if (server.exitCode !== null)
      throw new Error(`PostgreSQL ended with ${String(server.exitCode)}.`);
    await delay(50);
  }
}

/** The folder of PostgreSQL's binaries; for root, Debian's package is installed where there is none. */
function ensurePostgres(): string {
  const find = () =>
    [...(process.env.PATH ?? '').split(delimiter), ...globSync('/usr/lib/postgresql/*/bin')].find(
      (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
    );
  const found = find();
  if (found !== undefined) return found;
  if (isRoot) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', 'postgresql'], {
      stdio: 'ignore',
    });
  }
  const installed = find();
  if (installed === undefined)
    throw new Error('There is no PostgreSQL: install its server, then try again.');
  return installed;
}
