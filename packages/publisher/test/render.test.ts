import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { render } from '../src/render.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-render-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Renders with a site's program of these few lines. */
async function renderWith(program: string): Promise<{ site: string; progress: number[][] }> {
  mkdirSync(join(folder, 'bundle/server'), { recursive: true });
  mkdirSync(join(folder, 'bundle/client/assets'), { recursive: true });
  writeFileSync(join(folder, 'bundle/client/assets/site.css'), 'body{}');
  writeFileSync(join(folder, 'bundle/server/entry.mjs'), program);
  const site = join(folder, 'site');
  const progress: number[][] = [];
  await render({
    bundle: join(folder, 'bundle'),
    replica: 'the replica',
    site,
    onProgress: (done, total) => progress.push([done, total]),
  });
  return { site, progress };
}

describe('rendering', () => {
  it('writes each page once, and the files that pages load', async () => {
    const { site, progress } = await renderWith(`
      export const pagePaths = () => ['/', '/404.html', ...Array.from({ length: 250 }, (_, i) => '/posts/' + i + '/')];
      export const renderPage = async (path) => path + ' from ' + process.env.REPLICA_FILE;
    `);
    expect(globSync('**/*.html', { cwd: site })).toHaveLength(252);
    expect(readFileSync(join(site, 'index.html'), 'utf8')).toBe('/ from the replica');
    expect(readFileSync(join(site, '404.html'), 'utf8')).toBe('/404.html from the replica');
    expect(readFileSync(join(site, 'posts/7/index.html'), 'utf8')).toBe(
      '/posts/7/ from the replica',
    );
    expect(readFileSync(join(site, 'assets/site.css'), 'utf8')).toBe('body{}');
    expect(progress.at(-1)).toEqual([252, 252]);
  });

  it('stops at a page that fails, and names it', async () => {
    await expect(
      renderWith(`
        export const pagePaths = () => ['/', '/broken/'];
        export const renderPage = async (path) => {
          if (path === '/broken/') throw new Error('There is no such clinic.');
          return path;
        };
      `),
    ).rejects.toThrow(/The page \/broken\/ could not be rendered\.[^]*There is no such clinic\./);
  });

  it('fails when the program itself cannot be loaded', async () => {
    await expect(renderWith(`throw new Error('The replica is gone.');`)).rejects.toThrow(
      'The replica is gone.',
    );
  });
});
