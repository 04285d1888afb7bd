/** Pages that search engines may list. @see https://www.sitemaps.org/protocol.html */
import type { APIRoute } from 'astro';
import { content } from '../../content.ts';
import { html } from '../../html.ts';
import { listedPages } from '../../site-pages.ts';

export const GET: APIRoute = ({ site, params }) => {
  const urls = listedPages(content, params.part ?? '').map(({ path, lastmod }) => {
    const changed = lastmod !== undefined && html`<lastmod>${lastmod}</lastmod>`;
    return html`<url><loc>${new URL(path, site).href}</loc>${changed}</url>\n`;
  });
  const xml = html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}</urlset>
`;
  return new Response(xml.markup, { headers: { 'content-type': 'application/xml' } });
};
