/**
 * Turns what changed in the CMS into a release: pulls it, renders the pages that it concerns into a
 * tree that nobody sees, looks them through, and makes that tree live in one step. Whatever fails on
 * the way leaves the site as it was, and is tried again with what comes next.
 */
import { mkdirSync } from 'node:fs';
import {
  anchors,
  type CmsClient,
  type CmsClientOptions,
  createCmsClient,
  createReplica,
  type Problem,
  type Release,
  type ShownMedia,
  type SiteStatus,
  type WritableReplica,
} from '@meridian/content';
import { Behind } from './behind.ts';
import { type Folders, foldersIn } from './folders.ts';
import { forgetImages, makeImages } from './images.ts';
import { type Change, causeWith } from './release/change.ts';
import { Clock } from './release/clock.ts';
import { filesAfter, imagesToShow } from './release/files.ts';
import { type Outcome, ReleaseMaker } from './release/maker.ts';
import { pagesAfter, type SitePages } from './release/pages.ts';
import { Site } from './release/site.ts';
import type { Bundle } from './render/bundle.ts';
import { sync } from './sync.ts';
import { Turns } from './turns.ts';
import { checkCount } from './verify/count.ts';
import { culpritsOf } from './verify/culprits.ts';
import { ReleaseError } from './verify/error.ts';

export interface PublisherOptions {
  cms: CmsClientOptions;
  dataFolder: string;
  /** The address at which visitors will find the site. */
  siteUrl: string;
  /** The address to which browsers send comments; a route of the CMS unless given. */
  commentsUrl?: string | undefined;
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

export class Publisher {
  /** What comes behind the pages of a release. */
  readonly behind: Behind;
  readonly #options: PublisherOptions;
  readonly #folders: Folders;
  readonly #client: CmsClient;
  readonly #replica: WritableReplica;
  readonly #site: Site;
  readonly #maker: ReleaseMaker;
  readonly #turns = new Turns();
  /** As they were at the last release; unknown after a start. */
  #sitePages: SitePages | undefined;

  /**
   * Takes possession of the data folder.
   * @throws LockedError when another publisher has it.
   */
  constructor(options: PublisherOptions) {
    const { cms, dataFolder, siteUrl, secrets = [], images = true, onLive } = options;
    const { commentsUrl = new URL('/api/comments', cms.url).href } = options;
    this.#options = options;
    this.#folders = foldersIn(dataFolder);
    this.#site = new Site(this.#folders);
    mkdirSync(this.#folders.cache, { recursive: true });
    this.#replica = createReplica(this.#folders.replica);
    this.#client = createCmsClient(cms);
    // Without the site, or the replica that it was made from, what is known of pages is of no use.
    const isOfTheReplica =
      this.#replica.isComplete() &&
      this.#replica.lastTouch() >= this.#site.ledger.number('settled');
    if (!this.#site.isLive() || !isOfTheReplica) this.#site.forget();
    const onStep = (step: string) => {
      this.#step(step);
    };
    this.#maker = new ReleaseMaker(this.#site, this.#folders, {
      addresses: { siteUrl, commentsUrl },
      secrets: [...secrets, cms.token],
      images,
      onStep,
      onLive,
    });
    this.behind = new Behind(this.#folders, {
      site: this.#site,
      replica: this.#replica,
      maker: this.#maker,
      turns: this.#turns,
      images,
      onStep,
    });
  }

  async close(): Promise<void> {
    await this.behind.close();
    await this.#maker.close();
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
    return this.#turns.take(() => this.#publish(cause, options));
  }

  async #publish(cause: string, options: PublishOptions): Promise<Release | undefined> {
    const clock = new Clock();
    if (options.full === true) {
      this.#site.ledger.setFact('program', undefined);
      await this.behind.forget();
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
    // A release has written it down itself.
    if (this.liveCursor() !== this.#replica.cursor())
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
    return this.#turns.take(() => this.#site.goBack(number, by));
  }

  /** Ends `goBack`: the site is what it was before, and goes on from there. */
  resume(): Promise<void> {
    return this.#turns.take(() => {
      this.#site.resume();
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
    const bundle = await this.#maker.bundle();
    for (;;) {
      const change = this.#whatChanged(bundle);
      if (!change) return undefined;
      const outcome = await this.#makeRelease(cause, change, bundle, clock, options);
      if ('release' in outcome) return outcome.release;
      const culprits = culpritsOf(outcome.problems, change, {
        replica: this.#replica,
        dependencies: this.#maker.dependencies,
      });
      if (culprits.length === 0) throw new ReleaseError(outcome.problems);
      // Without them the others can go live. None is rejected twice, so there is a last round.
      this.#replica.transaction(() => {
        for (const { kind, id, problems } of culprits)
          this.#replica.reject(kind, id, problems, this.#site.ledger.number('settled'));
      });
    }
  }

  #whatChanged({ version }: Bundle): Change | undefined {
    const settled = this.#site.ledger.number('settled');
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
    const { dependencies } = this.#maker;
    const sitePages = await this.#listSitePages(change);
    const { pages, gone } = isAnew
      ? this.#allPages(sitePages)
      : pagesAfter(touches, dependencies, this.#replica, {
          before: this.#sitePages?.paths() ?? [...dependencies.pages.keys()],
          after: sitePages,
        });
    // What somebody withdrew, or a moderator took down, must not come back when the site goes back.
    const withdrawn = touches.filter(({ kind, isGone }) => kind === 'Comment' && isGone);
    const before = dependencies.pages.size;
    const added = [...pages].filter((path) => !dependencies.has(path)).length;
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
    const outcome = await this.#maker.make({
      clock,
      sitePages,
      release: {
        cause: isAnew ? cause : causeWith(cause, touches),
        cursor: this.#replica.cursor() ?? '',
      },
      pages: isAnew ? [...pages] : [...pages].filter((path) => !sitePages.follows(path)),
      gone: [...gone],
      files,
      goneFiles,
      ...(withdrawn.length > 0 && {
        withdrawn: {
          pages: [...dependencies.affectedBy(withdrawn)],
          marks: withdrawn.map(({ id }) => anchors.comment(id)),
        },
      }),
      record: () => {
        this.#site.ledger.setFact('program', bundle.version);
        this.#site.ledger.setFact('settled', String(upTo));
        this.#site.ledger.setFact('cursor', this.#replica.cursor());
        if (isAnew) this.#site.ledger.setFact('followed', String(upTo));
        this.#sitePages = sitePages;
      },
    });
    if ('release' in outcome) await forgetImages(goneFiles, this.#folders.images);
    return outcome;
  }

  /** Does what the next release would begin with, so that it need not. */
  prepare(): Promise<void> {
    return this.#turns.take(async () => {
      this.#site.prepare();
      await this.#maker.warmUp();
    });
  }

  #step(text: string): void {
    this.#options.onStep?.(text);
  }

  async #listSitePages({ isAnew, touches }: Change): Promise<SitePages> {
    // Only entries that come, go or move make or end a page of a list, and some files hang on the site's settings.
    const isMoved = touches.some(
      ({ kind, lists, path }) => kind === 'Site' || lists.length > 0 || path.before !== path.after,
    );
    return isAnew || isMoved || !this.#sitePages ? this.#maker.sitePages() : this.#sitePages;
  }

  #allPages(sitePages: SitePages): { pages: Set<string>; gone: Set<string> } {
    const pages = new Set([...sitePages.paths(), ...this.#replica.entryPaths()]);
    const gone = [...this.#maker.dependencies.pages.keys()].filter((path) => !pages.has(path));
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
}
