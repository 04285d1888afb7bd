/**
 * Makes releases: renders pages and places files in a tree that nobody sees, looks them through, and makes
 * that tree live in one step. Knows of each page what it holds and what it has read.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem, Reads, Release } from '@meridian/content';
import { fileOf } from '../addresses.ts';
import type { Folders } from '../folders.ts';
import { type Addresses, type Bundle, bundleSite } from '../render/bundle.ts';
import { Dependencies } from '../render/dependencies.ts';
import { RenderPool } from '../render/pool.ts';
import type { PageProblem } from '../render/worker.ts';
import { brokenLinks } from '../verify/links.ts';
import type { Clock } from './clock.ts';
import type { SiteFile } from './files.ts';
import { SitePages } from './pages.ts';
import type { Site } from './site.ts';
import { placeFile, placeLink, removeFile } from './trees.ts';

export interface MakerOptions {
  addresses: Addresses;
  /** Texts that must stand on no page. */
  secrets: readonly string[];
  /** Whether images that pages show must be there. */
  images: boolean;
  onStep: (step: string) => void;
  /** Told of the files that are new in the live tree. */
  onLive?: ((files: readonly string[]) => void) | undefined;
}

/** What a release has to do. */
export interface Work {
  clock: Clock;
  sitePages: SitePages;
  /** Why it is made, and up to where it takes in the CMS's changes; nothing for what belongs to the last one. */
  release?: { cause: string; cursor: string };
  pages: string[];
  gone: string[];
  files: SiteFile[];
  goneFiles: string[];
  /** What somebody withdrew: pages that showed it, and texts that tell others. */
  withdrawn?: { pages: string[]; marks: string[] };
  /** Writes down, with the release, what the site is up to date with. */
  record: () => void;
}

export type Outcome =
  { release: Release | undefined } | { problems: readonly (PageProblem | Problem)[] };

/** How many pages a release names. */
const namedPages = 50;
const pagesToWarmUp = 300;

export class ReleaseMaker {
  readonly dependencies = new Dependencies();
  readonly #site: Site;
  readonly #folders: Folders;
  readonly #options: MakerOptions;
  readonly #hashes = new Map<string, string>();
  #bundle: Promise<Bundle> | undefined;
  #pool: RenderPool | undefined;
  /** Whether the program of the site has rendered enough to be fast. */
  #isWarm = false;

  constructor(site: Site, folders: Folders, options: MakerOptions) {
    this.#site = site;
    this.#folders = folders;
    this.#options = options;
    // Begun early; told where it is awaited.
    this.bundle().catch(() => undefined);
    for (const { path, hash, reads } of site.ledger.pages()) this.#learn(path, hash, reads);
  }

  async close(): Promise<void> {
    await this.#pool?.close();
    await this.#bundle?.catch(() => undefined);
  }

