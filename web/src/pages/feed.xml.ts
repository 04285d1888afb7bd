/** The newest posts as RSS 2.0. @see https://www.rssboard.org/rss-specification */
import { paths } from '@meridian/content';
import type { APIRoute } from 'astro';
import { content } from '../content.ts';
import { html } from '../html.ts';
import { siteOf } from '../views/site.ts';

const postsInFeed = 20;

const rfc822 = (instant: string) => new Date(instant).toUTCString();

export const GET: APIRoute = ({ site }) => {
  const { name, tagline } = siteOf(content);
  const absolute = (path: string) => new URL(path, site).href;
  const posts = content.list('Post', 'all', { limit: postsInFeed, newestFirst: true });
  const items = posts.map((post) => {
    const authors = post.authors.flatMap((id) => content.get('Author', id)?.name ?? []);
    return html`<item>
<title>${post.title}</title>
<link>${absolute(paths.post(post.slug))}</link>
<guid isPermaLink="false">${post.id}</guid>
<pubDate>${rfc822(post.publishAt)}</pubDate>
<dc:creator>${authors.join(', ')}</dc:creator>
<description>${post.summary}</description>
</item>
`;
  });
  const xml = html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${name}</title>
<link>${absolute(paths.home())}</link>
<description>${tagline ?? name}</description>
<language>en</language>
<atom:link href="${absolute(paths.feed())}" rel="self" type="application/rss+xml"/>
${items}</channel>
</rss>
`;
  return new Response(xml.markup, { headers: { 'content-type': 'application/rss+xml' } });
};
