/**
 * What comes behind the pages, as part of the last release: files for machines, the search index, the images
 * that are shown where posts are shared. Nobody waits for it, and releases can be made meanwhile.
 */
import type { WritableReplica } from '@meridian/content';
import type { Folders } from './folders.ts';
import { Clock } from './release/clock.ts';
import { filesBehind, foldersBehind, type SiteFile } from './release/files.ts';
import type { ReleaseMaker, Work } from './release/maker.ts';
import { pagesThatFollow, SitePages } from './release/pages.ts';
import type { Site } from './release/site.ts';
import { SearchIndexer } from './search/indexer.ts';
import type { Pages } from './search/worker.ts';
import { ShareImages } from './share/share-images.ts';
import type { Turns } from './turns.ts';
import { ReleaseError } from './verify/error.ts';

/**
 * How many pages are rendered in one turn, and how many files placed. Whoever publishes meanwhile waits for one
 * turn, so each takes some tens of milliseconds.
 */
const pagesAtOnce = 4;
const filesAtOnce = 50;
/** How many images for sharing go live at once: each takes a tenth of a second to draw. */
const sharedAtOnce = 20;

/** The parts of a publisher that this one shares. */
export interface Shared {
  site: Site;
  replica: WritableReplica;
  maker: ReleaseMaker;
  turns: Turns;
  images: boolean;
  onStep: (step: string) => void;
}

export class Behind {
  readonly #shared: Shared;
  readonly #search: SearchIndexer;
  readonly #share: ShareImages;
  /** The release whose images were made. */
  #sharedRelease: number | undefined;

  constructor(folders: Folders, shared: Shared) {
    this.#shared = shared;
    this.#search = new SearchIndexer(folders);
    this.#share = new ShareImages(folders);
  }

  close(): Promise<void> {
    return this.#search.close();
  }

  /** Makes what is not there anew, whatever is known of it. */
  forget(): Promise<void> {
    return this.#search.forget();
  }

  /** Does all of it, for who ends then. @throws what `follow`, `index` and `share` do. */
  async all(): Promise<void> {
    await this.follow();
    await this.index();
    await this.share();
  }

  /** Whether something has changed that concerns what follows, be it nothing else. */
  hasToFollow(): boolean {
    const { ledger } = this.#shared.site;
    return ledger.number('followed') < ledger.number('settled');
  }

  /** Makes the pages for machines, such as feeds. @throws RenderError, ReleaseError */
  async follow(): Promise<void> {
    const { turns, site } = this.#shared;
    const upTo = site.ledger.number('settled');
    const made = new Set<string>();
    while (await turns.take(() => this.#followOn(upTo, made)));
  }

  /**
   * Makes some of the pages that follow changes up to a number, and adds them to those that were made.
   * @returns whether there are more.
   */
  async #followOn(upTo: number, made: Set<string>): Promise<boolean> {
    const { site, replica, maker } = this.#shared;
    const followed = site.ledger.number('followed');
    const touches = replica.touches().filter(({ number }) => number > followed && number <= upTo);
    if (site.held() !== undefined || touches.length === 0) return false;
    const sitePages = await maker.sitePages();
    const missing = pagesThatFollow(
      touches.map(({ touch }) => touch),
      maker.dependencies,
      sitePages,
    ).filter((path) => !made.has(path));
    const pages = missing.slice(0, pagesAtOnce);
    const hasMore = pages.length < missing.length;
    await this.#add({ sitePages, pages }, () => {
      if (!hasMore) site.ledger.setFact('followed', String(upTo));
    });
    for (const path of pages) made.add(path);
    if (!hasMore)
      replica.transaction(() => {
        replica.settle(upTo);
      });
    return hasMore;
  }

  /** Brings the search index in line with the pages. @throws SearchError, ReleaseError */
  async index(): Promise<void> {
    const { turns, site } = this.#shared;
    const pages = await turns.take(() => this.#searchedPages());
    if (!pages) return;
    const all = await this.#search.update(pages);
    const { files, goneFiles } = filesBehind(foldersBehind.search, all, site.ledger.files());
    // What names the others comes last, and what it no longer names goes with it.
    for (let start = 0; start < files.length || start === 0; start += filesAtOnce) {
      const isLast = start + filesAtOnce >= files.length;
      await this.#place({
        files: files.slice(start, start + filesAtOnce),
        goneFiles: isLast ? goneFiles : [],
      });
    }
  }

  /** The pages that are live. Each says itself whether it can be found. */
  #searchedPages(): Pages | undefined {
    if (!this.#isOpen()) return undefined;
    return this.#shared.maker.pages().filter(([path]) => path.endsWith('/'));
  }

  /**
   * Makes the images that are shown where posts are shared.
   * @param mustStop ends it after the next image; what is left is made the next time.
   * @returns whether nothing is left.
   * @throws ReleaseError
   */
  async share(mustStop: () => boolean = () => false): Promise<boolean> {
    const { site, replica, images, onStep } = this.#shared;
    const release = this.#lastRelease();
    if (!images || !this.#isOpen() || this.#sharedRelease === release) return true;
    const wanted = await this.#share.wanted(replica);
    const all = [...wanted.keys()].map((path) => this.#share.siteFile(path));
    const { files, goneFiles } = filesBehind(foldersBehind.share, all, site.ledger.files());
    const isCurrent = () => this.#lastRelease() === release;
    let isWhole = true;
    let made: SiteFile[] = [];
    for (const [index, file] of files.entries()) {
      isWhole = !mustStop() && isCurrent();
      if (!isWhole) break;
      onStep(`Drawing image ${String(index + 1)} of ${String(files.length)} for sharing`);
      if (await this.#share.make(file.path, wanted)) made.push(file);
      if (made.length < sharedAtOnce) continue;
      await this.#place({ files: made });
      made = [];
    }
    isWhole &&= isCurrent();
    // What the CMS has changed since, or a release took back, may need them.
    const removed = isWhole && !this.#isBehindTheCms() ? goneFiles : [];
    await this.#place({ files: made, goneFiles: removed });
    for (const path of removed) await this.#share.remove(path);
    if (isWhole) this.#sharedRelease = release;
    return isWhole;
  }

  #lastRelease(): number | undefined {
    return this.#shared.site.releases()[0]?.number;
  }

  /** Whether the replica has changes that no release has taken in. */
  #isBehindTheCms(): boolean {
    const { site, replica } = this.#shared;
    const settled = site.ledger.number('settled');
    return replica.touches().some(({ number }) => number > settled);
  }

  /** Whether there is a site, and it is not held at an earlier release. */
  #isOpen(): boolean {
    const { site } = this.#shared;
    return site.held() === undefined && site.isLive();
  }

  #place(work: Pick<Partial<Work>, 'files' | 'goneFiles'>): Promise<void> {
    return this.#shared.turns.take(async () => {
      const isNothing = !work.files?.length && !work.goneFiles?.length;
      if (isNothing || !this.#isOpen()) return;
      await this.#add(work);
    });
  }

  /** Adds to the last release. */
  async #add(work: Partial<Work>, record: () => void = () => undefined): Promise<void> {
    const outcome = await this.#shared.maker.make({
      clock: new Clock(),
      sitePages: new SitePages([]),
      pages: [],
      gone: [],
      files: [],
      goneFiles: [],
      ...work,
      record,
    });
    if ('problems' in outcome) throw new ReleaseError(outcome.problems);
  }
}
