/// <reference lib="dom" />
/**
 * The search at 1,000 and 10,000 posts: how long its index takes from nothing and after an edit, and how
 * long a visitor waits for the first result, in a real browser that has none of it.
 */
import { mkdtempSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn, Publisher, serveSite } from '@meridian/publisher';
import { type Browser, chromium } from 'playwright';
import type { Row } from '../bench.ts';
import { ensureChromium } from '../system/browser.ts';
import { adminEmail } from '../system/cms.ts';
import { signIn } from '../test/admin-client.ts';
import { atSizes, type BenchCms } from './system.ts';

/** From words that stand in nearly all posts to such that stand in few. */
const questions = ['acupuncture', 'back pain', 'sleep', 'migraine diary', 'pneumothorax'];
const visits = 5;
const processors = [1, 4];

export async function benchSearch(): Promise<Row[]> {
  const rows: Row[] = [];
  await atSizes([1_000, 10_000], async (cms, posts) => {
    const { settings, secrets } = cms;
    const dataFolder = mkdtempSync(join(settings.dataFolder, 'meridian-search-'));
    const publisher = new Publisher({
      cms: { url: settings.cmsUrl, token: secrets.SITE_TOKEN },
      dataFolder,
      siteUrl: settings.siteUrl,
      images: false,
    });
    try {
      await publisher.publish('the bench', { force: true });
      const fromNothing = await timed(() => publisher.behind.index());
      await editPost(cms);
      await publisher.publish('an edit');
      const afterEdit = await timed(() => publisher.behind.index());
      const contents = statSync(join(publisher.site, 'search/index.json')).size;
      rows.push({
        posts,
        what: 'the index',
        'from nothing, s': round(fromNothing / 1_000),
        'after an edit, s': round(afterEdit / 1_000),
        'contents, KB': round(contents / 1_024),
      });
      const folders = foldersIn(dataFolder);
      const server = await serveSite({ folders, port: settings.sitePort, host: 'localhost' });
      try {
        rows.push(...(await ask(settings.siteUrl, posts)));
      } finally {
        server.close();
      }
    } finally {
      await publisher.close();
    }
  });
  return rows;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const round = (number: number) => Math.round(number * 10) / 10;

/** Publishes the first post of the list with another summary. */
async function editPost({ settings, secrets }: BenchCms): Promise<void> {
  const admin = await signIn({
    url: settings.cmsUrl,
    adminEmail,
    adminPassword: secrets.ADMIN_PASSWORD,
  });
  const list = await admin.call('GET', '/content-manager/collection-types/api::post.post');
  const [post] = (list.body as unknown as { results: { documentId: string }[] }).results;
  const id = post?.documentId ?? '';
  await admin.update('post', id, {
    summary:
      'Another answer, long enough for the rules, with a word that stands nowhere else: quokka.',
  });
  await admin.publish('post', id);
}

async function ask(siteUrl: string, posts: number): Promise<Row[]> {
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const rows: Row[] = [];
    for (const slower of processors)
      for (const question of questions) {
        const waits: number[] = [];
        for (let visit = 0; visit < visits; visit += 1)
          waits.push(await firstResult(browser, siteUrl, question, slower));
        waits.sort((one, other) => one - other);
        const row = {
          posts,
          what: `“${question}”${slower > 1 ? `, ${String(slower)} times slower` : ''}`,
          'first result, ms, median': round(waits[Math.floor(visits / 2)] ?? 0),
          slowest: round(waits.at(-1) ?? 0),
        };
        rows.push(row);
        process.stdout.write(`${JSON.stringify(row)}\n`);
      }
    return rows;
  } finally {
    await browser.close();
  }
}

/** From the last letter until the first result is in the page, with nothing of the index in the cache. */
async function firstResult(
  browser: Browser,
  siteUrl: string,
  question: string,
  slower: number,
): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${siteUrl}/search/`);
    await page.waitForFunction(() => customElements.get('search-page') !== undefined);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    return await page.evaluate(
      (text) =>
        new Promise<number>((done) => {
          const input = document.querySelector('input');
          const results = document.querySelector('search-page ol');
          if (!input || !results) return;
          const start = performance.now();
          new MutationObserver(() => {
            if (results.children.length > 0) done(performance.now() - start);
          }).observe(results, { childList: true });
          input.value = text;
          input.dispatchEvent(new Event('input', { bubbles: true }));
        }),
      question,
    );
  } finally {
    await context.close();
  }
}
