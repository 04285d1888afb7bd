/**
 * The site on disk: the tree that visitors see, the one in which the next release is made, and the
 * files that the last releases replaced. Knows nothing of content.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Folders } from '../folders.ts';
import { Ledger } from './ledger.ts';
import type { Release } from '@meridian/content';
import { filesIn, isFile, placeLink, Trees } from './trees.ts';

/** How many releases one can go back. */
const keptReleases = 10;

/** A tree in which a release is made. */
export interface Draft {
  tree: string;
  folder: string;
}

export class Site {
  readonly ledger: Ledger;
  readonly #trees: Trees;
  readonly #releases: string;

  /** Takes possession of the folder. @throws LockedError when another publisher has it. */
  constructor({ ledger, trees, live, releases }: Folders) {
    mkdirSync(dirname(ledger), { recursive: true });
    this.ledger = new Ledger(ledger);
    this.#trees = new Trees(trees, live);
    this.#releases = releases;
    this.#followLedger();
    this.removeWithdrawn();
  }

  /** The ledger is written before the link: what came in between is made good. */
  #followLedger(): void {
    const known = this.ledger.fact('live');
    if (known !== undefined && this.#trees.has(known) && this.#trees.live() !== known)
      this.#trees.switchTo(known);
  }

  close(): void {
    this.ledger.close();
  }

  /** Whether visitors see a site that the ledger knows. */
  isLive(): boolean {
    const live = this.#trees.live();
    return live !== undefined && live === this.ledger.fact('live') && this.#trees.has(live);
  }

  /** Forgets what is known of the live site, so that the next release is made from nothing. */
  forget(): void {
    this.ledger.transaction(() => {
      this.ledger.forgetSite();
      // The numbers are those of a replica, and another one counts from 1 again.
      for (const fact of ['program', 'live', 'settled', 'followed'] as const)
        this.ledger.setFact(fact, undefined);
    });
  }

