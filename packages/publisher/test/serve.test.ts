/** The static server, asked by friends and others. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldersIn } from '../src/folders.ts';
import { serveSite } from '../src/server/serve.ts';
import { Compressor } from '../src/warm/compressor.ts';

let folder: string;
let server: Server;
let port: number;

function write(file: string, content: string): void {
  const path = join(folder, 'site', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function switchTo(tree: string): void {
  const { live } = foldersIn(folder);
  rmSync(live, { force: true });
  symlinkSync(join('trees', tree), live);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-serve-'));
  write('trees/a/index.html', 'home');
  write('trees/a/posts/one.html', 'post one');
  write('trees/a/404.html', 'no such page');
  write('trees/a/feed.xml', '<rss/>');
  write('trees/a/assets/site.abc.css', 'body{}');
  write('trees/a/images/x-480.avif', '0123456789');
  write('trees/a/.env', 'SECRET=1');
  write('trees/a/.well-known/security.txt', 'Contact: mailto:a@journal.example');
  write('trees/a/.well-known/.env', 'SECRET=1');
  write(
    'trees/a/_redirects',
    '/old/ /posts/one/ 301\n/away/ https://other.example/ä 302\n/next/ https://other.example/?next=%2Fvisit%20us 302\n/odd/ /100%/ 302\n/caf%C3%A9/ /posts/one/ 301\n',
  );
  write('ledger.db', 'private');
  switchTo('a');
  server = await serveSite({
    folders: foldersIn(folder),
    port: 0,
    host: '127.0.0.1',
    connectTo: ['https://cms.example'],
    hstsSeconds: 60,
  });
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Asks for a path as it is, which `fetch` would put in order first. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((done, failed) => {
    const asked = request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => {
        done({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asked.on('error', failed);
    asked.end();
  });
}

describe('the server', () => {
  it.each([
    ['/', 'home', 'text/html; charset=utf-8'],
    ['/posts/one/', 'post one', 'text/html; charset=utf-8'],
    ['/posts/one/?from=mail', 'post one', 'text/html; charset=utf-8'],
    ['/feed.xml', '<rss/>', 'application/xml'],
    ['/.well-known/security.txt', 'Contact: mailto:a@journal.example', 'text/plain; charset=utf-8'],
    ['/assets/site.abc.css', 'body{}', 'text/css; charset=utf-8'],
    ['/images/x-480.avif', '0123456789', 'image/avif'],
  ])('gives %s with its type', async (path, text, type) => {
    const answer = await get(path);
    expect(answer).toMatchObject({ status: 200, text });
    expect(answer.headers['content-type']).toContain(type);
  });

  it('lets files whose names change be kept, and has pages asked for', async () => {
    expect((await get('/assets/site.abc.css')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    const page = await get('/posts/one/');
    expect(page.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    const again = await get('/posts/one/', { 'if-none-match': String(page.headers.etag) });
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  describe('compresses what it was made ready for', () => {
    const words = 'Needles are thinner than people think. '.repeat(50);
    const bytes = (path: string, accept: string) =>
      fetch(`http://127.0.0.1:${String(port)}${path}`, { headers: { 'accept-encoding': accept } });

    beforeEach(async () => {
      write('trees/a/posts/long.html', words);
      await new Compressor(foldersIn(folder)).work(() => false);
    });

    it.each([
      ['br, gzip, deflate', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
      ['GZIP', 'gzip'],
      ['identity', undefined],
      ['', undefined],
    ])('as the browser takes it: %s', async (accept, encoding) => {
      const answer = await get('/posts/long/', accept === '' ? {} : { 'accept-encoding': accept });
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(answer.headers.vary).toBe('Accept-Encoding');
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      const whole = await bytes('/posts/long/', accept);
      expect(await whole.text()).toBe(words);
    });

    it('a tenth of the bytes, and none when they are there already', async () => {
      const answer = await get('/posts/long/', { 'accept-encoding': 'br' });
      expect(Number(answer.headers['content-length'])).toBeLessThan(words.length / 10);
      const again = await get('/posts/long/', {
        'accept-encoding': 'br',
        'if-none-match': String(answer.headers.etag),
      });
      expect(again).toMatchObject({ status: 304, text: '' });
    });

    it('and never the copy of another version', async () => {
      rmSync(join(folder, 'site/trees/a/posts/long.html'));
      write('trees/a/posts/long.html', words.replace('thinner', 'shorter'));
      const answer = await get('/posts/long/', { 'accept-encoding': 'br' });
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.text).toContain('shorter');
    });

    it('unless it fits into one packet', async () => {
      const answer = await get('/posts/one/', { 'accept-encoding': 'br' });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-encoding']).toBeUndefined();
    });

    it('images aside, and forgets the copies of what is gone', async () => {
      expect(
        (await get('/images/x-480.avif', { 'accept-encoding': 'br' })).headers['content-encoding'],
      ).toBeUndefined();
      const { copies } = foldersIn(folder);
      const before = readdirSync(copies).length;
      rmSync(join(folder, 'site/trees/a/posts/long.html'));
      await new Compressor(foldersIn(folder)).work(() => false);
      expect(readdirSync(copies)).toHaveLength(before - 2);
    });
  });

  it('gives parts of a file', async () => {
    expect(await get('/images/x-480.avif', { range: 'bytes=2-4' })).toMatchObject({
      status: 206,
      text: '234',
    });
    expect(await get('/images/x-480.avif', { range: 'bytes=-2' })).toMatchObject({ text: '89' });
    expect((await get('/images/x-480.avif', { range: 'bytes=99-' })).status).toBe(416);
  });

  it('answers HEAD without a body, and nothing but reading', async () => {
    expect(await get('/', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await get('/', {}, method);
      expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  });

  it('leads on from old addresses, and to the slash at the end', async () => {
    for (const path of ['/old/', '/old']) {
      const { status, headers } = await get(path);
      expect([status, headers.location]).toEqual([301, '/posts/one/']);
    }
    expect((await get('/away/')).headers.location).toBe('https://other.example/%C3%A4');
    const kept = 'https://other.example/?next=%2Fvisit%20us';
    expect((await get('/next/')).headers.location).toBe(kept);
    expect((await get('/odd/')).headers.location).toBe('/100%/');
    expect((await get('/caf%C3%A9/')).headers.location).toBe('/posts/one/');
    expect((await get('/posts/one')).headers.location).toBe('/posts/one/');
    expect((await get('/posts/one?q=sore%20knee')).headers.location).toBe(
      '/posts/one/?q=sore%20knee',
    );
  });

  it('lets no browser keep a redirect, which may be turned round', async () => {
    for (const path of ['/old/', '/posts/one'])
      expect((await get(path)).headers['cache-control']).toBe('public, max-age=0, must-revalidate');
  });

  it('shows the page of the site for what is not there', async () => {
    for (const path of [
      '/nothing/',
      '/posts/',
      '/posts/one/index',
      '/posts/one.html',
      '/index.html',
      '/index/',
      '/404/',
      '/_redirects',
      `/${'x'.repeat(5_000)}/`,
    ]) {
      const answer = await get(path, { range: 'bytes=0-1', 'if-none-match': '*' });
      expect(answer).toMatchObject({ status: 404, text: 'no such page' });
      expect(answer.headers['content-type']).toContain('text/html');
    }
  });

  it.each([
    '/.env',
    '/.well-known/.env',
    '/.well-known/../.env',
    '/.well-known/%2e%2e/.env',
    '/%2eenv',
    '/../ledger.db',
    '/../../ledger.db',
    '/..%2f..%2fledger.db',
    '/%2e%2e/%2e%2e/ledger.db',
    '/assets/..%2f..%2f..%2fledger.db',
    '/..%5c..%5cledger.db',
    '//etc/passwd',
    '/assets/%00',
    '/%',
    '/%c0%ae%c0%ae/ledger.db',
    '/images/../../../ledger.db',
  ])('gives nothing away at %s', async (path) => {
    const { status, text } = await get(path);
    expect([400, 404]).toContain(status);
    expect(text).not.toMatch(/private|SECRET|root:/);
  });

  it('tells browsers what pages may do', async () => {
    for (const path of ['/', '/nothing/']) {
      const { headers } = await get(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'self' https://cms.example");
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'strict-transport-security': 'max-age=60',
      });
    }
  });

  it('serves the next release from its first moment, and files of the last ones still', async () => {
    write('trees/b/index.html', 'home of b');
    write('trees/b/404.html', 'no such page');
    write('trees/b/_redirects', '/old/ /elsewhere/ 302\n');
    write('releases/7/assets/site.abc.css', 'body{color:red}');
    write('releases/7/posts/one.html', 'old post');
    write('releases/7/search/words/abc.bin', 'words');
    write('releases/7/search/index.json', '{}');
    switchTo('b');
    expect((await get('/')).text).toBe('home of b');
    expect((await get('/old/')).headers.location).toBe('/elsewhere/');
    expect((await get('/assets/site.abc.css')).text).toBe('body{color:red}');
    expect((await get('/search/words/abc.bin')).text).toBe('words');
    expect((await get('/posts/one/')).status).toBe(404);
    expect((await get('/search/index.json')).status).toBe(404);
  });

  it('says that there is no site while there is none', async () => {
    rmSync(foldersIn(folder).live);
    expect((await get('/')).status).toBe(503);
    switchTo('a');
    expect((await get('/')).status).toBe(200);
  });
});
