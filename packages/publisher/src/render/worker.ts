/** Renders pages of a site in a thread of its own, with the site's program kept warm. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { SitePage, SiteProgram } from '@meridian/content';
import { fileOf } from '../addresses.ts';
import { placeFile } from '../release/trees.ts';
import type { Ending } from '../thread.ts';
import { checkPage, type PageCheck } from '../verify/page.ts';

/** What a thread knows from its start. */
export interface Setup {
  /** The folder of the site as a program. */
  bundle: string;
  /** Texts that must stand on no page. */
  secrets: readonly string[];
}

/** Pages to render; those whose hash is the same as before are not written. */
export interface Task {
  tree: string;
  pages: { path: string; hash?: string | undefined }[];
  /**
   * The place of the next page that no thread has taken. They share it: with shares handed out beforehand
   * one would wait for another, and with single ones for the messages.
   */
  next: Int32Array<SharedArrayBuffer>;
}

/** After how many pages to tell of them. */
const reportEvery = 50;

export interface Rendered {
  path: string;
  hash: string;
  /** `Reads` as JSON: most threads that pass it on need not look into it. */
  reads: string;
  /** Whether it differs from before, and hence was looked through and written. */
  isNew: boolean;
  /** Where a new page leads to within the site. */
  links: string[];
}

export interface PageProblem {
  path: string;
  message: string;
}

export type Message =
  { rendered: Rendered[] } | { problem: PageProblem } | { sitePages: SitePage[] };

export type Order = { render: Task } | { list: true };

const port = parentPort;
const { bundle, secrets } = workerData as Setup;
const decoder = new TextDecoder();
const nothing: PageCheck = { problems: [], links: [] };

const { sitePages, renderPage } = (await import(
  pathToFileURL(join(bundle, 'server/entry.mjs')).href
)) as SiteProgram;

const report = (message: Message | Ending) => port?.postMessage(message);

port?.on('message', (order: Order) => {
  carryOut(order).then(
    () => {
      report({ done: true });
    },
    (error: unknown) => {
      report({ failed: textOf(error) });
    },
  );
});

async function carryOut(order: Order): Promise<void> {
  if ('list' in order) report({ sitePages: await sitePages() });
  else await render(order.render);
}

/** Errors of the system say all in their message; of others one wants to know where they began. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}

async function render({ tree, pages, next }: Task): Promise<void> {
  let rendered: Rendered[] = [];
  for (;;) {
    const taken = pages[Atomics.add(next, 0, 1)];
    if (!taken) break;
    const { path, hash: known } = taken;
    const page = await make(path, known).catch((error: unknown) => {
      report({ problem: { path, message: textOf(error) } });
    });
    if (!page) continue;
    const { body, problems, ...about } = page;
    for (const message of problems) report({ problem: { path, message } });
    // There is nothing else to do in this thread, so it waits for the disk, which is fastest. What
    // fails here is no fault of the page.
    if (page.isNew) placeFile(join(tree, fileOf(path)), body);
    rendered.push({ path, ...about });
    if (rendered.length < reportEvery) continue;
    report({ rendered });
    rendered = [];
  }
  report({ rendered });
}

/** Renders a page, and looks through it when it is not what is known. */
async function make(path: string, known: string | undefined) {
  const { body, reads } = await renderPage(path);
  const digest = hash('sha256', body, 'base64url');
  const isNew = digest !== known;
  const found = isNew ? check(path, body) : nothing;
  return { body, hash: digest, reads: JSON.stringify(reads), isNew, ...found };
}

/** Files for machines have no HTML to look through. */
function check(path: string, body: Uint8Array): PageCheck {
  const isPage = path.endsWith('/') || path.endsWith('.html');
  return isPage ? checkPage(path, decoder.decode(body), secrets) : nothing;
}
