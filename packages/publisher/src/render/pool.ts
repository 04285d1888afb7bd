/** Renders pages on all cores, in threads that stay warm. */
import { availableParallelism } from 'node:os';
import type { SitePage } from '@meridian/content';
import { Worker } from 'node:worker_threads';
import { Thread } from '../thread.ts';
import { RenderError } from './bundle.ts';
import type { Message, Order, PageProblem, Rendered, Setup, Task } from './worker.ts';

export interface RenderResult {
  rendered: Rendered[];
  problems: PageProblem[];
}

export class RenderPool {
  readonly #threads: Thread<Order, Message>[];

  /**
   * @param setup the site as a program, which `bundleSite` made, and what to look out for.
   * @param replica what the pages are made from.
   */
  constructor(setup: Setup, replica: string) {
    this.#threads = Array.from(
      { length: availableParallelism() },
      () =>
        new Thread(
          () => start(setup, replica),
          (detail) => new RenderError(`The site's program has failed: ${detail}`),
        ),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  /** Pages and files that belong to no single entry. @throws RenderError */
  async sitePages(): Promise<SitePage[]> {
    const pages: SitePage[] = [];
    await this.#threads[0]?.carryOut({ list: true }, (message) => {
      if ('sitePages' in message) pages.push(...message.sitePages);
    });
    return pages;
  }

  /** Renders pages into a tree, on all threads. @throws RenderError when a thread breaks down. */
  async render(
    tree: string,
    pages: Task['pages'],
    onProgress: (done: number) => void = () => undefined,
  ): Promise<RenderResult> {
    const result: RenderResult = { rendered: [], problems: [] };
    const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const work = this.#threads.map((thread) =>
      thread.carryOut({ render: { tree, pages, next } }, (message) => {
        if ('rendered' in message) {
          result.rendered.push(...message.rendered);
          onProgress(result.rendered.length);
        } else if ('problem' in message) result.problems.push(message.problem);
      }),
    );
    // When one fails, the others must not go on behind the caller's back.
    await Promise.allSettled(work);
    await Promise.all(work);
    return result;
  }
}

function start(setup: Setup, replica: string): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: setup,
    env: { ...process.env, NODE_ENV: 'production', REPLICA_FILE: replica },
    // Most of what rendering allocates is dead at once: a roomy young generation collects it cheaply.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
}
