/** Renders a replica to static pages with Astro. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const webFolder = resolve(import.meta.dirname, '../../../web');

/** Astro could not render a page; the message holds what it said. */
export class RenderError extends Error {
  override name = 'RenderError';
}

export interface RenderOptions {
  replica: string;
  /** The folder to make. */
  site: string;
  cache: string;
  siteUrl: string;
}

/**
 * Runs `astro build` in a process of its own, which gives its memory back when it is done.
 * @throws RenderError
 */
export async function render({ replica, site, cache, siteUrl }: RenderOptions): Promise<void> {
  const astro = join(
    dirname(createRequire(join(webFolder, 'package.json')).resolve('astro/package.json')),
    'bin/astro.mjs',
  );
  // Most of what rendering allocates is dead at once: a roomy young generation collects it cheaply.
  const child = spawn(process.execPath, ['--max-semi-space-size=32', astro, 'build', '--silent'], {
    cwd: webFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      REPLICA_FILE: replica,
      SITE_DIR: site,
      SITE_URL: siteUrl,
      ASTRO_CACHE_DIR: join(cache, 'astro'),
      ASTRO_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
      // More threads for files than cores only get in each other's way.
      UV_THREADPOOL_SIZE: String(availableParallelism()),
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (code !== 0) throw new RenderError(`The pages could not be rendered.\n${output.trim()}`);
}
