import react from '@astrojs/react';
import type { AstroIntegration } from 'astro';
import { defineConfig } from 'astro/config';

/** Bundles the site as a program, see `src/program.ts`, which the publisher runs. */
const program: AstroIntegration = {
  name: 'site-program',
  hooks: {
    'astro:config:setup': ({ command, updateConfig }) => {
      // The bundle runs where no packages are installed.
      if (command === 'build') updateConfig({ vite: { ssr: { noExternal: true } } });
    },
    'astro:config:done': ({ setAdapter }) => {
      setAdapter({
        name: 'site-program',
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- only its other value is
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('src/program.ts', import.meta.url),
        supportedAstroFeatures: { serverOutput: 'stable', sharpImageService: 'stable' },
      });
    },
  },
};

export default defineConfig({
  // Canonical URLs, feeds and the sitemap need the address at which the site is served.
  site: process.env.SITE_URL ?? 'http://localhost:4321',
  // In development the images lie there; a build places them itself.
  publicDir: process.env.PUBLIC_DIR ?? './public',
  outDir: process.env.BUNDLE_DIR ?? '../.data/cache/bundle',
  // Nothing of the build lies outside the data folder.
  cacheDir: process.env.ASTRO_CACHE_DIR ?? '../.data/cache/astro',
  output: 'server',
  trailingSlash: 'always',
  adapter: program,
  integrations: [react()],
  build: { assets: 'assets', inlineStylesheets: 'never' },
  // Pages of the CMS's content never hold what a template indents.
  compressHTML: true,
  // What a page loads is a file of the site: the content policy has no data: addresses.
  vite: {
    build: { assetsInlineLimit: 0 },
    define: {
      'import.meta.env.COMMENTS_URL': JSON.stringify(
        process.env.COMMENTS_URL ?? 'http://localhost:1337/api/comments',
      ),
    },
  },
  devToolbar: { enabled: false },
});
