/** Makes compressed copies of what went live, one after the other, while nothing is published. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Folders } from '../folders.ts';
import { copyOf, encodings, textTypeOf } from '../server/encodings.ts';

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
    if (Date.now() >= this.#nextSweep) {
      await this.#sweep();
      this.#nextSweep = Date.now() + sweepEvery;
    }
    for (const file of this.#waiting) {
      if (mustStop()) return;
      this.#waiting.delete(file);
      await this.#compress(join(this.#live, file));
    }
  }

  async #compress(file: string): Promise<void> {
    try {
      const stats = await stat(file);
      const text = await readFile(file);
      for (const [encoding, compress] of Object.entries(encodings)) {
        const copy = copyOf(this.#copies, stats, encoding);
        // A copy under its own name is always whole.
        await writeFile(`${copy}.part`, await compress(text));
        await rename(`${copy}.part`, copy);
      }
    } catch (error) {
      // Another release has removed it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  /** Takes up all files that have no copies, and removes the copies of files that are not live. */
  async #sweep(): Promise<void> {
    const there = new Set(await readdir(this.#copies));
    const needed = new Set<string>();
    for (const name of await readdir(this.#live, { recursive: true })) {
      if (textTypeOf(name) === undefined) continue;
      const stats = await stat(join(this.#live, name)).catch(() => undefined);
      // Another release has removed it meanwhile.
      if (!stats) continue;
      const copies = Object.keys(encodings).map((encoding) =>
        basename(copyOf(this.#copies, stats, encoding)),
      );
      for (const copy of copies) needed.add(copy);
      if (!copies.every((copy) => there.has(copy))) this.#waiting.add(name);
    }
    for (const name of there)
      if (!needed.has(name)) await rm(join(this.#copies, name), { force: true });
  }
}
