/** Serves a finished site on this machine. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { paths } from '@meridian/content';
import sirv from 'sirv';

/** Starts to serve the site in `folder`; whatever lies there at the time of a request is served. */
export async function serveSite(folder: string, port: number, host: string): Promise<Server> {
  const files = sirv(folder, { dev: true, etag: true });
  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    files(request, response, () => {
      notFound(folder, response);
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  return server;
}

function notFound(folder: string, response: ServerResponse): void {
  const page = join(folder, paths.notFound());
  response.statusCode = 404;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(existsSync(page) ? readFileSync(page) : 'There is no page at this address.');
}
