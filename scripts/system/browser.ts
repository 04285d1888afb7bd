/** Finds a Chromium for the end-to-end tests, and installs one where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { root } from './settings.ts';

const playwrightCli = join(root, 'node_modules/playwright/cli.js');
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/**
 * The system's Chromium, else Playwright's own, else, for root, Debian's package.
 * @returns the path of its executable.
 */
export function ensureChromium(): string {
  const found =
    onPath() ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined);
  if (found !== undefined) return found;
  const quiet = { stdio: 'ignore' } as const;
  spawnSync(process.execPath, [playwrightCli, 'install', 'chromium'], quiet);
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (process.getuid?.() === 0) {
    spawnSync('apt-get', ['update'], quiet);
    spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], quiet);
  }
  const installed = onPath();
  if (installed === undefined)
    throw new Error(
      'There is no Chromium, and none could be installed: install one, then try again.',
    );
  return installed;
}
