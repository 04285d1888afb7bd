/** Run by `faults.integration.test.ts` in a mount namespace: publishes on a disk that fills up. */
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from '../../../scripts/test/admin-client.ts';
import type { RunningCms } from '../../../scripts/test/running-cms.ts';
import { Publisher } from '../src/index.ts';
import { digests } from './digests.ts';
import { publishEdition } from './small-site.ts';

export interface DiskFullReport {
  /** What each attempt on the full disk was answered. */
  failures: string[];
  problems: string[];
  changedWhileFull: boolean;
  changedAfter: boolean;
}

const { FOLDER: folder = '', CACHE: cache = '', CMS = '' } = process.env;
const cms = JSON.parse(CMS) as RunningCms;
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder]);
if (mounted.status !== 0) throw new Error(`mount failed: ${mounted.stderr.toString()}`);
cpSync(cache, join(folder, 'cache'), { recursive: true });

const admin = await signIn(cms);
const publisher = new Publisher({
  cms: { url: cms.url, token: cms.siteToken },
  dataFolder: folder,
  siteUrl: 'https://journal.example',
});
await publisher.publish('the start');
await publisher.behind.follow();
const before = JSON.stringify(digests(publisher.site));
await publishEdition(admin, 1_000);

/** Fills the disk but for some kilobytes, each time fewer, so that it ends at another step. */
function fill(rest: number): void {
  const filler = join(folder, 'filler');
  rmSync(filler, { force: true });
  spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1k']);
  spawnSync('truncate', ['--size', `-${String(rest)}K`, filler]);
}

const failures: string[] = [];
let changedWhileFull = false;
for (const rest of [0, 16, 64, 128, 256]) {
  fill(rest);
  try {
    await publisher.publish('a test');
    break;
  } catch (error) {
    failures.push(String(error));
    changedWhileFull ||= JSON.stringify(digests(publisher.site)) !== before;
  }
}
rmSync(join(folder, 'filler'));
await publisher.publish('a test');
const report: DiskFullReport = {
  failures,
  problems: publisher.problems().map(({ message }) => message),
  changedWhileFull,
  changedAfter: JSON.stringify(digests(publisher.site)) !== before,
};
await publisher.close();
writeFileSync(1, JSON.stringify(report));
