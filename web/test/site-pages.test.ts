import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Replica } from '@meridian/content';
import { describe, expect, it } from 'vitest';
import { listedPages, sitemapParts, sitePages } from '../src/site-pages.ts';

const folder = join(import.meta.dirname, '../src/pages');

/** The paths that a file of `pages` answers, by Astro's rules. */
function routeOf(file: string): RegExp {
  const path = file
    .replace(/(^|\/)index\.astro$/, '$1')
    .replace(/404\.astro$/, '404\\.html')
    .replace(/\.astro$/, '/')
    .replace(/\.ts$/, '')
    .replace(/\[\w+\]/g, '[^/]+');
  return new RegExp(`^/${path}$`);
}

/** One entry of each kind, and posts and comments enough for a further page. */
const entries = (kind: string) => [
  {
    id: '1',
    slug: kind.toLowerCase(),
    updatedAt: '2026-01-01',
    photos: [],
    securityContact: 'security@journal.example',
    securityExpires: '2027-01-01',
  },
];
const comments = Array.from({ length: 51 }, (_, index) => ({ id: String(index), post: '1' }));
const content = {
  list: (kind: string) => (kind === 'Comment' ? comments : entries(kind)),
  get: (kind: string) => entries(kind)[0],
  count: () => 40,
  muchDiscussed: () => ['1'],
} as unknown as Replica;

const listed = sitemapParts(content).flatMap((part) => listedPages(content, part));
// What lists leave out, an entry's own page, search engines are told of.
const pages = [
  ...new Map([...sitePages(content), ...listed].map((page) => [page.path, page])).values(),
];
// A pattern does not look into folders that begin with a dot.
const routes = globSync(['**/*.{astro,ts}', '.well-known/*.ts'], { cwd: folder }).map(routeOf);

describe('the pages of the site', () => {
  it.each(routes)('hold one for the route %s', (route) => {
    expect(pages.filter(({ path }) => route.test(path))).not.toEqual([]);
  });

  it.each(pages)('have a route for $path', ({ path }) => {
    expect(routes.filter((route) => route.test(path))).not.toEqual([]);
  });

  it('are named once each', () => {
    for (const named of [sitePages(content), listed])
      expect(new Set(named.map(({ path }) => path)).size).toBe(named.length);
  });

  it('are listed for search engines, but for files, numbered pages and what asks not to be', () => {
    expect(listed.map(({ path }) => path)).toEqual([
      '/',
      '/posts/',
      '/topics/',
      '/practitioners/',
      '/clinics/',
      '/search/',
      '/comments/',
      '/topics/topic/',
      '/practitioners/author/',
      '/clinics/clinic/',
      '/page/',
      '/posts/post/',
    ]);
    const hidden = { list: () => [{ id: '1', slug: 'x', seo: { noIndex: true } }] };
    expect(listedPages(hidden as unknown as Replica, 'posts-1')).toEqual([]);
  });

  it('follow a moment later where they are for machines', () => {
    const following = sitePages(content).filter(({ follows }) => follows);
    expect(following.map(({ path }) => path)).toEqual([
      ...['', '/topics/topic', '/practitioners/author', '/clinics/clinic'].flatMap((of) =>
        ['feed.xml', 'atom.xml', 'feed.json'].map((file) => `${of}/${file}`),
      ),
      '/clinics/clinic/contact.vcf',
      '/sitemap.xml',
      '/sitemaps/pages.xml',
      '/sitemaps/posts-1.xml',
      '/robots.txt',
      '/llms.txt',
      '/manifest.webmanifest',
      '/.well-known/security.txt',
    ]);
  });

  it('stand in a sitemap of which no part grows with the site', () => {
    const large = { count: () => 2_001 } as unknown as Replica;
    expect(sitemapParts(large)).toEqual(['pages', 'posts-1', 'posts-2', 'posts-3']);
    const asked: object[] = [];
    const list = (...question: object[]) => {
      asked.push(question);
      return [];
    };
    listedPages({ list } as unknown as Replica, 'posts-2');
    expect(asked).toEqual([['Post', 'all', { limit: 1_000, offset: 1_000 }]]);
  });
});
