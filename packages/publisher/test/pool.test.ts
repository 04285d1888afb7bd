import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RenderPool } from '../src/render/pool.ts';

let folder: string;
let pool: RenderPool | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-render-'));
});

afterEach(async () => {
  await pool?.close();
  rmSync(folder, { recursive: true });
});

/** A pool with a site's program of these few lines. */
function startWith(program: string): RenderPool {
  mkdirSync(join(folder, 'server'), { recursive: true });
  writeFileSync(
    join(folder, 'server/entry.mjs'),
    `const html = (text) => '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main>' + text + '</main></body></html>';
     const page = (text) => ({ body: Buffer.from(html(text)), reads: { fields: [['Post a', 1]], lists: [] } });
     ${program}`,
  );
  pool = new RenderPool({ bundle: folder, secrets: ['very-secret'] }, 'the replica');
  return pool;
}

const render = (program: string, ...paths: string[]) =>
  startWith(program).render(
    join(folder, 'tree'),
    paths.map((path) => ({ path })),
  );
const written = (file: string) => readFileSync(join(folder, 'tree', file), 'utf8');

describe('rendering', () => {
  it('writes each page once, and tells what it read', async () => {
    const paths = [
      '/',
      '/404.html',
      ...Array.from({ length: 250 }, (_, i) => `/posts/${String(i)}/`),
    ];
    const { rendered, problems } = await render(
      `export const renderPage = async (path) => page(path + ' from ' + process.env.REPLICA_FILE);`,
      ...paths,
    );
    expect(problems).toEqual([]);
    expect(rendered.map(({ path }) => path).sort()).toEqual(paths.sort());
    expect(rendered[0]?.reads).toBe('{"fields":[["Post a",1]],"lists":[]}');
    expect(globSync('**/*.html', { cwd: join(folder, 'tree') })).toHaveLength(252);
    expect(written('index.html')).toContain('/ from the replica');
    expect(written('404.html')).toContain('/404.html from the replica');
    expect(written('posts/7.html')).toContain('/posts/7/ from the replica');
  });

  it('writes a page in the place of another, whose other names keep what they are', async () => {
    const program = `export const renderPage = async () => page('version ' + crypto.randomUUID());`;
    await render(program, '/');
    const before = written('index.html');
    const again = await pool?.render(join(folder, 'tree'), [{ path: '/', hash: 'another' }]);
    expect(again?.rendered[0]?.isNew).toBe(true);
    expect(written('index.html')).not.toBe(before);
  });

  it('leaves a page alone that is as it was', async () => {
    const { rendered } = await render(`export const renderPage = async () => page('same');`, '/');
    rmSync(join(folder, 'tree/index.html'));
    const again = await pool?.render(join(folder, 'tree'), [
      { path: '/', hash: rendered[0]?.hash },
    ]);
    expect(again?.rendered[0]?.isNew).toBe(false);
    expect(globSync('**/*.html', { cwd: join(folder, 'tree') })).toEqual([]);
  });

  it('names each page that fails, and renders the others', async () => {
    const { rendered, problems } = await render(
      `export const renderPage = async (path) => {
         if (path === '/broken/') throw new Error('There is no such clinic.');
         return page(path);
       };`,
      '/',
      '/broken/',
      '/fine/',
    );
    expect(rendered.map(({ path }) => path).sort()).toEqual(['/', '/fine/']);
    expect(problems).toEqual([
      { path: '/broken/', message: expect.stringContaining('There is no such clinic.') as string },
    ]);
  });

  it('names a page that cannot be looked through, and renders the others', async () => {
    const { rendered, problems } = await render(
      `export const renderPage = async (path) => page(path === '/odd/' ? '<a href="#%">x</a>' : path);`,
      '/odd/',
      '/fine/',
    );
    expect(rendered.map(({ path }) => path)).toEqual(['/fine/']);
    expect(problems.map(({ path }) => path)).toEqual(['/odd/']);
  });

  it.each([
    ['an element that is not closed', '<p>one<div>two</div>', /<p> is not closed/],
    ['an id twice', '<i id="a"></i><b id="a"></b>', /Two elements have the id “a”/],
    ['an anchor that is not there', '<a href="#nowhere">x</a>', /leads to #nowhere/],
    ['an image without words', '<img src="/x.png">', /\/x\.png has no alternative text/],
    [
      'structured data that is cut off',
      '<script type="application/ld+json">{"a":</script>',
      /structured data is not JSON/,
    ],
    ['a secret', '<p>very-secret</p>', /holds a secret/],
  ])('finds %s', async (_, text, message) => {
    const { problems } = await render(
      `export const renderPage = async () => page(${JSON.stringify(text)});`,
      '/',
    );
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
  });

  it('tells where a page leads to within the site', async () => {
    const { rendered } = await render(
      `export const renderPage = async () => page('<a href="/about/">a</a><a href="https://x.example/">b</a><img alt="" src="/i.png" srcset="/i-2.png 2w, /i-3.png 3w">');`,
      '/',
    );
    expect(rendered[0]?.links).toEqual(['/about/', '/i.png', '/i-2.png', '/i-3.png']);
  });

  it('says why the program cannot be loaded, and goes on when it can', async () => {
    const broken = startWith(`throw new Error('The replica is gone.');`);
    await expect(broken.render(folder, [{ path: '/' }])).rejects.toThrow('The replica is gone.');
    writeFileSync(
      join(folder, 'server/entry.mjs'),
      `export const renderPage = async () => ({ body: Buffer.from(''), reads: { fields: [], lists: [] } });`,
    );
    expect((await broken.render(folder, [{ path: '/x.txt' }])).rendered).toHaveLength(1);
  });
});
