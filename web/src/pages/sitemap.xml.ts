/** All pages that search engines may list. @see https://www.sitemaps.org/protocol.html */
import { paths } from '@meridian/content';
import type { APIRoute } from 'astro';
import { content } from '../content.ts';
import { html } from '../html.ts';

interface Listed {
  path: string;
  lastmod?: string;
}

function pages(): Listed[] {
  const posts = content
    .list('Post', 'all')
    .filter(({ seo }) => seo?.noIndex !== true)
    .map(({ slug, updatedAt }) => ({ path: paths.post(slug), lastmod: updatedAt }));
  const standing = content
    .list('Page', 'all')
    .filter(({ seo }) => seo?.noIndex !== true)
    .map(({ slug, updatedAt }) => ({ path: paths.page(slug), lastmod: updatedAt }));
  return [
    { path: paths.home() },
    { path: paths.archive({ of: 'all' }) },
    { path: paths.topics() },
    { path: paths.authors() },
    { path: paths.clinics() },
    ...content.list('Topic', 'all').map(({ slug }) => ({ path: paths.topic(slug) })),
    ...content.list('Author', 'all').map(({ slug }) => ({ path: paths.author(slug) })),
    ...content.list('Clinic', 'all').map(({ slug }) => ({ path: paths.clinic(slug) })),
    ...standing,
    ...posts,
  ];
}

export const GET: APIRoute = ({ site }) => {
  const urls = pages().map(({ path, lastmod }) => {
    const changed = lastmod !== undefined && html`<lastmod>${lastmod}</lastmod>`;
    return html`<url><loc>${new URL(path, site).href}</loc>${changed}</url>\n`;
  });
  const xml = html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}</urlset>
`;
  return new Response(xml.markup, { headers: { 'content-type': 'application/xml' } });
};
