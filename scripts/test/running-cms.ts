/** Starts the real CMS with the demonstration content, once, for all integration tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { adminEmail, buildCms, startCms } from '../system/cms.ts';
import { freePort } from '../system/free-port.ts';
import { ensureSecrets } from '../system/secrets.ts';
import { stopServer } from '../system/servers.ts';
import { requireDataFolder } from '../system/preconditions.ts';
import { keptToken } from './admin-client.ts';
import type { Settings } from '../system/settings.ts';

/** What a test knows of the CMS that it talks to. */
export interface RunningCms {
  url: string;
  siteToken: string;
  webhookSecret: string;
  adminEmail: string;
  adminPassword: string;
  dataFolder: string;
  siteOrigin: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    cms: RunningCms;
  }
}

export interface TestCms extends RunningCms {
  /** Ends the CMS; what it keeps stays. */
  halt: () => Promise<void>;
  /** Ends it as a power cut does. */
  kill: () => Promise<void>;
  /** Starts it again after `halt` or `kill`. */
  resume: () => Promise<void>;
  /** Ends the CMS and removes what it keeps. */
  stop: () => Promise<void>;
}

export interface TestCmsOptions {
  demo: boolean;
  /** Where the CMS tells a publisher of changes. */
  publisherPort?: number;
  /** What is set beyond what all need. */
  env?: NodeJS.ProcessEnv;
}

/** Starts a CMS of its own in a temporary folder. */
export async function startTestCms({
  demo,
  publisherPort = 4322,
  env: more = {},
}: TestCmsOptions): Promise<TestCms> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'meridian-test-'));
  requireDataFolder(dataFolder);
  const cmsPort = await freePort();
  const settings: Settings = {
    dataFolder,
    demo,
    cmsPort,
    sitePort: 4321,
    publisherPort,
    hstsSeconds: 0,
    cmsUrl: `http://localhost:${String(cmsPort)}`,
    siteUrl: 'http://localhost:4321',
  };
  const secrets = ensureSecrets(dataFolder);
  await buildCms(join(dataFolder, 'logs/cms-build.log'));
  // Tests come from many addresses.
  const env = { TRUSTED_PROXIES: 'loopback', ...more };
  let server = await startCms(settings, secrets, undefined, env);
  return {
    url: settings.cmsUrl,
    siteToken: secrets.SITE_TOKEN,
    webhookSecret: secrets.WEBHOOK_SECRET,
    adminEmail,
    adminPassword: secrets.ADMIN_PASSWORD,
    dataFolder,
    siteOrigin: settings.siteUrl,
    halt: () => stopServer(server),
    async kill() {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGKILL');
      await ended;
    },
    async resume() {
      // The database may have been put back to when nobody had signed in yet.
      rmSync(keptToken(dataFolder), { force: true });
      server = await startCms(settings, secrets, undefined, env);
    },
    async stop() {
      await stopServer(server);
      rmSync(dataFolder, { recursive: true });
    },
  };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const {
    stop,
    halt: _halt,
    kill: _kill,
    resume: _resume,
    ...cms
  } = await startTestCms({ demo: true });
  project.provide('cms', cms);
  return stop;
}
