/**
 * A full build at 1,000 and 10,000 posts, images aside: from an empty replica, pull included, and from
 * one that is up to date, on disk and in memory, beside Hugo where there is one.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldersIn } from '@meridian/publisher';
import type { Row } from '../bench.ts';
import { hasHugo, runHugo, writeHugoSite } from './hugo.ts';
import { atSizes, type BenchCms } from './system.ts';

const runs = 3;
/** A file system in memory, where Linux has one. */
const memory = '/dev/shm';

export async function benchBuild(): Promise<Row[]> {
  const rows: Row[] = [];
  await atSizes([1_000, 10_000], (cms, posts) => {
    const { dataFolder } = cms.settings;
    for (let run = 0; run < runs; run += 1) {
      for (const made of ['site', 'cache'])
        rmSync(join(dataFolder, made), { recursive: true, force: true });
      rows.push({ posts, from: 'an empty replica', ...build(cms, dataFolder) });
    }
    rows.push(...rebuild(cms, posts, tmpdir(), 'disk'));
    if (existsSync(memory)) rows.push(...rebuild(cms, posts, memory, 'memory'));
    return Promise.resolve();
  });
  return rows;
}

/** Builds again from the replica that is there, in a folder of its own. */
function rebuild(cms: BenchCms, posts: number, parent: string, place: string): Row[] {
  const folder = mkdtempSync(join(parent, 'meridian-rebuild-'));
  try {
    const { replica, cache } = foldersIn(cms.settings.dataFolder);
    const to = foldersIn(join(folder, 'data'));
    cpSync(replica, to.replica, { recursive: true });
    cpSync(cache, to.cache, { recursive: true });
    if (hasHugo()) writeHugoSite(replica, join(folder, 'hugo'));
    return Array.from({ length: runs }, () => {
      for (const made of [to.trees, to.live, to.ledger, `${to.ledger}-wal`, `${to.ledger}-shm`])
        rmSync(made, { recursive: true, force: true });
      const row = build(cms, join(folder, 'data'));
      const from = `a replica up to date, in ${place}`;
      if (!hasHugo()) return { posts, from, ...row };
      const hugo = runHugo(join(folder, 'hugo'));
      const ratio = Number(row['total s']) / hugo;
      return { posts, from, ...row, 'Hugo s': round(hugo), 'of Hugo': round(ratio) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const round = (number: number) => Math.round(number * 10) / 10;

/** Builds in a process of its own, so that its memory and that of Astro are its alone. */
function build({ settings, secrets }: BenchCms, dataFolder: string): Row {
  const peaks = join(dataFolder, 'peaks');
  rmSync(peaks, { force: true });
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      '--max-semi-space-size=4',
      join(import.meta.dirname, 'build-probe.ts'),
      settings.cmsUrl,
      settings.siteUrl,
      dataFolder,
    ],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        CMS_TOKEN: secrets.SITE_TOKEN,
        NODE_OPTIONS: `--import=${join(import.meta.dirname, 'peak.mjs')}`,
        PEAK_FILE: peaks,
      },
    },
  );
  if (status !== 0) throw new Error(`The build failed: ${stderr}`);
  const pages = globSync('**/*.html', { cwd: join(dataFolder, 'site/live') }).length;
  // Of the processes that end, Astro's is the first and ours the last.
  const noted = readFileSync(peaks, 'utf8').trim().split('\n');
  const bundling = noted.length > 1 ? Math.round(Number(noted[0]) / 1024) : 0;
  return { pages, ...(JSON.parse(stdout) as Row), 'peak MB of bundling': bundling };
}
