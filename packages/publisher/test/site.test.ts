/** The site on disk: releases, the switch between them, and the way back. */
import {
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Folders, foldersIn } from '../src/folders.ts';
import type { Release } from '@meridian/content';
import { Clock } from '../src/release/clock.ts';
import { prepareDeploy } from '../src/release/deploy.ts';
import { Site } from '../src/release/site.ts';
import { placeFile, removeFile } from '../src/release/trees.ts';

let folder: string;
let folders: Folders;
let site: Site;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-site-'));
  folders = foldersIn(folder);
  site = new Site(folders);
});

afterEach(() => {
  site.close();
  rmSync(folder, { recursive: true });
});

type Files = Record<string, string>;

/** Makes a release that writes some files and removes those that are `''`. */
function release(files: Files, record: () => void = () => undefined): Release {
  const names = Object.keys(files);
  const draft = site.begin(names);
  for (const [name, content] of Object.entries(files))
    if (content === '') removeFile(draft.folder, name);
    else placeFile(join(draft.folder, name), content);
  const about = {
    liveAt: new Date().toISOString(),
    cause: 'a test',
    cursor: 'epoch.1',
    changed: names.length,
    removed: 0,
    pages: [],
    times: new Clock().times(),
  };
  const written = site.commit(draft, names, about, record);
  site.show();
  return written;
}

/** What visitors see. */
const live = (): Files => filesOf(folders.live);

