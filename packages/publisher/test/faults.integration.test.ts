/** What may go wrong around the publisher: the last good site stays up, and nothing is lost. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AdminClient, signIn } from '../../../scripts/test/admin-client.ts';
import { startTestCms, type TestCms } from '../../../scripts/test/running-cms.ts';
import { foldersIn, Publisher } from '../src/index.ts';
import { digests } from './digests.ts';
import type { DiskFullReport } from './disk-full.ts';
import { publishEdition, publishPosts } from './small-site.ts';

/** Enough that the loss of all of them is no small matter. */
const posts = 25;
const siteUrl = 'https://journal.example';

let cms: TestCms;
let admin: AdminClient;
let proxy: Server;
let proxyUrl: string;
let dataFolder: string;
let publisher: Publisher;
let edition = 0;
const folders: string[] = [];

/** How the CMS behaves, seen through the proxy. */
type Behaviour = (request: IncomingMessage, response: ServerResponse, body: string) => unknown;
let behaviour: Behaviour;

async function forward({ headers, url = '' }: IncomingMessage, body: string) {
  const { authorization = '' } = headers;
  return fetch(cms.url + url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body,
  });
}

const well: Behaviour = async (request, response, body) => {
  const answer = await forward(request, body);
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(await answer.text());
};

const answering =
  (status: number, body: string): Behaviour =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);

const faults: [name: string, behaviour: Behaviour, message: RegExp][] = [
  ['is down', (request) => request.socket.destroy(), /does not answer.*Is it running/],
  ['is slow', () => undefined, /does not answer \(it took too long\)/],
  [
    'breaks off in the middle of an answer',
    async (request, response, body) => {
      const text = await (await forward(request, body)).text();
      response.writeHead(200, { 'content-length': text.length });
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy());
    },
    /does not (?:answer|understand)/,
  ],
  [
    'answers with half of it',
    (request, response, body) =>
      forward(request, body)
        .then((answer) => answer.text())
        .then((text) => response.end(text.slice(0, text.length / 2))),
    /does not understand/,
  ],
  ['answers with status 500', answering(500, '{}'), /fails with status 500. Its log says why/],
  ['answers with nothing', answering(200, ''), /does not understand/],
  ['answers with an empty object', answering(200, '{"data":{}}'), /does not understand/],
  [
    'has become empty',
    answering(
      200,
      '{"data":{"changes":{"entries":[],"gone":[],"cursor":"0.0","fromStart":true,"more":false}}}',
    ),
    /\d+ of \d+ pages would be gone\. If that is meant, choose “Publish anyway”.*--force/,
  ],
  ['refuses a token that has expired', answering(401, '{}'), /refuses the site's token.*CMS_TOKEN/],
];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-faults-'));
  folders.push(folder);
  return folder;
}

/** A publisher with the site's program, which is made from the same sources. */
function publisherIn(folder: string): Publisher {
  if (folder !== dataFolder)
    cpSync(join(dataFolder, 'cache'), join(folder, 'cache'), { recursive: true });
  return new Publisher({
    cms: { url: proxyUrl, token: cms.siteToken, timeout: 1_000, pauses: [1] },
    dataFolder: folder,
    siteUrl,
  });
}

async function edit(): Promise<void> {
  edition += 1;
  expect(await publishEdition(admin, edition)).toBe(true);
}

async function expectWhatABuildFromNothingGives(): Promise<void> {
  const full = publisherIn(temporaryFolder());
  try {
    await publisher.behind.all();
    await full.publish('a test');
    await full.behind.all();
    expect(digests(publisher.site)).toEqual(digests(full.site));
  } finally {
    await full.close();
  }
}

beforeAll(async () => {
  cms = await startTestCms({ demo: false });
  admin = await signIn(cms);
  await publishPosts(admin, posts);
  proxy = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => void behaviour(request, response, body));
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const address = proxy.address();
  proxyUrl = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
  dataFolder = temporaryFolder();
  publisher = publisherIn(dataFolder);
  behaviour = well;
  await publisher.publish('the start');
});

beforeEach(() => {
  behaviour = well;
});

