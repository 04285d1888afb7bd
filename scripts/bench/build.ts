/**
 * A full build at 1,000 and 10,000 posts, images aside: from an empty replica, pull included, and from
 * one that is up to date, on disk and in memory, beside Hugo where there is one.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Folders, foldersIn } from '@meridian/publisher';
import type { Row } from '../bench.ts';
import { hasHugo, runHugo, writeHugoSite } from './hugo.ts';
import { atSizes, type BenchCms } from './system.ts';

const runs = 3;
/** A file system in memory, where Linux has one. */
const memory = '/dev/shm';

export async function benchBuild(): Promise<Row[]> {
  const rows: Row[] = [];
  await atSizes([1_000, 10_000], (cms, posts) => {
    const fromNothing = Array.from({ length: runs }, () => emptyFolder(cms.settings.dataFolder));
    for (const folder of fromNothing)
      rows.push({ posts, from: 'an empty replica', ...build(cms, folder) });
    rows.push({
      posts,
      from: 'a warm program, page by page',
      ...renderTimes(fromNothing[0] ?? ''),
    });
    const built = foldersIn(fromNothing[0] ?? '');
    rows.push(...rebuild(cms, posts, built, { parent: cms.settings.dataFolder, name: 'disk' }));
    if (existsSync(memory))
      rows.push(...rebuild(cms, posts, built, { parent: memory, name: 'memory' }));
    return Promise.resolve();
  });
  return rows;
}

/** For one run: a file system takes several times as long for files in the place of removed ones. */
const emptyFolder = (parent: string): string => mkdtempSync(join(parent, 'meridian-build-'));

/** Builds again from a replica that is up to date, and has Hugo build the same posts. */
function rebuild(
  cms: BenchCms,
  posts: number,
  { replica, cache }: Folders,
  place: { parent: string; name: string },
): Row[] {
  const folder = emptyFolder(place.parent);
  try {
    const hugoSite = join(folder, 'hugo');
    if (hasHugo()) writeHugoSite(replica, hugoSite);
    return Array.from({ length: runs }, (_, run) => {
      const dataFolder = emptyFolder(folder);
      const to = foldersIn(dataFolder);
      cpSync(replica, to.replica, { recursive: true });
      cpSync(cache, to.cache, { recursive: true });
      const row = build(cms, dataFolder);
      const from = `a replica up to date, in ${place.name}`;
      if (!hasHugo()) return { posts, from, ...row };
      const hugo = runHugo(hugoSite, join(folder, `public-${String(run)}`));
      const ratio = Number(row['total s']) / hugo;
      return { posts, from, ...row, 'Hugo s': round(hugo), 'of Hugo': round(ratio) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function renderTimes(dataFolder: string): Row {
  const probe = join(import.meta.dirname, 'render-probe.ts');
  const { stdout, stderr, status } = spawnSync(process.execPath, [probe, dataFolder], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error(`The pages could not be rendered: ${stderr}`);
  return JSON.parse(stdout) as Row;
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
  const pages = globSync('**/*.html', { cwd: foldersIn(dataFolder).live }).length;
  // Of the processes that end, Astro's is the first and ours the last.
  const noted = readFileSync(peaks, 'utf8').trim().split('\n');
  const bundling = noted.length > 1 ? Math.round(Number(noted[0]) / 1024) : 0;
  return { pages, ...(JSON.parse(stdout) as Row), 'peak MB of bundling': bundling };
}