function filesOf(folder: string): Files {
  const names = globSync('**/*', { cwd: folder }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

describe('a release', () => {
  it('adds to what was there, whichever tree it is made in', () => {
    release({ 'index.html': 'one', 'a/index.html': 'a' });
    expect(live()).toEqual({ 'index.html': 'one', 'a/index.html': 'a' });
    const expected: Files = { 'a/index.html': 'a' };
    for (let number = 2; number < 9; number += 1) {
      const page = `p${String(number)}/index.html`;
      expected[page] = `page ${String(number)}`;
      expected['index.html'] = String(number);
      release({ [page]: `page ${String(number)}`, 'index.html': String(number) });
      expect(live()).toEqual(expected);
    }
  });

  it('shares what it does not change with the trees before, and never writes into them', () => {
    release({ 'same.html': 'same', 'other.html': 'one' });
    const before = join(folder, 'site', readlinkSync(folders.live));
    release({ 'other.html': 'two' });
    expect(readFileSync(join(before, 'other.html'), 'utf8')).toBe('one');
    expect(statSync(join(folders.live, 'same.html')).ino).toBe(
      statSync(join(before, 'same.html')).ino,
    );
  });

  it('removes files, and the folders that they leave empty', () => {
    release({ 'a/b/index.html': 'x', 'a/index.html': 'y' });
    release({ 'a/b/index.html': '' });
    expect(live()).toEqual({ 'a/index.html': 'y' });
    expect(existsSync(join(folders.live, 'a/b'))).toBe(false);
  });

  it('that is cut off before its end leaves no trace in those that follow', () => {
    release({ 'index.html': 'one' });
    const draft = site.begin(['index.html', 'half.html']);
    placeFile(join(draft.folder, 'index.html'), 'half');
    placeFile(join(draft.folder, 'half.html'), 'half');
    expect(live()).toEqual({ 'index.html': 'one' });
    site.close();
    site = new Site(folders);
    release({ 'new.html': 'two' });
    release({ 'newer.html': 'three' });
    release({ 'newest.html': 'four' });
    expect(live()).toEqual({
      'index.html': 'one',
      'new.html': 'two',
      'newer.html': 'three',
      'newest.html': 'four',
    });
  });

  it('that was written down but not switched to is switched to at the next start', () => {
    release({ 'index.html': 'one' });
    const before = readlinkSync(folders.live);
    release({ 'index.html': 'two' });
    const after = readlinkSync(folders.live);
    site.close();
    // As if the process had ended right before the switch.
    rmSync(folders.live);
    symlinkSync(before, folders.live);
    site = new Site(folders);
    expect(readlinkSync(folders.live)).toBe(after);
    expect(live()).toEqual({ 'index.html': 'two' });
  });

  it('that is made from nothing keeps no file of the site before, in whichever tree', () => {
    release({ 'index.html': 'one', 'gone.html': 'private since' });
    release({ 'index.html': 'two' });
    release({ 'index.html': 'three' });
    site.forget();
    expect(live()).toEqual({ 'gone.html': 'private since', 'index.html': 'three' });
    for (const text of ['four', 'five', 'six', 'seven']) {
      release({ 'index.html': text });
      expect(live()).toEqual({ 'index.html': text });
    }
    site.goBack(3);
    expect(live()).toEqual({ 'gone.html': 'private since', 'index.html': 'three' });
  });

  it('finds its tree prepared in a quiet moment, as it would prepare it itself', () => {
    release({ 'index.html': 'one', 'a.html': 'a' });
    site.prepare();
    release({ 'index.html': 'two' });
    site.prepare();
    site.prepare();
    release({ 'a.html': '' });
    expect(live()).toEqual({ 'index.html': 'two' });
  });

  it('keeps the files that it replaced, for the last ten', () => {
    for (let number = 1; number <= 15; number += 1) release({ 'index.html': String(number) });
    expect(
      readdirSync(folders.releases)
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(site.releases()).toHaveLength(10);
  });
});

describe('a file of which no earlier version may come back', () => {
  it('stays as it is when the site goes back, and lies nowhere else', () => {
    release({ 'index.html': 'one', 'a.html': 'what somebody regrets' });
    release({ 'index.html': 'two', 'a.html': 'what somebody regrets, and more' });
    release({ 'index.html': 'three', 'a.html': 'nothing' }, () => {
      site.withdraw(['a.html'], []);
    });
    expect(regretted()).toEqual([]);
    site.goBack(1);
    expect(live()).toEqual({ 'a.html': 'nothing', 'index.html': 'one' });
    site.resume();
    expect(live()).toEqual({ 'a.html': 'nothing', 'index.html': 'three' });
  });

  it('comes back under no address that it had before', () => {
    release({ 'index.html': 'one', 'old.html': 'what somebody regrets' });
    release({ 'index.html': 'two', 'old.html': '', 'new.html': 'what somebody regrets' });
    release({ 'new.html': 'nothing' }, () => {
      site.withdraw(['new.html'], ['what somebody']);
    });
    expect(regretted()).toEqual([]);
    site.goBack(1);
    expect(live()).toEqual({ 'index.html': 'one', 'new.html': 'nothing' });
  });

  it('is removed at the next start, when the end came in between', () => {
    release({ 'index.html': 'one', 'a.html': 'what somebody regrets' });
    release({ 'a.html': 'nothing' });
    site.ledger.transaction(() => {
      site.withdraw(['a.html'], []);
    });
    expect(regretted()).not.toEqual([]);
    site.close();
    site = new Site(folders);
    expect(regretted()).toEqual([]);
  });

  /** Files that hold what is withdrawn, wherever they lie. */
  const regretted = () =>
    Object.entries(filesOf(folder))
      .filter(([, text]) => text.includes('regrets'))
      .map(([name]) => name);
});

describe('going back', () => {
  beforeEach(() => {
    release({ 'index.html': 'one', 'a.html': 'a' });
    release({ 'index.html': 'two', 'b.html': 'b' });
    release({ 'a.html': '', 'c.html': 'c' });
    release({ 'index.html': 'four', 'c.html': 'changed' });
  });
  const now = { 'b.html': 'b', 'c.html': 'changed', 'index.html': 'four' };

  it.each([
    [1, { 'a.html': 'a', 'index.html': 'one' }],
    [2, { 'a.html': 'a', 'b.html': 'b', 'index.html': 'two' }],
    [3, { 'b.html': 'b', 'c.html': 'c', 'index.html': 'two' }],
  ])('makes the site what it was after release %i, and resuming what it is now', (number, then) => {
    site.goBack(number);
    expect(live()).toEqual(then);
    expect(site.held()).toBe(number);
    site.resume();
    expect(live()).toEqual(now);
    expect(site.held()).toBeUndefined();
  });

  it('can be done twice, and is ended once', () => {
    site.goBack(3);
    site.goBack(1);
    expect(live()).toEqual({ 'a.html': 'a', 'index.html': 'one' });
    site.resume();
    expect(live()).toEqual(now);
  });

  it('says who wanted it', () => {
    site.goBack(2, 'Ada Rowan');
    expect(site.releases()[0]?.cause).toBe('Ada Rowan, who went back to release 2');
  });

  it('lasts over a restart', () => {
    site.goBack(2);
    site.close();
    site = new Site(folders);
    expect(site.held()).toBe(2);
    site.resume();
    expect(live()).toEqual(now);
  });

  it('refuses what is live, unknown or no longer kept, and names the choice', () => {
    for (const number of [4, 99]) expect(() => site.goBack(number)).toThrow(/There is 3 \(/);
    for (let number = 0; number < 12; number += 1) release({ 'index.html': String(number) });
    expect(() => site.goBack(2)).toThrow(/cannot go back to release 2/);
    expect(live()['index.html']).toBe('11');
  });
});

describe('the folder to deploy', () => {
  it('has redirects as pages, for hosts that know no others', () => {
    release({
      'index.html': 'home',
      'posts/one.html': 'one',
      _redirects:
        '/../ledger.db / 301\n/%2e%2e/a / 301\n/100%-x / 301\n/old/ /posts/one/ 301\n/posts/one/ / 302\n/a.php https://x.example/?a&b 301\n',
    });
    const deployed = filesOf(prepareDeploy(folders, { htmlRedirects: true }));
    expect(Object.keys(deployed).sort()).toEqual([
      '_redirects',
      'a.php',
      'index.html',
      'old/index.html',
      'posts/one/index.html',
    ]);
    expect(deployed['old/index.html']).toContain('content="0; url=/posts/one/"');
    expect(deployed['a.php']).toContain('href="https://x.example/?a&#38;b"');
    expect(deployed['posts/one/index.html']).toBe('one');
    expect(filesOf(prepareDeploy(folders))).not.toHaveProperty('a.php');
  });

  it('has redirects below each other as folders, and none below a file of the site', () => {
    release({
      'feed.xml': 'feed',
      'index.html': 'home',
      _redirects: '/index.php /one/ 301\n/index.php/about/ /two/ 301\n/feed.xml/old/ /three/ 301\n',
    });
    const deployed = filesOf(prepareDeploy(folders, { htmlRedirects: true }));
    expect(Object.keys(deployed).sort()).toEqual([
      '_redirects',
      'feed.xml',
      'index.html',
      'index.php/about/index.html',
      'index.php/index.html',
    ]);
    expect(deployed['index.php/index.html']).toContain('/one/');
  });

  it('has each page in a folder of its own, and follows the live site', () => {
    release({
      'index.html': 'home',
      '404.html': 'nothing',
      'posts.html': 'posts',
      'posts/one.html': 'one',
      'assets/site.css': 'css',
    });
    const deployed = () => filesOf(prepareDeploy(folders));
    expect(deployed()).toEqual({
      '404.html': 'nothing',
      'assets/site.css': 'css',
      'index.html': 'home',
      'posts/index.html': 'posts',
      'posts/one/index.html': 'one',
    });
    release({ 'posts/one.html': '', 'posts/two.html': 'two', 'index.html': 'home of two' });
    expect(deployed()).toEqual({
      '404.html': 'nothing',
      'assets/site.css': 'css',
      'index.html': 'home of two',
      'posts/index.html': 'posts',
      'posts/two/index.html': 'two',
    });
    expect(existsSync(join(folders.deploy, 'posts/one'))).toBe(false);
    expect(statSync(join(folders.deploy, 'posts/index.html')).ino).toBe(
      statSync(join(folders.live, 'posts.html')).ino,
    );
  });
});
