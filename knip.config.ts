import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  workspaces: {
    '.': {
      // Each command, what the commands start, and what tests and servers load first.
      entry: [
        'scripts/*.{ts,mjs}',
        'scripts/bench/{replica,build,render}-probe.ts',
        'scripts/{bench/peak,system/leash}.mjs',
        'scripts/test/*.ts',
      ],
      project: ['scripts/**/*.{ts,mjs}'],
    },
    cms: {
      // Strapi loads these by where they lie.
      entry: [
        'config/*.ts',
        'src/index.ts',
        'src/admin/app.tsx',
        'src/{middlewares,api/*/{routes,controllers,services}}/*.ts',
        'src/site-api/print-schema.ts',
        'src/comments/personal-data/command.ts',
        'test/**/*.ts',
      ],
      project: ['{config,src,test}/**/*.{ts,tsx}'],
      // Strapi loads its plugins, and what sends its e-mail, by name.
      ignoreDependencies: ['@strapi/plugin-graphql', '@strapi/provider-email-nodemailer'],
    },
    web: {
      entry: ['src/pages/**/*.{astro,ts}', 'src/program.ts', 'test/**/*.ts'],
      project: ['{src,test}/**/*.{astro,ts,tsx}'],
      // `npm test` runs it by its path.
      ignoreDependencies: ['@astrojs/check'],
    },
    'packages/*': { entry: ['test/**/*.ts'], project: ['{src,test}/**/*.ts'] },
    'packages/e2e': {
      entry: ['playwright.config.ts', 'system.ts', 'test/**/*.ts'],
      project: ['**/*.ts'],
    },
  },
  // Of the system: Debian's package manager, what a test needs of Linux, and what a bench compares with.
  ignoreBinaries: ['apt-get', 'mount', 'truncate', 'unshare', 'hugo', 'java'],
};

export default config;
