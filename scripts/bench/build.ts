/** A full build from the CMS at 1,000 and 10,000 posts: pull, render and write; images aside. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '../bench.ts';
import { buildCms, startCms } from '../system/cms.ts';
import { freePort } from '../system/free-port.ts';
import { ensureSecrets } from '../system/secrets.ts';
import { stopServer } from '../system/servers.ts';
import { requireDataFolder } from '../system/preconditions.ts';
import type { Settings } from '../system/settings.ts';
import { fillWithPosts } from './bulk.ts';

export async function benchBuild(): Promise<Row[]> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
  try {
    requireDataFolder(dataFolder);
    const cmsPort = await freePort();
    const settings: Settings = {
      dataFolder,
      cmsPort,
      sitePort: 4321,
      publisherPort: 4322,
      hstsSeconds: 0,
      cmsUrl: `http://localhost:${String(cmsPort)}`,
      siteUrl: 'http://localhost:4321',
      demo: true,
    };
    const secrets = ensureSecrets(dataFolder);
    await buildCms(join(dataFolder, 'logs/cms-build.log'));
    await stopServer(await startCms(settings, secrets));
    const rows: Row[] = [];
    for (const posts of [1_000, 10_000]) {
      fillWithPosts(join(dataFolder, 'cms/data.db'), posts);
      const cms = await startCms(settings, secrets);
      try {
        rows.push({ posts, ...measure(settings, secrets.SITE_TOKEN) });
      } finally {
        await stopServer(cms);
      }
    }
    return rows;
  } finally {
    rmSync(dataFolder, { recursive: true });
  }
}

/** Builds in a process of its own, so that its memory and that of Astro are its alone. */
function measure({ cmsUrl, siteUrl, dataFolder }: Settings, token: string): Row {
  const peaks = join(dataFolder, 'peaks');
  rmSync(peaks, { force: true });
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      '--max-semi-space-size=4',
      join(import.meta.dirname, 'build-probe.ts'),
      cmsUrl,
      siteUrl,
      dataFolder,
    ],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        CMS_TOKEN: token,
        NODE_OPTIONS: `--import=${join(import.meta.dirname, 'peak.mjs')}`,
        PEAK_FILE: peaks,
      },
    },
  );
  if (status !== 0) throw new Error(`The build failed: ${stderr}`);
  const files = globSync('**/*.html', { cwd: join(dataFolder, 'site/live') }).length;
  // The first process to end is Astro's.
  const [bundling] = readFileSync(peaks, 'utf8').split('\n');
  return {
    pages: files,
    ...(JSON.parse(stdout) as Row),
    'peak MB of bundling': Math.round(Number(bundling) / 1024),
  };
}
