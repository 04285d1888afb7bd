import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{cms,web,scripts,packages/*}/**/*.test.ts'],
          exclude: [
            '**/node_modules/**',
            '**/dist/**',
            '**/*.integration.test.ts',
            'packages/e2e/**',
          ],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
