import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/dist/**', 'packages/e2e/**'];

export default defineConfig({
  test: {
    // Two cores that others may share: a slow run is no failure.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{cms,web,scripts,packages/*}/test/**/*.test.ts'],
          exclude: [...exclude, '**/*.integration.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{cms,web,scripts,packages/*}/test/**/*.integration.test.ts'],
          exclude,
          globalSetup: 'scripts/test/running-cms.ts',
          // All of them use one CMS.
          fileParallelism: false,
        },
      },
    ],
  },
});
