/**
 * What others say of the demonstration's pages: Lighthouse on a phone, each of its categories, and the Nu
 * checker of HTML, where there is Java.
 */
import { execFile, spawnSync } from 'node:child_process';
import { globSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { foldersIn, serveSite } from '@meridian/publisher';
import type { Row } from '../bench.ts';
import { ensureChromium } from '../system/browser.ts';
import { keepPublisher } from '../system/publisher-process.ts';
import { untilQuiet } from './quiet.ts';
import { atSizes, type BenchCms } from './system.ts';

const paths = {
  home: '/',
  post: '/posts/is-acupuncture-safe/',
  practitioner: '/practitioners/mei-lin-zhao/',
  clinic: '/clinics/desert-willow/',
  topic: '/topics/low-back-pain/',
  search: '/search/',
};

/** What Lighthouse must say of each page, in each of its categories, of 100. */
const lowestScore = 98;

/** Ends with an error code when a page is below what is asked of it. */
export async function benchPages(): Promise<Row[]> {
  const rows: Row[] = [];
  await atSizes([1], async (cms) => {
    rows.push(...(await measure(cms)));
  });
  return rows;
}

async function measure({ settings, secrets }: BenchCms): Promise<Row[]> {
  const folders = foldersIn(settings.dataFolder);
  const publisher = keepPublisher(settings, secrets);
  await publisher.untilLive(() => undefined);
  // Visitors get what was compressed ahead.
  await untilQuiet(folders.copies);
  const server = await serveSite({ folders, port: settings.sitePort, host: 'localhost' });
  try {
    return [...(await askLighthouse(settings.siteUrl)), await checkHtml(folders.live)];
  } finally {
    server.closeAllConnections();
    server.close();
    await publisher.stop();
    rmSync(join(settings.dataFolder, 'site'), { recursive: true, force: true });
  }
}

async function askLighthouse(siteUrl: string): Promise<Row[]> {
  const browser = '--headless=new --no-sandbox --disable-gpu --disable-background-networking';
  const rows: Row[] = [];
  for (const [page, path] of Object.entries(paths)) {
    const { stdout } = await fetched('lighthouse@13.5.0', 'lighthouse', [
      siteUrl + path,
      '--output=json',
      '--quiet',
      `--chrome-flags=${browser}`,
    ]);
    const { categories, audits } = JSON.parse(stdout) as LighthouseReport;
    const scores = Object.values(categories).map(({ title, score }): [string, number] => [
      title,
      Math.round(score * 100),
    ]);
    const row = {
      page,
      ...Object.fromEntries(scores),
      'layout shift': audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
    };
    rows.push(row);
    if (scores.some(([, score]) => score < lowestScore) || row['layout shift'] > 0)
      process.exitCode = 1;
    process.stdout.write(`${JSON.stringify(row)}\n`);
  }
  return rows;
}

interface LighthouseReport {
  categories: Record<string, { title: string; score: number }>;
  audits: Record<string, { numericValue?: number }>;
}

/** @see https://validator.github.io/validator/ */
async function checkHtml(site: string): Promise<Row> {
  const files = globSync('**/*.html', { cwd: site, exclude: ['fragments'] });
  const page = `all ${String(files.length)}`;
  if (spawnSync('java', ['-version']).status !== 0)
    return { page, 'HTML errors': 'not checked: there is no Java' };
  const { stderr } = await fetched(
    'vnu-jar@26.9.27',
    'vnu',
    ['--errors-only', '--exit-zero-always', ...files],
    site,
  );
  const errors = stderr.split('\n').filter((line) => line.includes(': error: '));
  for (const line of errors) process.stdout.write(`${line}\n`);
  if (errors.length > 0) process.exitCode = 1;
  return { page, 'HTML errors': errors.length };
}

/**
 * Runs a command of a package of the npm registry, in a fixed version. As dependencies these two would be
 * 200 MB that nobody else needs. The site is served meanwhile.
 */
function fetched(name: string, command: string, args: readonly string[], cwd?: string) {
  return promisify(execFile)(
    'npm',
    ['exec', '--yes', `--package=${name}`, '--', command, ...args],
    {
      ...(cwd === undefined ? {} : { cwd }),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...process.env,
        CHROME_PATH: ensureChromium(),
        // This Node, and not the one that npm comes with.
        PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`,
      },
    },
  );
}
