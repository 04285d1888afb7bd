/** Where the parts of the sitemap are. @see https://www.sitemaps.org/protocol.html#index */
import { paths } from '@meridian/content';
import type { APIRoute } from 'astro';
import { content } from '../content.ts';
import { html } from '@meridian/article/markup';
import { sitemapParts } from '../site-pages.ts';

export const GET: APIRoute = ({ site }) => {
  const parts = sitemapParts(content).map(
    (part) => html`<sitemap><loc>${new URL(paths.sitemapPart(part), site).href}</loc></sitemap>\n`,
  );
  const xml = html`<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${parts}</sitemapindex>
`;
  return new Response(xml.markup, { headers: { 'content-type': 'application/xml' } });
};
