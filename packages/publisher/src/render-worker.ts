/** Renders one share of a site's pages, in a thread of its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { SiteProgram } from '@meridian/content';

export interface Share {
  bundle: string;
  replica: string;
  site: string;
  /** Every how-manieth page is rendered here, and which of them is the first. */
  shares: number;
  share: number;
}

export interface Count {
  done: number;
  total: number;
}

export type Report = Count | { problem: string };

const pagesBetweenReports = 100;

const { bundle, site, share, shares } = workerData as Share;
const report = (message: Report) => parentPort?.postMessage(message);

const { pagePaths, renderPage } = (await import(
  pathToFileURL(join(bundle, 'server/entry.mjs')).href
)) as SiteProgram;

const paths = pagePaths().filter((_, index) => index % shares === share);
let done = 0;
for (const path of paths) {
  try {
    write(path, await renderPage(path));
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    report({ problem: `The page ${path} could not be rendered.\n${reason}` });
    break;
  }
  done += 1;
  if (done % pagesBetweenReports === 0 || done === paths.length)
    report({ done, total: paths.length });
}

/** There is nothing else to do in this thread, so it waits for the disk, which is fastest. */
function write(path: string, text: string): void {
  const file = join(site, path.endsWith('/') ? `${path}index.html` : path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