afterAll(async () => {
  await publisher.close();
  proxy.closeAllConnections();
  proxy.close();
  await cms.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('a CMS that', () => {
  it.each(faults)(
    '%s leaves the site as it was, and misses no change',
    async (_, fault, message) => {
      await publisher.publish('a test');
      const before = digests(publisher.site);
      await edit();
      behaviour = fault;
      await expect(publisher.publish('a test')).rejects.toThrow(message);
      expect(digests(publisher.site)).toEqual(before);
      behaviour = well;
      const release = await publisher.publish('a test');
      expect(release?.pages).toContain('/');
      expect(digests(publisher.site)).not.toEqual(before);
      expect(publisher.problems()).toEqual([]);
      await expectWhatABuildFromNothingGives();
    },
  );
});

describe('a copy of yesterday', () => {
  it('of what the publisher keeps catches up with the CMS', async () => {
    await publisher.publish('a test');
    await publisher.close();
    const yesterday = temporaryFolder();
    cpSync(join(dataFolder, 'site'), yesterday, { recursive: true, verbatimSymlinks: true });
    publisher = publisherIn(dataFolder);
    await edit();
    await publisher.publish('a test');
    await publisher.close();
    rmSync(join(dataFolder, 'site'), { recursive: true });
    cpSync(yesterday, join(dataFolder, 'site'), { recursive: true, verbatimSymlinks: true });
    publisher = publisherIn(dataFolder);
    await publisher.publish('a test');
    await expectWhatABuildFromNothingGives();
  });

  it.each([
    ['is lost', () => undefined],
    [
      'is a copy of yesterday',
      (replica: string, yesterday: string) => {
        cpSync(yesterday, replica);
      },
    ],
  ])('of the site whose replica %s misses no change afterwards', async (_, restore) => {
    const { replica } = foldersIn(dataFolder);
    const yesterday = join(temporaryFolder(), 'replica.db');
    await publisher.publish('a test');
    await publisher.close();
    cpSync(replica, yesterday);
    publisher = publisherIn(dataFolder);
    await edit();
    await publisher.publish('a test');
    await publisher.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${replica}${end}`, { force: true });
    restore(replica, yesterday);
    publisher = publisherIn(dataFolder);
    await publisher.publish('a test');
    await expectWhatABuildFromNothingGives();
    await edit();
    await publisher.publish('a test');
    await expectWhatABuildFromNothingGives();
  });

  it('of the CMS takes the site back to what it holds', async () => {
    const database = join(cms.dataFolder, 'cms');
    const yesterday = temporaryFolder();
    await edit();
    await publisher.publish('a test');
    await publisher.behind.all();
    const before = digests(publisher.site);
    await cms.halt();
    cpSync(database, yesterday, { recursive: true });
    await cms.resume();
    admin = await signIn(cms);
    await edit();
    await publisher.publish('a test');
    expect(digests(publisher.site)).not.toEqual(before);
    await cms.halt();
    rmSync(database, { recursive: true });
    cpSync(yesterday, database, { recursive: true });
    await cms.resume();
    admin = await signIn(cms);
    await publisher.publish('a test');
    await publisher.behind.all();
    expect(digests(publisher.site)).toEqual(before);
  });
});

describe('a program that could not be made', () => {
  it('is made the next time', async () => {
    const folder = temporaryFolder();
    // Where the program has its version lies a folder.
    mkdirSync(join(folder, 'cache/bundle/version'), { recursive: true });
    const access = { url: proxyUrl, token: cms.siteToken };
    const other = new Publisher({ cms: access, dataFolder: folder, siteUrl });
    try {
      await expect(other.publish('a test')).rejects.toThrow('EISDIR');
      rmSync(join(folder, 'cache/bundle'), { recursive: true });
      cpSync(join(dataFolder, 'cache'), join(folder, 'cache'), { recursive: true });
      expect((await other.publish('a test'))?.number).toBe(1);
    } finally {
      await other.close();
    }
  });
});

describe('what comes behind the pages', () => {
  it('is made the next time when it could not be made', async () => {
    await publisher.behind.all();
    await edit();
    await publisher.publish('a test');
    const words = join(dataFolder, 'cache/search/words');
    rmSync(words, { recursive: true });
    writeFileSync(words, 'This is in the way.');
    await expect(publisher.behind.all()).rejects.toThrow(/The search index could not be made/);
    rmSync(words);
    await expectWhatABuildFromNothingGives();
  });

  it('goes back with the pages, stays so, and catches up at the end of a rollback', async () => {
    await edit();
    await publisher.publish('a test');
    await publisher.behind.all();
    const before = digests(publisher.site);
    const [{ number } = { number: 0 }] = publisher.releases();
    await edit();
    await publisher.publish('a test');
    await publisher.behind.index();
    await publisher.goBack(number);
    await publisher.behind.all();
    expect(digests(publisher.site)).toEqual(before);
    await publisher.resume();
    await expectWhatABuildFromNothingGives();
  });
});

describe('a disk that is full', () => {
  it('leaves the site as it was, is said, and forgotten when there is room', () => {
    const folder = temporaryFolder();
    // In a namespace of its own, so that it may mount a small file system, and leaves nothing behind.
    const { stdout, stderr } = spawnSync(
      'unshare',
      ['--map-root-user', '--mount', process.execPath, join(import.meta.dirname, 'disk-full.ts')],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          FOLDER: folder,
          CACHE: join(dataFolder, 'cache'),
          CMS: JSON.stringify(cms),
        },
      },
    );
    expect(stderr).toBe('');
    const report = JSON.parse(stdout) as DiskFullReport;
    expect(report.failures.length).toBeGreaterThan(0);
    for (const failure of report.failures) expect(failure).toMatch(/ENOSPC|disk is full/);
    expect(report.problems).toEqual([]);
    expect(report.changedWhileFull).toBe(false);
    expect(report.changedAfter).toBe(true);
  });
});
