/**
 * From Publish to the page that a visitor gets, at several sizes of a site: the CMS, the publisher and
 * the server of `npm start`, asked over HTTP. Beside it the plain way: everything made anew.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn, serveSite } from '@meridian/publisher';
import type { Row } from '../bench.ts';
import { adminEmail } from '../system/cms.ts';
import { signIn } from '../test/admin-client.ts';
import { BenchSite, edits, type Samples } from './edits.ts';
import { memoryOf } from './memory.ts';
import { startQuietPublisher } from './quiet.ts';
import { atSizes, type BenchCms } from './system.ts';

const sizes = [100, 1_000, 10_000];
const plainRuns = 3;

export async function benchPublish(): Promise<Row[]> {
  const rows: Row[] = [];
  await atSizes(sizes, async (cms, posts) => {
    // The site of the size before is not what is measured.
    rmSync(join(cms.settings.dataFolder, 'site'), { recursive: true, force: true });
    rows.push(...(await measureWarm(cms, posts)), await measurePlain(cms, posts));
  });
  return rows;
}

async function measureWarm({ settings, secrets, processId }: BenchCms, posts: number) {
  const { dataFolder, sitePort, publisherPort, cmsUrl, siteUrl } = settings;
  const publisher = await startQuietPublisher(settings, secrets);
  const server = await serveSite({
    folders: foldersIn(dataFolder),
    port: sitePort,
    host: 'localhost',
  });
  try {
    const admin = await signIn({
      url: cmsUrl,
      adminEmail,
      adminPassword: secrets.ADMIN_PASSWORD,
    });
    const { live } = foldersIn(dataFolder);
    const site = new BenchSite(admin, siteUrl, `http://127.0.0.1:${String(publisherPort)}`, live);
    const rows: Row[] = [];
    for (const [edit, measure] of Object.entries(edits)) {
      const { samples, note } = await measure(site);
      rows.push({ posts, edit, ...figuresOf(samples), note: note ?? '' });
      // A whole run takes a while: each figure is said when it is known.
      process.stdout.write(`${JSON.stringify(rows.at(-1))}\n`);
    }
    const memory = `peak MB: publisher ${memoryOf(publisher.processId(), 'VmHWM')}, CMS ${memoryOf(processId, 'VmHWM')}`;
    return [...rows, { posts, edit: 'memory', note: memory }];
  } finally {
    server.closeAllConnections();
    server.close();
    await publisher.stop();
  }
}

function figuresOf(samples: readonly Samples[]): Row {
  const all = (key: keyof Samples) => samples.map((sample) => sample[key]).sort((a, b) => a - b);
  const at = (sorted: readonly number[], share: number) =>
    Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  const [answer, sending] = [all('sinceAnswer'), all('sinceSending')];
  return {
    runs: samples.length,
    'ms from the answer, p50': at(answer, 0.5),
    'answer, p95': at(answer, 0.95),
    'ms from sending, p50': at(sending, 0.5),
    'sending, p95': at(sending, 0.95),
  };
}

/** What an edit costs where each starts `astro build`: all is pulled, bundled and rendered. */
async function measurePlain({ settings, secrets }: BenchCms, posts: number): Promise<Row> {
  const { cmsUrl, siteUrl, dataFolder } = settings;
  const samples: Samples[] = [];
  for (let run = 0; run < plainRuns; run += 1) {
    for (const made of ['site', 'cache'])
      rmSync(join(dataFolder, made), { recursive: true, force: true });
    const start = performance.now();
    const child = spawn(
      process.execPath,
      [
        '--max-semi-space-size=4',
        join(import.meta.dirname, 'build-probe.ts'),
        cmsUrl,
        siteUrl,
        dataFolder,
      ],
      { stdio: 'ignore', env: { ...process.env, CMS_TOKEN: secrets.SITE_TOKEN } },
    );
    const code = await new Promise<number | null>((ended) => child.once('exit', ended));
    if (code !== 0) throw new Error(`The build ended with ${String(code)}.`);
    const time = performance.now() - start;
    samples.push({ sinceAnswer: time, sinceSending: time });
  }
  return {
    posts,
    edit: 'the plain way: astro build, all pages',
    ...figuresOf(samples),
    note: 'without images',
  };
}
