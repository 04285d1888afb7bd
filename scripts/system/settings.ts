/** The settings of the commands, from the environment; a wrong one is said in one line. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** The command cannot go on; the message is for the person who gave it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface Settings {
  sitePort: number;
  cmsPort: number;
  dataFolder: string;
  demo: boolean;
  siteUrl: string;
  cmsUrl: string;
}

const flags = new Set(['--no-demo']);

/** Reads the settings; throws a UsageError that names the setting and the remedy. */
export function readSettings(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Settings {
  const unknown = args.find((arg) => !flags.has(arg));
  if (unknown !== undefined)
    throw new UsageError(`"${unknown}" is not an option. There is ${[...flags].join(', ')}.`);
  const sitePort = port(env, 'SITE_PORT', 4321);
  const cmsPort = port(env, 'CMS_PORT', 1337);
  if (sitePort === cmsPort)
    throw new UsageError(
      `SITE_PORT and CMS_PORT are both ${String(sitePort)}: set one of them to another port.`,
    );
  return {
    sitePort,
    cmsPort,
    dataFolder: resolve(root, env.DATA_DIR ?? '.data'),
    demo: !args.includes('--no-demo'),
    siteUrl: env.SITE_URL ?? `http://localhost:${String(sitePort)}`,
    cmsUrl: `http://localhost:${String(cmsPort)}`,
  };
}

function port(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = env[name] ?? String(fallback);
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 65_535)
    throw new UsageError(`${name} is "${value}": set it to a port between 1 and 65535.`);
  return Number(value);
}

/** Makes sure that nothing else listens on a port. */
export async function requireFreePort(name: string, number: number): Promise<void> {
  for (const host of ['127.0.0.1', '::1']) {
    const error = await listenOnce(number, host);
    if (error === 'EADDRINUSE' || error === 'EACCES')
      throw new UsageError(
        `${name}: port ${String(number)} is ${error === 'EACCES' ? 'not allowed to you' : 'in use'}. Stop what uses it, or set ${name} to another port.`,
      );
  }
}

function listenOnce(number: number, host: string): Promise<string | undefined> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      done(error.code);
    });
    probe.listen(number, host, () => {
      probe.close(() => {
        done(undefined);
      });
    });
  });
}

/** Makes the data folder, for its owner alone. */
export function requireDataFolder(folder: string): void {
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `DATA_DIR: the folder ${folder} cannot be written (${code ?? String(error)}). Set DATA_DIR to a folder that you may write.`,
    );
  }
}
