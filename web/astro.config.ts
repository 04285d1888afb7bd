import react from '@astrojs/react';
import { defineConfig } from 'astro/config';

export default defineConfig({
  // Canonical URLs, feeds and the sitemap need the address at which the site is served.
  site: process.env.SITE_URL ?? 'http://localhost:4321',
  // In development the images lie there; a build places them itself.
  publicDir: process.env.PUBLIC_DIR ?? './public',
  outDir: process.env.SITE_DIR ?? '../.data/site',
  // Nothing of the build lies outside the data folder.
  cacheDir: process.env.ASTRO_CACHE_DIR ?? '../.data/cache/astro',
  trailingSlash: 'always',
  integrations: [react()],
  // Several pages at once: while one is written, the next is rendered.
  build: { assets: 'assets', inlineStylesheets: 'never', concurrency: 8 },
  // Pages of the CMS's content never hold what a template indents.
  compressHTML: true,
  devToolbar: { enabled: false },
});
