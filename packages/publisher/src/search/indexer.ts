/** Keeps the index of the site up to date, behind the pages. */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { paths } from '@meridian/content';
import { fileOf } from '../addresses.ts';
import type { Folders } from '../folders.ts';
import type { SiteFile } from '../release/files.ts';
import { hashOfFiles } from '../render/bundle.ts';
import { Thread } from '../thread.ts';
import type { IndexFile, Pages, SearchSetup } from './worker.ts';

const sources = resolve(import.meta.dirname, '../../../search');

/** The index could not be made. */
class SearchError extends Error {
  override name = 'SearchError';
}

export class SearchIndexer {
  readonly #folder: string;
  readonly #thread: Thread<Pages, { files: IndexFile[] }>;

  constructor({ cache, live }: Pick<Folders, 'cache' | 'live'>) {
    this.#folder = join(cache, 'search');
    const setup: SearchSetup = {
      folder: this.#folder,
      site: live,
      version: hashOfFiles(sources, ['src/**/*', 'package.json']),
    };
    this.#thread = new Thread(
      () => {
        mkdirSync(this.#folder, { recursive: true });
        return new Worker(new URL('./worker.ts', import.meta.url), { workerData: setup });
      },
      (detail) => new SearchError(`The search index could not be made: ${detail}`),
    );
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  /** Forgets what is known of pages: the next index is made from nothing. */
  async forget(): Promise<void> {
    await this.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * Reads those pages of the live site that have changed since the last time, and makes the index.
   * @returns all of its files, as files of the site. @throws SearchError
   */
  async update(pages: Pages): Promise<SiteFile[]> {
    const files: SiteFile[] = [];
    await this.#thread.carryOut(pages, (message) => {
      for (const { name, hash, file } of message.files)
        files.push({ path: fileOf(paths.searchFile(name)), hash, from: { link: file } });
    });
    return files;
  }
}
