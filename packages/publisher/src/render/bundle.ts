/** Makes the site's program: `web`, bundled by Astro, which renders any page of a replica. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The site could not be made from its sources, or a page from the content. */
export class RenderError extends Error {
  override name = 'RenderError';
}

/** What pages name. */
export interface Addresses {
  /** Where visitors find the site. */
  siteUrl: string;
  /** Where the form of a comment goes. */
  commentsUrl: string;
}

/** The site as a program, and the version of it: other sources, or another address, have another. */
export interface Bundle {
  folder: string;
  version: string;
}

/**
 * Makes the program, unless it was made from these very sources before. Runs `astro build` in a
 * process of its own, which gives its memory back when it is done.
 * @returns the folder with the program and the files that its pages load.
 * @throws RenderError
 */
export async function bundleSite(cache: string, addresses: Addresses): Promise<Bundle> {
  const version = hashOfFiles(root, sources, JSON.stringify(addresses));
  const folder = join(cache, 'bundle');
  const stamp = join(folder, 'version');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return { folder, version };
  await rm(folder, { recursive: true, force: true });
  await build(folder, cache, addresses);
  await writeFile(stamp, version);
  return { folder, version };
}

const root = resolve(import.meta.dirname, '../../../..');
const webFolder = join(root, 'web');
const sources = [
  'web/src/**/*',
  'web/src/pages/.well-known/*',
  'web/*.{ts,json}',
  'packages/{article,comments,content,search}/src/**/*',
  'pnpm-lock.yaml',
];

/** A digest of the names and contents of all files that match, and of `more`. */
export function hashOfFiles(folder: string, patterns: readonly string[], more = ''): string {
  const hash = createHash('sha256').update(more);
  for (const file of globSync(patterns, { cwd: folder }).sort()) {
    const path = join(folder, file);
    if (statSync(path).isFile()) hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex');
}

async function build(
  folder: string,
  cache: string,
  { siteUrl, commentsUrl }: Addresses,
): Promise<void> {
  const astro = join(
    dirname(createRequire(join(webFolder, 'package.json')).resolve('astro/package.json')),
    'bin/astro.mjs',
  );
  const child = spawn(process.execPath, [astro, 'build', '--silent'], {
    cwd: webFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      BUNDLE_DIR: folder,
      SITE_URL: siteUrl,
      COMMENTS_URL: commentsUrl,
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
}
