/** A CMS of its own with thousands of posts, for the benches. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCms, startCms } from '../system/cms.ts';
import { freePort } from '../system/free-port.ts';
import { requireDataFolder } from '../system/preconditions.ts';
import { ensureSecrets, type Secrets } from '../system/secrets.ts';
import { stopServer } from '../system/servers.ts';
import type { Settings } from '../system/settings.ts';
import { fillWithPosts } from './bulk.ts';

export interface BenchCms {
  server: ChildProcess;
  settings: Settings;
  secrets: Secrets;
  processId: number;
}

/** Starts a CMS at each of the sizes, the smallest first, and does `work` with it. */
export async function atSizes(
  sizes: readonly number[],
  work: (cms: BenchCms, posts: number) => Promise<void>,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
  try {
    requireDataFolder(dataFolder);
    const [sitePort, cmsPort, publisherPort] = [
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const settings: Settings = {
      dataFolder,
      sitePort,
      cmsPort,
      publisherPort,
      hstsSeconds: 0,
      cmsUrl: `http://localhost:${String(cmsPort)}`,
      siteUrl: `http://localhost:${String(sitePort)}`,
      demo: true,
    };
    const secrets = ensureSecrets(dataFolder);
    await buildCms(join(dataFolder, 'logs/cms-build.log'));
    await stopServer(await startCms(settings, secrets));
    for (const posts of sizes) {
      fillWithPosts(join(dataFolder, 'cms/data.db'), posts);
      const server = await startCms(settings, secrets, undefined, env);
      try {
        await work({ server, settings, secrets, processId: server.pid ?? 0 }, posts);
      } finally {
        await stopServer(server);
      }
    }
  } finally {
    rmSync(dataFolder, { recursive: true });
  }
}
