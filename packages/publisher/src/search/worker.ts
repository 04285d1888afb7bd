/** Makes the index of the site in a thread of its own, which knows the words of all pages. */
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { files } from '@meridian/search';
import { textOfPage, weigh, WordIndex } from '@meridian/search/indexing';
import { fileOf } from '../addresses.ts';
import { placeWhole } from '../release/trees.ts';
import type { Ending } from '../thread.ts';
import { type KnownPage, Store } from './store.ts';

/** What the thread knows from its start. */
export interface SearchSetup {
  /** A folder for what it makes. */
  folder: string;
  /** The live site. */
  site: string;
  /** What reads the pages: another version reads all of them again. */
  version: string;
}

/** All pages, by their paths, with their digests. */
export type Pages = readonly (readonly [path: string, page: string])[];

/** A file of the index: its place below the folder of the index, what it holds, and where it lies. */
export interface IndexFile {
  name: string;
  hash: string;
  file: string;
}

giveWay();
const { folder, site, version } = workerData as SearchSetup;
const store = new Store(folder, version);
const index = new WordIndex();
const known = new Map<string, KnownPage>();
for (const { weights, ...page } of store.pages()) learn(page, weights);
let built: IndexFile[] | undefined;

parentPort?.on('message', (pages: Pages) => {
  const say = (message: { files: IndexFile[] } | Ending) => parentPort?.postMessage(message);
  try {
    say({ files: update(pages) });
    say({ done: true });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
  }
});

/** Lets the threads that publish go first. Only Linux gives threads priorities of their own. */
function giveWay(): void {
  const self = '/proc/thread-self';
  if (existsSync(self))
    setPriority(Number(basename(readlinkSync(self))), constants.priority.PRIORITY_LOW);
}

function learn(page: KnownPage, weights: ReadonlyMap<string, number>): void {
  known.set(page.path, page);
  if (page.document === undefined) index.delete(page.path);
  else index.set(page.path, weights);
}

function update(pages: Pages): IndexFile[] {
  const listed = new Set(pages.map(([path]) => path));
  const gone = [...known.keys()].filter((path) => !listed.has(path));
  const changed = pages.filter(([path, page]) => known.get(path)?.page !== page);
  if (gone.length > 0 || changed.length > 0) {
    // Also when what follows fails half-way: some pages are new by then.
    built = undefined;
    store.transaction(() => {
      for (const path of gone) forget(path);
      for (const [path] of changed) read(path);
    });
  }
  return (built ??= build());
}

function forget(path: string): void {
  store.delete(path);
  known.delete(path);
  index.delete(path);
}

function read(path: string): void {
  let html: Buffer;
  try {
    html = readFileSync(join(site, fileOf(path)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // A release since has taken it away.
    forget(path);
    return;
  }
  const text = textOfPage(path, html.toString());
  const weights = text ? weigh(text) : new Map<string, number>();
  // A release since may have another version than the one that was listed.
  const page = hash('sha256', html, 'base64url');
  learn(store.set(path, page, text?.document, weights, known.get(path)), weights);
}

/** Makes the index, and keeps its files of words in the folder, and no others. */
function build(): IndexFile[] {
  const { contents, parts, numbers } = index.build();
  const place = join(folder, 'words');
  mkdirSync(place, { recursive: true });
  const there = new Set(readdirSync(place));
  for (const [name, bytes] of parts)
    if (!there.delete(`${name}.bin`)) placeWhole(join(place, `${name}.bin`), bytes);
  for (const name of there) rmSync(join(place, name));
  const json = JSON.stringify(contents);
  placeWhole(join(folder, files.contents), json);
  const words = [...parts.keys()].map((name) => ({
    name: files.words(name),
    hash: 'named by its content',
    file: join(folder, files.words(name)),
  }));
  const documents = [...numbers].map(([path, number]) => ({
    name: files.document(number),
    hash: known.get(path)?.document ?? '',
    file: store.fileOf(path),
  }));
  return [
    ...words,
    ...documents,
    {
      name: files.contents,
      hash: hash('sha256', json, 'base64url'),
      file: join(folder, files.contents),
    },
  ];
}
