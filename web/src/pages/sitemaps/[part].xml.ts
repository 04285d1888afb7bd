/**
 * Pages that search engines may list, with their images.
 * @see https://www.sitemaps.org/protocol.html
 * @see https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps
 */
import type { APIRoute } from 'astro';
import { content } from '../../content.ts';
import { html } from '@meridian/article/markup';
import { listedPages } from '../../site-pages.ts';

export const GET: APIRoute = ({ site, params }) => {
  const urls = listedPages(content, params.part ?? '').map(({ path, lastmod, images = [] }) => {
    const changed = lastmod !== undefined && html`<lastmod>${lastmod}</lastmod>`;
    const shown = images.map(
      (image) =>
        html`<image:image><image:loc>${new URL(image, site).href}</image:loc></image:image>`,
    );
    return html`<url><loc>${new URL(path, site).href}</loc>${changed}${shown}</url>\n`;
  });
  const xml = html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
${urls}</urlset>
`;
  return new Response(xml.markup, { headers: { 'content-type': 'application/xml' } });
};
