/** Builds and starts the CMS. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFiles } from '@meridian/publisher';
import { ensureSecrets, type Secrets } from './secrets.ts';
import { type ServerOptions, startServer, untilReady } from './servers.ts';
import { readSettings, root, type Settings } from './settings.ts';

const cmsFolder = join(root, 'cms');
const strapi = join(cmsFolder, 'node_modules/@strapi/strapi/bin/strapi.js');
const stamp = join(cmsFolder, 'dist/.built-from');

/** Says that what lies in `dist` is no longer what `buildCms` made. */
export function forgetBuild(): void {
  rmSync(stamp, { force: true });
}

/** Builds the server and the admin, unless that was done from these very sources. */
export async function buildCms(log: string): Promise<void> {
  const version = hashOfFiles(root, sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;
  // What an earlier source left behind would be loaded too.
  rmSync(join(cmsFolder, 'dist'), { recursive: true, force: true });
  await runToEnd('The CMS could not be built', [strapi, 'build', '--silent'], log, {
    ...buildSecrets,
    // What is set for e-mail is looked at when the CMS starts.
    MAIL_URL: '',
    NODE_ENV: 'production',
    STRAPI_TELEMETRY_DISABLED: 'true',
  });
  writeFileSync(stamp, version);
}

/** Writes the GraphQL schema of a CMS in `dataFolder` into `file`. */
export async function printSchema(dataFolder: string, file: string): Promise<void> {
  const settings = { ...readSettings([], { DATA_DIR: dataFolder }), demo: false };
  const { env, log } = cmsServer(settings, ensureSecrets(dataFolder), []);
  const printer = join(cmsFolder, 'dist/src/site-api/print-schema.js');
  await runToEnd('The schema could not be printed', [printer, file], log, env);
}

async function runToEnd(
  failure: string,
  args: readonly string[],
  log: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, args, {
    cwd: cmsFolder,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (code !== 0) throw new Error(`${failure}:\n${readFileSync(log, 'utf8').trim()}`);
}

/** The build reads the configuration, which will not load without them; none gets into the result. */
const buildSecrets = Object.fromEntries(
  [
    'APP_KEYS',
    'ADMIN_JWT_SECRET',
    'API_TOKEN_SALT',
    'TRANSFER_TOKEN_SALT',
    'ENCRYPTION_KEY',
    'SITE_TOKEN',
    'COMMENT_SECRET',
  ].map((name) => [name, 'not-needed-to-build']),
);

const sources = [
  'cms/{config,src}/**/*',
  'cms/*.json',
  'packages/{article,comments,content}/src/**/*',
  'pnpm-lock.yaml',
];

export const adminEmail = 'admin@meridian.example';

/** Starts the CMS that `buildCms` has built, and resolves when it answers. */
export async function startCms(
  settings: Settings,
  secrets: Secrets,
  onWait?: (seconds: number) => void,
  env: NodeJS.ProcessEnv = {},
): Promise<ChildProcess> {
  const options = cmsServer(settings, secrets, ['start'], env);
  const server = startServer(options);
  await untilReady(server, options, `${settings.cmsUrl}/_health`, onWait);
  return server;
}

/** How the CMS is run: by which command of Strapi, and in which environment. */
export function cmsServer(
  settings: Settings,
  secrets: Secrets,
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ServerOptions {
  const { dataFolder, cmsPort, publisherPort, cmsUrl, siteUrl, demo } = settings;
  const publisher = {
    kind: 'publisher',
    name: 'Site',
    url: `http://127.0.0.1:${String(publisherPort)}/webhook`,
    secrets: [secrets.WEBHOOK_SECRET],
  };
  mkdirSync(join(dataFolder, 'cms/public/uploads'), { recursive: true });
  return {
    name: 'The CMS',
    args: [strapi, ...command],
    cwd: cmsFolder,
    log: join(dataFolder, 'logs/cms.log'),
    env: {
      ...secrets,
      NODE_ENV: 'production',
      STRAPI_TELEMETRY_DISABLED: 'true',
      DATA_DIR: dataFolder,
      CMS_PORT: String(cmsPort),
      CMS_PUBLIC_URL: process.env.CMS_PUBLIC_URL ?? cmsUrl,
      SITE_ORIGINS: new URL(siteUrl).origin,
      ADMIN_EMAIL: adminEmail,
      DEMO: String(demo),
      WEBHOOK_TARGETS: JSON.stringify([publisher]),
      WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
      ...env,
    },
  };
}
