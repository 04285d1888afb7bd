/**
 * Turns what changed in the CMS into a release: pulls it, renders the pages that it concerns into a
 * tree that nobody sees, looks them through, and makes that tree live in one step. Whatever fails on
 * the way leaves the site as it was, and is tried again with what comes next.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CmsClient,
  type CmsClientOptions,
  createCmsClient,
  createReplica,
  type Problem,
  type Reads,
  type Release,
  type ShownMedia,
  type SiteStatus,
  type WritableReplica,
} from '@meridian/content';
import { fileOf } from './addresses.ts';
import { type Folders, foldersIn } from './folders.ts';
import { makeImages } from './images.ts';
import { type Change, causeWith } from './release/change.ts';
import { Clock } from './release/clock.ts';
import {
  filesAfter,
  filesBehind,
  foldersBehind,
  imagesToShow,
  type SiteFile,
} from './release/files.ts';
import { pagesAfter, pagesThatFollow, SitePages } from './release/pages.ts';
import { Site } from './release/site.ts';
import { placeFile, placeLink, removeFile } from './release/trees.ts';
import { type Bundle, bundleSite } from './render/bundle.ts';
import { Dependencies } from './render/dependencies.ts';
import { RenderPool } from './render/pool.ts';
import type { PageProblem } from './render/worker.ts';
import { SearchIndexer } from './search/indexer.ts';
import type { Pages } from './search/worker.ts';
import { ShareImages } from './share/share-images.ts';
import { sync } from './sync.ts';
import { ReleaseError } from './verify/error.ts';
import { checkCount } from './verify/count.ts';
import { culpritsOf } from './verify/culprits.ts';
import { brokenLinks } from './verify/links.ts';

export interface PublisherOptions {
  cms: CmsClientOptions;
  dataFolder: string;
  /** The address at which visitors will find the site. */
  siteUrl: string;
  /** Texts that must stand on no page, beside the token of the CMS. */
  secrets?: readonly string[];
  /** The share of its pages that the site may lose at once; a fifth unless given. */
  largestLoss?: number | undefined;
  /** Whether to make and place images; the bench leaves them out. */
  images?: boolean;
  onStep?: (step: string) => void;
  /** Told of the files that are new in the live tree. */
  onLive?: (files: readonly string[]) => void;
}

export interface PublishOptions {
  /** Also when the site would lose an unusual share of its pages. */
  force?: boolean;
  /** Whether to look again at what could not be shown before. */
  retry?: boolean;
  /** Whether to read all content and make all pages anew, whatever is known of them. */
  full?: boolean;
}

/** How many pages a release names. */
const namedPages = 50;
const pagesToWarmUp = 300;
/** How many images for sharing go live at once. */
const sharedAtOnce = 20;

export class Publisher {
  readonly #options: PublisherOptions;
  readonly #folders: Folders;
  readonly #client: CmsClient;
  readonly #replica: WritableReplica;
  readonly #site: Site;
  readonly #bundle: Promise<Bundle>;
  readonly #dependencies = new Dependencies();
  readonly #search: SearchIndexer;
  readonly #share: ShareImages;
  /** Whether posts may have changed since the images for sharing were made. */
  #isShareDue = true;
  readonly #hashes = new Map<string, string>();
  #pool: RenderPool | undefined;
  /** Ends when the work of the caller before has ended. */
  #turn: Promise<unknown> = Promise.resolve();
  #sitePages = new SitePages([]);
  /** Whether the program of the site has rendered enough to be fast. */
  #isWarm = false;

