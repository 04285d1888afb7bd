import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { brokenLinks } from '../src/verify/links.ts';

let tree: string;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'meridian-links-'));
  mkdirSync(join(tree, 'posts'));
  writeFileSync(join(tree, 'index.html'), 'home');
  writeFileSync(join(tree, 'posts/one.html'), '<h2 id="what_it_is">What it is</h2>');
  writeFileSync(join(tree, 'feed.xml'), '<rss/>');
});

afterAll(() => {
  rmSync(tree, { recursive: true });
});

const broken = (link: string, isExpected: (link: string) => boolean = () => false) =>
  brokenLinks(
    tree,
    [{ path: '/from/', hash: '', reads: '', isNew: true, links: [link] }],
    isExpected,
  );

it.each(['/', '/posts/one/', '/posts/one/?from=feed', '/posts/one/#what_it_is', '/feed.xml'])(
  'a link may lead to %s, which is there',
  (link) => {
    expect(broken(link)).toEqual([]);
  },
);

it.each([
  '/posts/',
  '/posts/two/',
  '/posts/one.html',
  '/index.html',
  '/posts/one/#where_it_is',
  '/100%/',
  '/images/x-480.avif',
])('a link to %s leads nowhere', (link) => {
  expect(broken(link)).toEqual([
    { path: '/from/', message: `It leads to ${link}, where nothing is.` },
  ]);
});

it('a link may lead to what will follow', () => {
  expect(broken('/atom.xml', (link) => link === '/atom.xml')).toEqual([]);
});
