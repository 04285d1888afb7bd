import { defineConfig } from 'playwright/test';

const executablePath = process.env.CHROMIUM;

export default defineConfig({
  testDir: 'test',
  outputDir: '../../.data/e2e',
  globalSetup: './system.ts',
  // One system serves all journeys; on two cores more would only be slower.
  workers: 1,
  // A shared machine may take three times as long as a calm one.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  use: {
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