  /** The site as a program. When it could not be made, the next call tries again. @throws RenderError */
  bundle(): Promise<Bundle> {
    this.#bundle ??= bundleSite(this.#folders.cache, this.#options.addresses).catch(
      (error: unknown) => {
        this.#bundle = undefined;
        throw error;
      },
    );
    return this.#bundle;
  }

  /** The pages that are live, with what tells apart what they hold. */
  pages(): [path: string, hash: string][] {
    return [...this.#hashes];
  }

  /** Pages that belong to no single entry. @throws RenderError */
  async sitePages(): Promise<SitePages> {
    const pool = await this.#startPool();
    return new SitePages(await pool.sitePages());
  }

  /** Renders some pages for nothing: a program that has just been loaded takes several times as long. */
  async warmUp(): Promise<void> {
    if (this.#isWarm) return;
    this.#isWarm = true;
    const step = Math.ceil(this.#hashes.size / pagesToWarmUp);
    const pages = this.pages().filter((_, index) => index % step === 0);
    const nowhere = join(this.#folders.cache, 'warm-up');
    const pool = await this.#startPool();
    await pool.render(
      nowhere,
      pages.map(([path, hash]) => ({ path, hash })),
    );
    rmSync(nowhere, { recursive: true, force: true });
  }

  /**
   * Does the work; if anything is wrong with it, the site stays as it was.
   * @returns the release, undefined where nothing differs from what is live; or what is wrong.
   * @throws RenderError
   */
  async make(work: Work): Promise<Outcome> {
    const { clock, pages, gone, files, goneFiles, withdrawn } = work;
    const pool = await this.#startPool();
    const draft = this.#site.begin([
      ...[...pages, ...gone].map(fileOf),
      ...files.map(({ path }) => path),
      ...goneFiles,
    ]);
    this.#options.onStep('Rendering the pages');
    if (pages.length >= pagesToWarmUp) this.#isWarm = true;
    const { rendered, problems } = await clock.time('render', () =>
      pool.render(
        draft.folder,
        pages.map((path) => ({ path, hash: this.#hashes.get(path) })),
        (done) => {
          this.#options.onStep(`Rendering page ${String(done)} of ${String(pages.length)}`);
        },
      ),
    );
    for (const { path, from } of files)
      if ('link' in from) placeLink(from.link, join(draft.folder, path));
      else placeFile(join(draft.folder, path), from.text);
    const removed = [...gone.map(fileOf), ...goneFiles];
    for (const file of removed) removeFile(draft.folder, file);
    const { images } = this.#options;
    problems.push(
      ...brokenLinks(
        draft.folder,
        rendered,
        (link) => work.sitePages.follows(link) || (!images && link.startsWith('/images/')),
      ),
    );
    if (problems.length > 0) return { problems };

    const changed = rendered.filter(({ isNew }) => isNew).map(({ path }) => path);
    const changedFiles = [...changed.map(fileOf), ...files.map(({ path }) => path), ...removed];
    const record = () => {
      for (const { path, hash, reads } of rendered) this.#site.ledger.setPage(path, hash, reads);
      for (const path of gone) this.#site.ledger.removePage(path);
      for (const { path, hash } of files) this.#site.ledger.setFile(path, hash);
      for (const path of goneFiles) this.#site.ledger.removeFile(path);
      if (withdrawn) this.#site.withdraw(withdrawn.pages.map(fileOf), withdrawn.marks);
      work.record();
    };
    let release: Release | undefined;
    if (changedFiles.length > 0)
      release = this.#site.commit(draft, changedFiles, this.#describe(work, changed), record);
    else this.#site.ledger.transaction(record);
    try {
      this.#site.show();
    } finally {
      // What is known is what is written down, also when a full disk keeps it from being shown.
      for (const { path, hash, reads } of rendered)
        this.#learn(path, hash, JSON.parse(reads) as Reads);
      for (const path of gone) {
        this.#hashes.delete(path);
        this.dependencies.delete(path);
      }
    }
    if (release) this.#options.onLive?.(changedFiles);
    return { release };
  }

  #describe(
    { release, clock, gone }: Work,
    changed: readonly string[],
  ): Omit<Release, 'number'> & { number?: number } {
    const [last] = this.#site.releases();
    if (!release && last) return last;
    return {
      liveAt: new Date().toISOString(),
      cause: release?.cause ?? '',
      cursor: release?.cursor ?? '',
      changed: changed.length,
      removed: gone.length,
      pages: [...changed, ...gone].slice(0, namedPages),
      times: clock.times(),
    };
  }

  async #startPool(): Promise<RenderPool> {
    const { folder } = await this.bundle();
    return (this.#pool ??= new RenderPool(
      { bundle: folder, secrets: this.#options.secrets },
      this.#folders.replica,
    ));
  }

  #learn(path: string, hash: string, reads: Reads): void {
    this.#hashes.set(path, hash);
    this.dependencies.set(path, reads);
  }
}
