/** Makes compressed copies of what went live, one after the other, while nothing is published. */
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Folders } from '../folders.ts';
import { copyOf, encodings, smallestToCompress, textTypeOf } from '../server/encodings.ts';

/** How often to look for copies that nobody needs any more, and for files without, in milliseconds. */
const sweepEvery = 3_600_000;

export class Compressor {
  readonly #live: string;
  readonly #copies: string;
  readonly #waiting = new Set<string>();
  #nextSweep = 0;

  constructor({ live, copies }: Pick<Folders, 'live' | 'copies'>) {
    this.#live = live;
    this.#copies = copies;
  }

  /** Files that are new in the live tree. */
  add(files: Iterable<string>): void {
    for (const file of files) if (textTypeOf(file) !== undefined) this.#waiting.add(file);
  }

  /** Another tree is live, of which not all files are new. */
  lookAgain(): void {
    this.#nextSweep = 0;
  }

  /** Works until all is done, or `mustStop` says that something else is more urgent. */
  async work(mustStop: () => boolean): Promise<void> {
    await mkdir(this.#copies, { recursive: true });
    if (Date.now() >= this.#nextSweep && (await this.#sweep(mustStop)))
      this.#nextSweep = Date.now() + sweepEvery;
    for (const file of this.#waiting) {
      if (mustStop()) return;
      this.#waiting.delete(file);
      await this.#compress(join(this.#live, file));
    }
  }

  async #compress(path: string): Promise<void> {
    // All of one file, even when a switch puts another one in its place meanwhile.
    const file = await open(path).catch(unlessGone);
    if (!file) return;
    try {
      const stats = await file.stat();
      if (stats.size < smallestToCompress) return;
      const text = await file.readFile();
      for (const [encoding, compress] of Object.entries(encodings)) {
        const copy = copyOf(this.#copies, stats, encoding);
        // A copy under its own name is always whole.
        await writeFile(`${copy}.part`, await compress(text));
        await rename(`${copy}.part`, copy);
      }
    } finally {
      await file.close();
    }
  }

  /**
   * Takes up all files that have no copies, and removes the copies of files that are not live.
   * @returns false when it had to stop before its end.
   */
  async #sweep(mustStop: () => boolean): Promise<boolean> {
    const there = new Set(await readdir(this.#copies));
    const unneeded = new Set(there);
    for await (const file of filesIn(this.#live)) {
      if (mustStop()) return false;
      const name = relative(this.#live, file);
      const stats = textTypeOf(name) === undefined ? undefined : await stat(file).catch(unlessGone);
      if (!stats || stats.size < smallestToCompress) continue;
      for (const encoding of Object.keys(encodings)) {
        const copy = basename(copyOf(this.#copies, stats, encoding));
        unneeded.delete(copy);
        if (!there.has(copy)) this.#waiting.add(name);
      }
    }
    for (const copy of unneeded) await rm(join(this.#copies, copy), { force: true });
    return true;
  }
}

/** Another release may have removed it meanwhile. */
function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  for (const entry of (await readdir(folder, { withFileTypes: true }).catch(unlessGone)) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}