  /** Makes the next tree as the live one, so that the next release need not wait for it. */
  prepare(): void {
    this.#followLedger();
    const live = this.#trees.live();
    const tree = this.#trees.next();
    if (live === undefined || !this.isLive()) {
      // What no page is known of is in nobody's way.
      for (const other of this.#trees.existing()) if (other !== live) this.#trees.remove(other);
    } else if (this.#trees.has(tree)) {
      const stale = this.ledger.staleFiles(tree);
      this.#trees.takeOver(stale, live, tree);
      if (stale.length > 0) this.ledger.clearStale(tree);
    } else this.#trees.clone(live, tree);
  }

  /** A tree that is as the live one, and in which the files named may change. */
  begin(files: readonly string[]): Draft {
    this.prepare();
    const tree = this.#trees.next();
    this.ledger.transaction(() => {
      this.ledger.addStale(tree, files);
    });
    return { tree, folder: this.#trees.folderOf(tree) };
  }

  /**
   * Writes down that a draft is to be live; `show` then makes it so.
   * @param changed the files in which it differs from the live tree.
   * @param release what it is, without a number; with one, it adds to that release.
   * @param record writes down what else is true from then on, in the same transaction.
   */
  commit(
    { tree }: Draft,
    changed: readonly string[],
    release: Omit<Release, 'number'> & { number?: number },
    record: () => void,
  ): Release {
    const live = this.#trees.live();
    // A tree made from nothing lacks whatever the live one had.
    const differing =
      live === undefined || this.isLive()
        ? changed
        : [...new Set([...changed, ...filesIn(this.#trees.folderOf(live))])];
    return this.ledger.transaction(() => {
      const number = release.number ?? this.ledger.addRelease();
      const numbered = { ...release, number };
      this.ledger.describeRelease(number, JSON.stringify(numbered));
      this.#keepReplaced(number, differing);
      for (const other of this.#trees.existing())
        if (other !== tree) this.ledger.addStale(other, differing);
      this.ledger.clearStale(tree);
      this.ledger.setFact('live', tree);
      record();
      return numbered;
    });
  }

  /** Shows visitors what is written down, and then removes what is kept no longer. */
  show(): void {
    this.#followLedger();
    const [newest] = this.releases();
    if (newest) this.#forgetBefore(newest.number - keptReleases);
    this.removeWithdrawn();
  }

  /** The last releases, the newest first. */
  releases(): Release[] {
    return this.ledger.releases().map((description) => JSON.parse(description) as Release);
  }

  /**
   * Notes that earlier versions of files must not come back, as when somebody had a comment erased; to be
   * called while a release is written down. `removeWithdrawn` removes them, after a sudden end too.
   * @param marks what tells files that are no more: those that hold one of these texts.
   */
  withdraw(files: readonly string[], marks: readonly string[]): void {
    const before = this.#withdrawn();
    const withdrawn: Withdrawn = {
      files: [...new Set([...before.files, ...files])],
      marks: [...new Set([...before.marks, ...marks])],
    };
    this.ledger.setFact('withdrawn', JSON.stringify(withdrawn));
  }

  #withdrawn(): Withdrawn {
    const fact = this.ledger.fact('withdrawn');
    return fact === undefined ? { files: [], marks: [] } : (JSON.parse(fact) as Withdrawn);
  }

  /** Leaves no other version of withdrawn files than that of the live tree, and none of those that are no more. */
  removeWithdrawn(): void {
    const live = this.#trees.live();
    const { files, marks } = this.#withdrawn();
    if (live === undefined || files.length + marks.length === 0) return;
    const folders = this.releases().map(({ number }) => join(this.#releases, String(number)));
    const withdrawn = new Set(files);
    for (const folder of folders)
      for (const file of filesIn(folder))
        if (
          file.endsWith('.html') &&
          !isFile(join(this.#trees.folderOf(live), file)) &&
          holdsAny(join(folder, file), marks)
        )
          withdrawn.add(file);
    this.ledger.transaction(() => {
      for (const file of withdrawn) this.ledger.forgetReplaced(file);
    });
    for (const folder of folders)
      for (const file of withdrawn) rmSync(join(folder, file), { force: true });
    for (const tree of this.#trees.existing())
      if (tree !== live) this.#trees.takeOver(withdrawn, live, tree);
    this.ledger.setFact('withdrawn', undefined);
  }

  /** Keeps the files that a release replaces, so that one can go back. */
  #keepReplaced(release: number, files: readonly string[]): void {
    const live = this.#trees.live();
    if (live === undefined) return;
    for (const file of files) {
      // What belongs to a release later does not replace what was there before it.
      if (this.ledger.isReplaced(release, file)) continue;
      const old = join(this.#trees.folderOf(live), file);
      const existed = isFile(old);
      if (existed) placeLink(old, this.#replacedFile(release, file));
      this.ledger.addReplaced(release, file, existed);
    }
  }

  #replacedFile(release: number, file: string): string {
    return join(this.#releases, String(release), file);
  }

  #forgetBefore(release: number): void {
    this.ledger.forgetReleases(release);
    rmSync(join(this.#releases, String(release)), { recursive: true, force: true });
  }

  /** The release that the site was taken back to, and stays at. */
  held(): number | undefined {
    const held = this.ledger.fact('held');
    return held === undefined ? undefined : Number(held);
  }

  /**
   * Makes the site what it was when a release was live, and holds it there until `resume`.
   * @throws UnknownReleaseError when it is not kept any more, or is live.
   */
  goBack(number: number, by = 'an operator'): Release {
    const releases = this.releases();
    const [live] = releases;
    if (!live || number === live.number || !releases.some((release) => release.number === number))
      throw new UnknownReleaseError(number, releases.slice(1));
    return this.#restore(number, `${by}, who went back to release ${String(number)}`, () => {
      this.ledger.setFact('held', String(number));
      // Going back twice is still one hold.
      if (this.ledger.fact('newest') === undefined)
        this.ledger.setFact('newest', String(live.number));
    });
  }

  /** Makes the site what it was before `goBack`. */
  resume(): void {
    const newest = this.ledger.fact('newest');
    if (newest === undefined) return;
    this.#restore(Number(newest), 'the end of a rollback', () => {
      this.ledger.setFact('held', undefined);
      this.ledger.setFact('newest', undefined);
    });
  }

  #restore(number: number, cause: string, record: () => void): Release {
    const start = performance.now();
    const replaced = this.ledger.replacedSince(number);
    const files = replaced.map(({ file }) => file);
    const draft = this.begin(files);
    for (const { file, release, existed } of replaced)
      if (existed) placeLink(this.#replacedFile(release, file), join(draft.folder, file));
      else this.#trees.removeFrom(draft.tree, file);
    const total = performance.now() - start;
    const then = this.releases().find((release) => release.number === number);
    const release = this.commit(
      draft,
      files,
      {
        liveAt: new Date().toISOString(),
        cause,
        cursor: then?.cursor ?? '',
        changed: files.length,
        removed: 0,
        pages: [],
        times: { pull: 0, images: 0, render: 0, switch: total, total },
      },
      record,
    );
    this.show();
    return release;
  }
}

/** Files, and texts that tell files, of which no earlier version may come back. */
interface Withdrawn {
  files: string[];
  marks: string[];
}

function holdsAny(file: string, marks: readonly string[]): boolean {
  const text = readFileSync(file, 'utf8');
  return marks.some((mark) => text.includes(mark));
}

/** One cannot go back to a release that is live, or not kept. */
export class UnknownReleaseError extends Error {
  override name = 'UnknownReleaseError';

  constructor(number: number, kept: readonly Release[]) {
    const choice = kept
      .map((release) => `${String(release.number)} (${release.liveAt})`)
      .join(', ');
    super(
      `The site cannot go back to release ${String(number)}. ${choice === '' ? 'There is no earlier release.' : `There is ${choice}.`}`,
    );
  }
}
