/** Makes the site's program: `web`, bundled by Astro, which renders any page of a replica. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const webFolder = resolve(import.meta.dirname, '../../../web');

/** The site could not be made from its sources, or a page from the content. */
export class RenderError extends Error {
  override name = 'RenderError';
}

/**
 * Runs `astro build` in a process of its own, which gives its memory back when it is done.
 * @returns the folder with the program and the files that its pages load.
 * @throws RenderError
 */
export async function bundleSite(cache: string, siteUrl: string): Promise<string> {
  const bundle = join(cache, 'bundle');
  const astro = join(
    dirname(createRequire(join(webFolder, 'package.json')).resolve('astro/package.json')),
    'bin/astro.mjs',
  );
  const child = spawn(process.execPath, [astro, 'build', '--silent'], {
    cwd: webFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      BUNDLE_DIR: bundle,
      SITE_URL: siteUrl,
      ASTRO_CACHE_DIR: join(cache, 'astro'),
      ASTRO_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (code !== 0) throw new RenderError(`The site could not be bundled.\n${output.trim()}`);
  return bundle;
}
