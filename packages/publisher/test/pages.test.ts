import type { Touch } from '@meridian/content';
import { expect, it } from 'vitest';
import { pagesThatFollow, SitePages } from '../src/release/pages.ts';
import { Dependencies } from '../src/render/dependencies.ts';

it('files for machines follow that read what was touched, or are new', () => {
  const dependencies = new Dependencies();
  const reads = (key: string) => ({ fields: [[key, 2] as [string, number]], lists: [] });
  dependencies.set('/posts/', reads('Post a'));
  dependencies.set('/sitemaps/posts-1.xml', reads('Post a'));
  dependencies.set('/sitemaps/posts-2.xml', reads('Post b'));
  const touch: Touch = {
    kind: 'Post',
    id: 'a',
    label: 'a',
    fields: [['Post a', 2]],
    lists: [],
    path: { before: null, after: null },
    isGone: false,
    media: [],
  };
  const sitePages = new SitePages([
    { path: '/posts/', follows: false },
    { path: '/topics/', follows: false },
    { path: '/sitemaps/posts-1.xml', follows: true },
    { path: '/sitemaps/posts-2.xml', follows: true },
    { path: '/sitemaps/posts-3.xml', follows: true },
  ]);
  expect(pagesThatFollow([touch], dependencies, sitePages)).toEqual([
    '/sitemaps/posts-1.xml',
    '/sitemaps/posts-3.xml',
  ]);
});
