/**
 * Serves the live site on this machine. Each request is answered from one tree, whichever is live
 * when it comes. It is there for `npm start`; other web servers get the folder of `release/deploy.ts`.
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { paths } from '@meridian/content';
import send from 'send';
import { fileOf, isThere } from '../addresses.ts';
import type { Folders } from '../folders.ts';
import { redirectsFile } from '../redirects.ts';
import { isFile } from '../release/trees.ts';
import { copyFor, textTypeOf } from './encodings.ts';
import { cachingOf, type HeaderOptions, isImmutable, openToOthers, setHeaders } from './headers.ts';
import { Redirects } from './redirects.ts';

/** Of addresses that are paths alone. */
const nowhere = 'http://site.invalid';

export interface ServeOptions extends HeaderOptions {
  folders: Pick<Folders, 'live' | 'releases' | 'copies'>;
  port: number;
  host: string;
}

export async function serveSite(options: ServeOptions): Promise<Server> {
  const redirects = new Redirects();
  const server = createServer((request, response) => {
    setHeaders(response, options);
    try {
      answer(options, redirects, request, response);
    } catch (error) {
      // There is no site yet, or the disk fails: the visitor may try again.
      fail(response, 503, `The site cannot be read: ${String(error)}`);
    }
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(options.port, options.host, listening);
  });
  return server;
}

function answer(
  { folders }: ServeOptions,
  redirects: Redirects,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    fail(response, 405, 'This site is for reading.');
    return;
  }
  const path = pathOf(request.url ?? '/');
  if (path === undefined) {
    fail(response, 400, 'There is no such address.');
    return;
  }
  const tree = realpathSync(folders.live);
  const name = fileOf(path);
  if (isThere(tree, path) && name !== redirectsFile) {
    sendFile(request, response, { root: tree, path, copies: folders.copies });
    return;
  }
  if (!path.endsWith('/') && isThere(tree, `${path}/`)) {
    const { pathname, search } = new URL(request.url ?? '/', nowhere);
    redirect(response, { to: `${pathname}/${search}`, status: 301 });
    return;
  }
  const redirection = redirects.of(tree, path);
  if (redirection) {
    redirect(response, redirection);
    return;
  }
  const earlier = isImmutable(path) ? releaseWith(folders.releases, name) : undefined;
  if (earlier !== undefined)
    sendFile(request, response, { root: earlier, path, copies: folders.copies });
  else notFound(response, tree);
}

/** The path of an address; undefined for one that names no file of a site, or hides one. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url, nowhere).pathname);
    // Encoded slashes and dots come out here: no part may be hidden, empty or lead upwards.
    const shown = path.replace(/^\/\.well-known\//, '/');
    const isPlain = !/[\0\\]/.test(shown) && !/\/(?:\.|\/)/.test(shown);
    return isPlain ? path : undefined;
  } catch {
    // Neither an address nor UTF-8.
    return undefined;
  }
}

/** A page that was read a moment ago may still ask for what a release has replaced since. */
function releaseWith(releases: string, name: string): string | undefined {
  try {
    const numbers = readdirSync(releases)
      .map(Number)
      .sort((a, b) => b - a);
    const found = numbers.find((number) => isFile(join(releases, String(number), name)));
    return found === undefined ? undefined : join(releases, String(found));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { root, path, copies }: { root: string; path: string; copies: string },
): void {
  response.setHeader('Cache-Control', cachingOf(path));
  if (isImmutable(path)) openToOthers(response);
  const name = fileOf(path);
  const type = textTypeOf(name);
  const accepted = request.headers['accept-encoding'] ?? '';
  const copy = type === undefined ? undefined : copyFor(accepted, copies, join(root, name));
  if (type !== undefined) {
    response.setHeader('Content-Type', type);
    response.setHeader('Vary', 'Accept-Encoding');
  }
  if (copy) response.setHeader('Content-Encoding', copy.encoding);
  const [folder, file] = copy ? [copies, basename(copy.path)] : [root, name];
  send(request, encodeURI(file), {
    root: folder,
    index: false,
    cacheControl: false,
    // What is hidden was turned away before.
    dotfiles: 'allow',
  })
    .on('error', (error: NodeJS.ErrnoException & { status?: number }) => {
      fail(response, error.status ?? 500, 'This cannot be sent.');
    })
    .pipe(response);
}

function redirect(response: ServerResponse, { to, status }: { to: string; status: number }): void {
  // A browser that kept it for good would not follow a page that is renamed back.
  response.setHeader('Cache-Control', cachingOf(to));
  response.writeHead(status, { location: inAscii(to) }).end();
}

/** An address, or a path, as a header can have it; what is encoded in it stays as it is. */
function inAscii(address: string): string {
  const url = new URL(address, nowhere);
  return url.origin === nowhere ? url.pathname + url.search + url.hash : url.href;
}

function notFound(response: ServerResponse, tree: string): void {
  const page = join(tree, fileOf(paths.notFound()));
  if (!isFile(page)) {
    fail(response, 404, 'There is no page at this address.');
    return;
  }
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
  response.writeHead(404, headers).end(readFileSync(page));
}

function fail(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const header of ['Cache-Control', 'Content-Encoding']) response.removeHeader(header);
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
