/** The settings of the commands, from the environment; a wrong one is said in one line. */
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** The command cannot go on; the message is for the person who gave it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export interface Settings {
  sitePort: number;
  cmsPort: number;
  publisherPort: number;
  dataFolder: string;
  demo: boolean;
  siteUrl: string;
  /** For how long browsers shall insist on https; see the README. */
  hstsSeconds: number;
  cmsUrl: string;
  /** Where browsers send comments, when that is not a route of the CMS at `cmsUrl`. */
  commentsUrl?: string;
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
  const publisherPort = port(env, 'PUBLISHER_PORT', 4322);
  requireDifferent({ SITE_PORT: sitePort, CMS_PORT: cmsPort, PUBLISHER_PORT: publisherPort });
  return {
    sitePort,
    cmsPort,
    publisherPort,
    dataFolder: resolve(root, env.DATA_DIR ?? '.data'),
    demo: !args.includes('--no-demo'),
    hstsSeconds: seconds(env, 'HSTS_SECONDS'),
    siteUrl: siteUrl(env.SITE_URL ?? `http://localhost:${String(sitePort)}`),
    cmsUrl: `http://localhost:${String(cmsPort)}`,
    ...(env.COMMENTS_URL === undefined
      ? {}
      : { commentsUrl: webAddress('COMMENTS_URL', env.COMMENTS_URL) }),
  };
}

/** @throws UsageError that names the setting. */
export function webAddress(name: string, value: string): string {
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new UsageError(
      `${name} is "${value}": set it to a whole address, such as https://www.example.org.`,
    );
  return value;
}

/** All paths of the site begin at its root. */
function siteUrl(value: string): string {
  const { pathname, search, hash } = new URL(webAddress('SITE_URL', value));
  if (pathname !== '/' || search !== '' || hash !== '')
    throw new UsageError(
      `SITE_URL is "${value}": the site needs a host of its own, such as https://www.example.org, without a path.`,
    );
  return value;
}

function requireDifferent(ports: Record<string, number>): void {
  const names = Object.keys(ports);
  for (const name of names)
    for (const other of names.slice(names.indexOf(name) + 1))
      if (ports[name] === ports[other])
        throw new UsageError(
          `${name} and ${other} are both ${String(ports[name])}: set one of them to another port.`,
        );
}

function seconds(env: NodeJS.ProcessEnv, name: string): number {
  const value = env[name] ?? '0';
  if (!/^\d{1,9}$/.test(value))
    throw new UsageError(`${name} is "${value}": set it to a number of seconds, or leave it out.`);
  return Number(value);
}

function port(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = env[name] ?? String(fallback);
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 65_535)
    throw new UsageError(`${name} is "${value}": set it to a port between 1 and 65535.`);
  return Number(value);
}
