import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Replica } from '@meridian/content';
import { describe, expect, it } from 'vitest';
import { sitePages } from '../src/site-pages.ts';

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

/** One entry of each kind, and posts enough for a numbered page. */
const content = {
  list: (kind: string) => [{ id: '1', slug: kind.toLowerCase(), updatedAt: '2026-01-01' }],
  count: () => 40,
} as unknown as Replica;

const pages = sitePages(content);
const routes = globSync('**/*.{astro,ts}', { cwd: folder }).map(routeOf);

describe('the pages of the site', () => {
  it.each(routes)('hold one for the route %s', (route) => {
    expect(pages.filter(({ path }) => route.test(path))).not.toEqual([]);
  });

  it.each(pages)('have a route for $path', ({ path }) => {
    expect(routes.filter((route) => route.test(path))).not.toEqual([]);
  });

  it('stand in it once each', () => {
    expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
  });

  it('are listed for search engines, but for files, numbered pages and what asks not to be', () => {
    const hidden = { ...content, list: () => [{ id: '1', slug: 'x', seo: { noIndex: true } }] };
    expect(pages.filter(({ listed }) => listed).map(({ path }) => path)).toEqual([
      '/',
      '/topics/',
      '/practitioners/',
      '/clinics/',
      '/posts/',
      '/topics/topic/',
      '/practitioners/author/',
      '/clinics/clinic/',
      '/page/',
      '/posts/post/',
    ]);
    const listed = sitePages(hidden as unknown as Replica).filter((page) => page.listed);
    expect(listed.map(({ path }) => path)).not.toContain('/posts/x/');
  });
});
