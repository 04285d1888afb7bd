/** A full build from the CMS at 1,000 and 10,000 posts: pull, render and write; images aside. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../bench.ts';
import type { Settings } from '../system/settings.ts';
import { atSizes } from './system.ts';

export async function benchBuild(): Promise<Row[]> {
  const rows: Row[] = [];
  await atSizes([1_000, 10_000], ({ settings, secrets }, posts) => {
    rows.push({ posts, ...measure(settings, secrets.SITE_TOKEN) });
    return Promise.resolve();
  });
  return rows;
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
