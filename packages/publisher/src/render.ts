/** Renders a replica to static pages, each core a share of them. */
import { cp, mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { RenderError } from './bundle.ts';
import type { Count, Report, Share } from './render-worker.ts';

export interface RenderOptions {
  /** The site as a program, which `bundleSite` made. */
  bundle: string;
  replica: string;
  /** The folder to make. */
  site: string;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Writes all pages and assets of the site into a new folder.
 * @throws RenderError naming the page
 */
export async function render({ bundle, replica, site, onProgress }: RenderOptions): Promise<void> {
  await mkdir(site, { recursive: true });
  await cp(join(bundle, 'client'), site, { recursive: true });
  const shares = availableParallelism();
  const workers = Array.from({ length: shares }, (_, share) =>
    startWorker({ bundle, replica, site, share, shares }),
  );
  const counts = workers.map((): Count => ({ done: 0, total: 0 }));
  const add = (field: keyof Count) => counts.reduce((sum, count) => sum + count[field], 0);
  try {
    await Promise.all(
      workers.map((worker, share) =>
        finished(worker, (count) => {
          counts[share] = count;
          onProgress?.(add('done'), add('total'));
        }),
      ),
    );
  } finally {
    // When one has failed, the others must not go on writing.
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(share: Share): Worker {
  return new Worker(new URL('./render-worker.ts', import.meta.url), {
    workerData: share,
    env: { ...process.env, NODE_ENV: 'production', REPLICA_FILE: share.replica },
    // Most of what rendering allocates is dead at once: a roomy young generation collects it cheaply.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
}

function finished(worker: Worker, onProgress: (count: Count) => void): Promise<void> {
  return new Promise((done, failed) => {
    worker.on('message', (report: Report) => {
      if ('problem' in report) failed(new RenderError(report.problem));
      else onProgress(report);
    });
    worker.on('error', failed);
    worker.on('exit', () => {
      done();
    });
  });
}
