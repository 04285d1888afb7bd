/** Starts servers as child processes that end with us. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
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

/**
 * Starts a script with the Node of this process.
 * @param keepsLog whether what an earlier start has said stays in the log.
 */
export function startServer(
  { args, cwd, env, log }: ServerOptions,
  { keepsLog = false } = {},
): ChildProcess {
  const output = openSync(log, keepsLog ? 'a' : 'w');
  try {
    return spawn(process.execPath, ['--import', leash, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output, 'ipc'],
    });
  } finally {
    // The server has its own.
    closeSync(output);
  }
}

/** A server that is started again whenever it ends by itself. */
export interface KeptServer {
  /** The process that runs now, or ran last. */
  process(): ChildProcess;
  stop(): Promise<void>;
}

/** Between an end and the next start, in milliseconds: longer each time while it does not stay. */
const firstPause = 500;
const longestPause = 30_000;
/** One that ran for so long had started well. */
const staysFrom = 60_000;

/** @param onEnd told of each end that nobody asked for. */
export function keepServer(
  options: ServerOptions,
  onEnd: (code: number | null) => void = () => undefined,
  running: ChildProcess = startServer(options),
): KeptServer {
  let server = running;
  let pause = firstPause;
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  const watch = () => {
    const startedAt = performance.now();
    const again = (code: number | null) => {
      if (isStopping) return;
      onEnd(code);
      if (performance.now() - startedAt >= staysFrom) pause = firstPause;
      timer = setTimeout(() => {
        server = startServer(options, { keepsLog: true });
        watch();
      }, pause);
      pause = Math.min(longestPause, pause * 2);
    };
    if (hasEnded(server)) again(server.exitCode);
    else server.once('exit', again);
  };
  watch();
  return {
    process: () => server,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await stopServer(server);
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

/** Resolves when `url` answers with success; rejects when the server ends first. */
export async function untilReady(
  server: ChildProcess,
  { name, log }: ServerOptions,
  url: string,
  onWait: (seconds: number) => void = () => undefined,
): Promise<void> {
  const start = performance.now();
  for (;;) {
    if (hasEnded(server)) {
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
  if (hasEnded(server)) return;
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(timer);
}
