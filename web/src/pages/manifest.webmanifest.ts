/** How the site stands among the visitor's apps. @see https://www.w3.org/TR/appmanifest/ */
import { paths } from '@meridian/content';
import type { APIRoute } from 'astro';
import { content } from '../content.ts';
import small from '../icons/icon-192.png?url';
import large from '../icons/icon-512.png?url';
import drawn from '../icons/icon.svg?url';
import { siteOf } from '../views/site.ts';

export const GET: APIRoute = () => {
  const { name, tagline } = siteOf(content);
  const manifest = {
    name,
    short_name: name,
    ...(tagline === undefined ? {} : { description: tagline }),
    lang: 'en',
    start_url: paths.home(),
    display: 'minimal-ui',
    background_color: '#fbf7ef',
    theme_color: '#fbf7ef',
    icons: [
      { src: drawn, sizes: 'any', type: 'image/svg+xml' },
      { src: small, sizes: '192x192', type: 'image/png', purpose: 'any maskable' },
      { src: large, sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json' },
  });
};
