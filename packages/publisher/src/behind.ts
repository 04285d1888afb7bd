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

/** How many images for sharing go live at once. */
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
  /** Whether posts may have changed since the images were made. */
  #areImagesDue = true;

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

  /** Says that the site is another one than before. */
  siteHasChanged(): void {
    this.#areImagesDue = true;
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
  follow(): Promise<void> {
    const { turns, site, replica, maker } = this.#shared;
    return turns.take(async () => {
      if (site.held() !== undefined) return;
      const settled = site.ledger.number('settled');
      const followed = site.ledger.number('followed');
      const touches = replica
        .touches()
        .filter(({ number }) => number > followed && number <= settled);
      if (touches.length === 0) return;
      const sitePages = await maker.sitePages();
      const pages = pagesThatFollow(
        touches.map(({ touch }) => touch),
        maker.dependencies,
        sitePages,
      );
      await this.#add({ sitePages, pages }, () => {
        site.ledger.setFact('followed', String(settled));
      });
      replica.transaction(() => {
        replica.settle(settled);
      });
    });
  }

  /** Brings the search index in line with the pages. @throws SearchError, ReleaseError */
  async index(): Promise<void> {
    const { turns, site } = this.#shared;
    const pages = await turns.take(() => this.#searchedPages());
    if (!pages) return;
    const files = await this.#search.update(pages);
    await this.#place(filesBehind(foldersBehind.search, files, site.ledger.files()));
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
    if (!images || !this.#isOpen() || !this.#areImagesDue) return true;
    this.#areImagesDue = false;
    try {
      const wanted = await this.#share.wanted(replica);
      const all = [...wanted.keys()].map((path) => this.#share.siteFile(path));
      const { files, goneFiles } = filesBehind(foldersBehind.share, all, site.ledger.files());
      let made: SiteFile[] = [];
      for (const [index, file] of files.entries()) {
        if (mustStop()) this.#areImagesDue = true;
        if (this.#areImagesDue) break;
        onStep(`Drawing image ${String(index + 1)} of ${String(files.length)} for sharing`);
        if (await this.#share.make(file.path, wanted)) made.push(file);
        if (made.length < sharedAtOnce) continue;
        await this.#place({ files: made });
        made = [];
      }
      // What the CMS has changed since, or a release took back, may need them.
      const removed = this.#areImagesDue || this.#isBehindTheCms() ? [] : goneFiles;
      await this.#place({ files: made, goneFiles: removed });
      for (const path of removed) await this.#share.remove(path);
      return !this.#areImagesDue;
    } catch (error) {
      this.#areImagesDue = true;
      throw error;
    }
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