  /**
   * Takes possession of the data folder.
   * @throws LockedError when another publisher has it.
   */
  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#folders = foldersIn(options.dataFolder);
    this.#site = new Site(this.#folders);
    this.#search = new SearchIndexer(this.#folders);
    this.#share = new ShareImages(this.#folders);
    mkdirSync(this.#folders.cache, { recursive: true });
    this.#replica = createReplica(this.#folders.replica);
    this.#client = createCmsClient(options.cms);
    this.#bundle = bundleSite(this.#folders.cache, options.siteUrl);
    // Told where it is awaited.
    this.#bundle.catch(() => undefined);
    // Without the replica, or the site, what is known of pages is of no use.
    if (!this.#site.isLive() || !this.#replica.isComplete()) this.#site.forget();
    for (const { path, hash, reads } of this.#site.ledger.pages()) this.#learn(path, hash, reads);
  }

  async close(): Promise<void> {
    await this.#pool?.close();
    await this.#search.close();
    await this.#bundle.catch(() => undefined);
    this.#replica.close();
    this.#site.close();
  }

  /** Where the finished site lies: a link to the tree that is live. */
  get site(): string {
    return this.#folders.live;
  }

  /** Whether there is a site that visitors see. */
  isLive(): boolean {
    return this.#site.isLive();
  }

  /** What is wrong with entries that stay as they were, or away. */
  problems(): Problem[] {
    return this.#replica.problems();
  }

  /** The last releases, the newest first. */
  releases(): Release[] {
    return this.#site.releases();
  }

  /** How it stands with the site, for the CMS. */
  status(): SiteStatus {
    const [held, cursor] = [this.held(), this.liveCursor()];
    return {
      state: held === undefined ? 'idle' : 'held',
      ...(held === undefined ? {} : { held }),
      ...(cursor === undefined ? {} : { cursor }),
      releases: this.releases(),
      problems: this.problems(),
      now: new Date().toISOString(),
    };
  }

  entryCount(): number {
    return this.#replica.entryCount();
  }

  /**
   * Brings the site up to date with the CMS. Entries that cannot be shown stay as they were; all
   * others go live.
   * @returns the release, or undefined when nothing that the site shows has changed, or it is held.
   * @throws CmsError, RenderError, ReleaseError; the site is then as it was.
   */
  publish(cause: string, options: PublishOptions = {}): Promise<Release | undefined> {
    return this.#inTurn(() => this.#publish(cause, options));
  }

  /** Waits for what is under way, then does `work`. */
  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    // Each caller is told of its own error.
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #publish(cause: string, options: PublishOptions): Promise<Release | undefined> {
    const clock = new Clock();
    if (options.full === true) {
      this.#site.ledger.setFact('program', undefined);
      await this.#search.forget();
      this.#replica.transaction(() => {
        this.#replica.beginAnew();
      });
    }
    this.#step('Pulling the content from the CMS');
    await clock.time('pull', () => sync(this.#client, this.#replica));
    if (this.held() !== undefined) return undefined;
    if (options.retry === true)
      this.#replica.transaction(() => {
        this.#replica.retry();
      });
    const release = await this.#publishReplica(cause, clock, options);
    this.#site.ledger.setFact('cursor', this.#replica.cursor());
    return release;
  }

  /** The cursor up to which the live site holds the CMS's changes. */
  liveCursor(): string | undefined {
    return this.#site.ledger.fact('cursor');
  }

  /** The release that the site was taken back to, and stays at until `resume`. */
  held(): number | undefined {
    return this.#site.held();
  }

  /** Makes the site what it was after a release, and keeps it so. @throws UnknownReleaseError */
  goBack(number: number, by?: string): Promise<Release> {
    return this.#inTurn(() => this.#site.goBack(number, by));
  }

  /** Ends `goBack`: the site is what it was before, and goes on from there. */
  resume(): Promise<void> {
    return this.#inTurn(() => {
      this.#site.resume();
      this.#isShareDue = true;
    });
  }

  /** Whether a message was received before. */
  isRepeated(id: string): boolean {
    return !this.#site.ledger.hear(id, Date.now());
  }

  async #publishReplica(
    cause: string,
    clock: Clock,
    options: PublishOptions,
  ): Promise<Release | undefined> {
    const bundle = await this.#bundle;
    for (;;) {
      const change = this.#whatChanged(bundle);
      if (!change) return undefined;
      const outcome = await this.#makeRelease(cause, change, bundle, clock, options);
      if ('release' in outcome) return outcome.release;
      const culprits = culpritsOf(outcome.problems, change, {
        replica: this.#replica,
        dependencies: this.#dependencies,
      });
      if (culprits.length === 0) throw new ReleaseError(outcome.problems);
      // Without them the others can go live. Each round has fewer, so there is a last one.
      this.#replica.transaction(() => {
        for (const { kind, id, problems } of culprits)
          this.#replica.reject(kind, id, problems, this.#settled('settled'));
      });
    }
  }

  #whatChanged({ version }: Bundle): Change | undefined {
    const settled = this.#settled('settled');
    const touched = this.#replica.touches().filter(({ number }) => number > settled);
    const isAnew = this.#site.ledger.fact('program') !== version;
    if (!isAnew && touched.length === 0) return undefined;
    return {
      isAnew,
      touches: touched.map(({ touch }) => touch),
      upTo: touched.at(-1)?.number ?? settled,
    };
  }

  async #makeRelease(
    cause: string,
    change: Change,
    bundle: Bundle,
    clock: Clock,
    { force = false }: PublishOptions,
  ): Promise<Outcome> {
    const { isAnew, touches, upTo } = change;
    const pool = this.#startPool(bundle);
    const sitePages = await this.#listSitePages(pool, change);
    const { pages, gone } = isAnew
      ? this.#allPages(sitePages)
      : pagesAfter(touches, this.#dependencies, this.#replica, {
          before: this.#sitePages,
          after: sitePages,
        });
    const before = this.#dependencies.pages.size;
    const added = [...pages].filter((path) => !this.#dependencies.has(path)).length;
    const { largestLoss } = this.#options;
    if (!force)
      checkCount({ before, gone: gone.size, after: before - gone.size + added, largestLoss });
    const shown = this.#options.images === false ? [] : imagesToShow(change, this.#replica);
    const problems = await clock.time('images', () => this.#makeImages(shown));
    if (problems.length > 0) return { problems };
    const { files, goneFiles } = filesAfter(change, shown, this.#site.ledger.files(), {
      bundle,
      replica: this.#replica,
      images: this.#folders.images,
    });
    return this.#render({
      pool,
      clock,
      sitePages,
      cause: isAnew ? cause : causeWith(cause, touches),
      pages: isAnew ? [...pages] : [...pages].filter((path) => !sitePages.follows(path)),
      gone: [...gone],
      files,
      goneFiles,
      record: () => {
        this.#site.ledger.setFact('program', bundle.version);
        this.#site.ledger.setFact('settled', String(upTo));
        if (isAnew) this.#site.ledger.setFact('followed', String(upTo));
        this.#sitePages = sitePages;
      },
    });
  }

  /**
   * Makes the files that may follow the pages a moment later, as part of the last release.
   * @throws RenderError, ReleaseError
   */
  follow(): Promise<void> {
    return this.#inTurn(() => this.#follow());
  }

  /** Whether something has changed that concerns what follows, be it nothing else. */
  hasToFollow(): boolean {
    return this.#settled('followed') < this.#settled('settled');
  }

  async #follow(): Promise<void> {
    if (this.held() !== undefined) return;
    const settled = this.#settled('settled');
    const followed = this.#settled('followed');
    const touches = this.#replica
      .touches()
      .filter(({ number }) => number > followed && number <= settled);
    if (touches.length === 0) return;
    const pool = this.#startPool(await this.#bundle);
    const sitePages = new SitePages(await pool.sitePages());
    const pages = pagesThatFollow(
      touches.map(({ touch }) => touch),
      this.#dependencies,
      sitePages,
    );
    const outcome = await this.#render({
      pool,
      clock: new Clock(),
      sitePages,
      pages,
      gone: [],
      files: [],
      goneFiles: [],
      record: () => {
        this.#site.ledger.setFact('followed', String(settled));
      },
    });
    if ('problems' in outcome) throw new ReleaseError(outcome.problems);
    this.#replica.transaction(() => {
      this.#replica.settle(settled);
    });
  }

  /**
   * Brings the search index in line with the pages, as part of the last release. Meanwhile releases can be
   * made.
   * @throws SearchError, ReleaseError
   */
  async index(): Promise<void> {
    const pages = await this.#inTurn(() => this.#searchedPages());
    if (!pages) return;
    const files = await this.#search.update(pages);
    await this.#placeBehind(filesBehind(foldersBehind.search, files, this.#site.ledger.files()));
  }

  /** The pages that are live, by what they hold. Each says itself whether it can be found. */
  #searchedPages(): Pages | undefined {
    if (this.held() !== undefined || !this.isLive()) return undefined;
    return [...this.#hashes].filter(([path]) => path.endsWith('/'));
  }

  /**
   * Makes the images that are shown where posts are shared, as part of the last release. Meanwhile releases
   * can be made.
   * @param mustStop ends it after the next image; what is left is made the next time.
   * @throws ReleaseError
   */
  async share(mustStop: () => boolean = () => false): Promise<void> {
    if (this.#options.images === false || this.held() !== undefined || !this.isLive()) return;
    if (!this.#isShareDue) return;
    this.#isShareDue = false;
    try {
      const wanted = await this.#share.wanted(this.#replica);
      const all = [...wanted.keys()].map((path) => this.#share.siteFile(path));
      const known = this.#site.ledger.files();
      const { files, goneFiles } = filesBehind(foldersBehind.share, all, known);
      let made: SiteFile[] = [];
      for (const [index, file] of files.entries()) {
        if (mustStop()) this.#isShareDue = true;
        if (this.#isShareDue) break;
        this.#step(`Drawing image ${String(index + 1)} of ${String(files.length)} for sharing`);
        if (await this.#share.make(file.path, wanted)) made.push(file);
        if (made.length < sharedAtOnce) continue;
        await this.#placeBehind({ files: made, goneFiles: [] });
        made = [];
      }
      // What the CMS has changed since, or a release took back, may need them.
      const removed = this.#isShareDue || this.#isBehindTheCms() ? [] : goneFiles;
      await this.#placeBehind({ files: made, goneFiles: removed });
      for (const path of removed) await this.#share.remove(path);
    } catch (error) {
      this.#isShareDue = true;
      throw error;
    }
  }

  /** Whether the replica has changes that no release has taken in. */
  #isBehindTheCms(): boolean {
    const settled = this.#settled('settled');
    return this.#replica.touches().some(({ number }) => number > settled);
  }

  /** Places files behind the pages, as part of the last release. */
  #placeBehind({ files, goneFiles }: Pick<Work, 'files' | 'goneFiles'>): Promise<void> {
    return this.#inTurn(async () => {
      if (this.held() !== undefined || !this.isLive()) return;
      if (files.length === 0 && goneFiles.length === 0) return;
      const outcome = await this.#render({
        pool: this.#startPool(await this.#bundle),
        clock: new Clock(),
        sitePages: this.#sitePages,
        pages: [],
        gone: [],
        files,
        goneFiles,
        record: () => undefined,
      });
      if ('problems' in outcome) throw new ReleaseError(outcome.problems);
    });
  }

  /** Does what the next release would begin with, so that it need not. */
  prepare(): Promise<void> {
    return this.#inTurn(async () => {
      this.#site.prepare();
      if (!this.#isWarm) await this.#warmUp();
    });
  }

  /** Renders some pages for nothing: a program that has just been loaded takes several times as long. */
  async #warmUp(): Promise<void> {
    this.#isWarm = true;
    const step = Math.ceil(this.#hashes.size / pagesToWarmUp);
    const pages = [...this.#hashes].filter((_, index) => index % step === 0);
    const nowhere = join(this.#folders.cache, 'warm-up');
    const pool = this.#startPool(await this.#bundle);
    await pool.render(
      nowhere,
      pages.map(([path, hash]) => ({ path, hash })),
    );
    rmSync(nowhere, { recursive: true, force: true });
  }

  #step(text: string): void {
    this.#options.onStep?.(text);
  }

  #settled(fact: 'settled' | 'followed'): number {
    return Number(this.#site.ledger.fact(fact) ?? 0);
  }

  #startPool({ folder }: Bundle): RenderPool {
    const { secrets = [], cms } = this.#options;
    return (this.#pool ??= new RenderPool(
      { bundle: folder, secrets: [...secrets, cms.token] },
      this.#folders.replica,
    ));
  }

  async #listSitePages(pool: RenderPool, { isAnew, touches }: Change): Promise<SitePages> {
    // Only entries that come, go or move make or end a page of a list.
    const isMoved = touches.some(
      ({ lists, path }) => lists.length > 0 || path.before !== path.after,
    );
    return isAnew || isMoved || this.#sitePages.paths().length === 0
      ? new SitePages(await pool.sitePages())
      : this.#sitePages;
  }

  #allPages(sitePages: SitePages): { pages: Set<string>; gone: Set<string> } {
    const pages = new Set([...sitePages.paths(), ...this.#replica.entryPaths()]);
    const gone = [...this.#dependencies.pages.keys()].filter((path) => !pages.has(path));
    return { pages, gone: new Set(gone) };
  }

  async #makeImages(shown: readonly ShownMedia[]): Promise<Problem[]> {
    return makeImages(shown, {
      cmsUrl: this.#options.cms.url,
      folder: this.#folders.images,
      onProgress: (done, total) => {
        this.#step(`Making image ${String(done)} of ${String(total)}`);
      },
    });
  }

  /** Renders pages and places files in a tree that nobody sees; if all is well, it goes live. */
  async #render(work: Work): Promise<Outcome> {
    const { pool, clock, pages, gone, files, goneFiles } = work;
    const draft = this.#site.begin([
      ...[...pages, ...gone].map(fileOf),
      ...files.map(({ path }) => path),
      ...goneFiles,
    ]);
    this.#step('Rendering the pages');
    if (pages.length >= pagesToWarmUp) this.#isWarm = true;
    const { rendered, problems } = await clock.time('render', () =>
      pool.render(
        draft.folder,
        pages.map((path) => ({ path, hash: this.#hashes.get(path) })),
        (done) => {
          this.#step(`Rendering page ${String(done)} of ${String(pages.length)}`);
        },
      ),
    );
    for (const { path, from } of files)
      if ('link' in from) placeLink(from.link, join(draft.folder, path));
      else placeFile(join(draft.folder, path), from.text);
    const removed = [...gone.map(fileOf), ...goneFiles];
    for (const file of removed) removeFile(draft.folder, file);
    const areImagesLeftOut = this.#options.images === false;
    problems.push(
      ...brokenLinks(
        draft.folder,
        rendered,
        (link) => work.sitePages.follows(link) || (areImagesLeftOut && link.startsWith('/images/')),
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
      work.record();
    };
    let release: Release | undefined;
    if (changedFiles.length > 0) {
      release = await clock.time('switch', () =>
        Promise.resolve(
          this.#site.commit(draft, changedFiles, this.#describe(work, changed), record),
        ),
      );
      if (changed.length > 0) this.#isShareDue = true;
      this.#options.onLive?.(changedFiles);
    } else this.#site.ledger.transaction(record);
    for (const { path, hash, reads } of rendered)
      this.#learn(path, hash, JSON.parse(reads) as Reads);
    for (const path of gone) {
      this.#hashes.delete(path);
      this.#dependencies.delete(path);
    }
    return { release };
  }

  #describe(
    { cause, clock, gone }: Work,
    changed: readonly string[],
  ): Omit<Release, 'number'> & { number?: number } {
    const [last] = this.#site.releases();
    if (cause === undefined && last) return last;
    return {
      liveAt: new Date().toISOString(),
      cause: cause ?? '',
      cursor: this.#replica.cursor() ?? '',
      changed: changed.length,
      removed: gone.length,
      pages: [...changed, ...gone].slice(0, namedPages),
      times: clock.times(),
    };
  }

  #learn(path: string, hash: string, reads: Reads): void {
    this.#hashes.set(path, hash);
    this.#dependencies.set(path, reads);
  }
}

type Outcome = { release: Release | undefined } | { problems: readonly (PageProblem | Problem)[] };

interface Work {
  pool: RenderPool;
  clock: Clock;
  sitePages: SitePages;
  /** Undefined for what belongs to the last release. */
  cause?: string;
  pages: string[];
  gone: string[];
  files: SiteFile[];
  goneFiles: string[];
  /** Writes down, with the release, what the site is up to date with. */
  record: () => void;
}
