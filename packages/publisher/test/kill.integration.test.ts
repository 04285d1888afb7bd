/**
 * The power goes at any moment: visitors never notice, and nothing that was acknowledged is lost.
 * Every page of this site bears the number of its edition in the name of the site, so that pages of
 * two editions beside each other would be seen.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { globSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../../scripts/system/free-port.ts';
import { root } from '../../../scripts/system/settings.ts';
import { type AdminClient, signIn } from '../../../scripts/test/admin-client.ts';
import { startTestCms, type TestCms } from '../../../scripts/test/running-cms.ts';
import { foldersIn, Publisher, serveSite } from '../src/index.ts';
import { digests } from './digests.ts';
import { editionOf, publishEdition, publishPosts } from './small-site.ts';

const killsOfThePublisher = 200;
/** Each start of the CMS takes seconds. */
const killsOfTheCms = 12;
const posts = 6;

let cms: TestCms;
let admin: AdminClient;
let dataFolder: string;
let server: Server;
let site: string;
let publisherPort: number;
let publisher: ChildProcess | undefined;
let edition = 0;

beforeAll(async () => {
  publisherPort = await freePort();
  cms = await startTestCms({ demo: false, publisherPort });
  admin = await signIn(cms);
  await newEdition();
  await publishPosts(admin, posts);
  dataFolder = mkdtempSync(join(tmpdir(), 'meridian-kill-'));
  const port = await freePort();
  site = `http://127.0.0.1:${String(port)}`;
  server = await serveSite({ folders: foldersIn(dataFolder), port, host: '127.0.0.1' });
});

afterAll(async () => {
  await kill();
  server.closeAllConnections();
  server.close();
  await cms.stop();
  rmSync(dataFolder, { recursive: true });
});

function newEdition(): Promise<boolean> {
  edition += 1;
  return publishEdition(admin, edition);
}

function start(): void {
  const log = openSync(join(dataFolder, 'publisher.log'), 'a');
  publisher = spawn(process.execPath, [join(root, 'scripts/publisher.ts')], {
    cwd: root,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      DATA_DIR: dataFolder,
      PUBLISHER_PORT: String(publisherPort),
      SITE_URL: site,
      CMS_URL: cms.url,
      CMS_TOKEN: cms.siteToken,
      WEBHOOK_SECRET: cms.webhookSecret,
    },
  });
}

async function kill(): Promise<void> {
  if (publisher?.exitCode !== null || publisher.signalCode !== null) return;
  const ended = new Promise((done) => publisher?.once('exit', done));
  publisher.kill('SIGKILL');
  await ended;
}

async function untilLive(wanted: number): Promise<void> {
  for (;;) {
    const response = await fetch(`${site}/`).catch(() => undefined);
    if (response?.ok && editionOf(await response.text()) >= wanted) return;
    await delay(20);
  }
}

/** Reads one page after the other until told to stop; what is wrong with any of them is kept. */
function visitor(): { stop: () => Promise<{ visits: number; wrong: string[] }> } {
  const paths = [
    '/',
    '/posts/',
    ...Array.from({ length: posts }, (_, n) => `/posts/post-${String(n)}/`),
  ];
  const wrong: string[] = [];
  let [visits, newest, isOver] = [0, 0, false];
  const reading = (async () => {
    while (!isOver) {
      const path = paths[visits % paths.length] ?? '/';
      visits += 1;
      const response = await fetch(site + path);
      const html = await response.text();
      const seen = editionOf(html);
      if (!response.ok) wrong.push(`${path} answers ${String(response.status)}`);
      else if (!html.endsWith('</html>')) wrong.push(`${path} is cut off`);
      // A page that is older than the one before would be of another release than its neighbours.
      else if (!(seen >= newest)) wrong.push(`${path}: ${String(seen)} after ${String(newest)}`);
      newest = Math.max(newest, seen || 0);
      if (wrong.length > 20) return;
    }
  })();
  return {
    async stop() {
      isOver = true;
      await reading;
      return { visits, wrong };
    },
  };
}

/** The editions that the pages of the live tree bear. */
function liveEditions(): number[] {
  const { live } = foldersIn(dataFolder);
  const editions = globSync('**/*.html', { cwd: live, exclude: ['fragments'] }).map((file) =>
    editionOf(readFileSync(join(live, file), 'utf8')),
  );
  return [...new Set(editions)];
}

async function expectWhatABuildFromNothingGives(): Promise<void> {
  await untilLive(edition);
  await kill();
  const nothing = mkdtempSync(join(tmpdir(), 'meridian-kill-'));
  const options = { cms: { url: cms.url, token: cms.siteToken }, siteUrl: site };
  const incremental = new Publisher({ ...options, dataFolder });
  const full = new Publisher({ ...options, dataFolder: nothing });
  try {
    // Whatever was to follow when the power went.
    await incremental.publish('a test');
    await incremental.behind.all();
    await full.publish('a test');
    await full.behind.all();
    expect(digests(incremental.site)).toEqual(digests(full.site));
  } finally {
    await incremental.close();
    await full.close();
    rmSync(nothing, { recursive: true });
  }
}

it(`a publisher that is killed at ${String(killsOfThePublisher)} random moments shows no error and no mixture, and loses no change`, async () => {
  start();
  await untilLive(edition);
  await kill();
  start();
  await newEdition();
  const begun = performance.now();
  await untilLive(edition);
  const whole = performance.now() - begun;
  await kill();
  const reader = visitor();
  for (let round = 0; round < killsOfThePublisher; round += 1) {
    await newEdition();
    start();
    // From the start of the process to some time after its release.
    await delay(whole * (0.3 + Math.random()));
    await kill();
    expect(liveEditions()).toHaveLength(1);
  }
  const { visits, wrong } = await reader.stop();
  expect(wrong).toEqual([]);
  expect(visits).toBeGreaterThan(killsOfThePublisher);
  start();
  await expectWhatABuildFromNothingGives();
}, 900_000);

it(`a CMS that is killed at ${String(killsOfTheCms)} random moments loses nothing that it has acknowledged`, async () => {
  start();
  const reader = visitor();
  for (let round = 0; round < killsOfTheCms; round += 1) {
    await untilLive(edition);
    let [acknowledged, isOver] = [edition, false];
    const writer = (async () => {
      while (!isOver) if (await newEdition().catch(() => false)) acknowledged = edition;
    })();
    await delay(Math.random() * 500);
    await cms.kill();
    isOver = true;
    await writer;
    await cms.resume();
    admin = await signIn(cms);
    await untilLive(acknowledged);
    // One that was not acknowledged may have been kept all the same.
    edition = acknowledged;
  }
  const { wrong } = await reader.stop();
  expect(wrong).toEqual([]);
  await newEdition();
  await expectWhatABuildFromNothingGives();
}, 900_000);
