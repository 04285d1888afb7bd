/** Starts servers as child processes that end with us. */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './settings.ts';

const leash = join(root, 'scripts/system/leash.mjs');

export interface ServerOptions {
  /** What people call it. */
  name: string;
  /** The script and its arguments. */
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Its output goes there. */
  log: string;
}

/** Starts a script with the Node of this process. */
export function startServer({ args, cwd, env, log }: ServerOptions): ChildProcess {
  const output = openSync(log, 'w');
  return spawn(process.execPath, ['--import', leash, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output, 'ipc'],
  });
}

/** Resolves when `url` answers with success; rejects when the server ends first. */
export async function untilReady(
  server: ChildProcess,
  { name, log }: ServerOptions,
  url: string,
  onWait: (seconds: number) => void = () => undefined,
): Promise<void> {
  const start = performance.now();
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) {
      const said = readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n');
      throw new Error(`${name} did not start. Its log (${log}) ends with:\n${said}`);
    }
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    onWait((performance.now() - start) / 1000);
    await delay(150);
  }
}

const patience = 10_000;

/** Asks a server to end, and ends it when it does not. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(timer);
}
