/** A site as a poor connection brings it: each page a few words at a time. */
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { serve, type Serving } from './serve.ts';

const piece = 200;

export const startSlowly = (site: string): Promise<Serving> =>
  serve('localhost', ({ url = '/' }, response) => {
    void bring(site + url, response);
  });

async function bring(from: string, to: ServerResponse): Promise<void> {
  const answer = await fetch(from);
  const type = answer.headers.get('content-type') ?? '';
  const bytes = Buffer.from(await answer.arrayBuffer());
  to.writeHead(answer.status, { 'content-type': type });
  if (type.startsWith('text/html'))
    for (let at = 0; at < bytes.length; at += piece) {
      to.write(bytes.subarray(at, at + piece));
      await pause(10);
    }
  else to.write(bytes);
  to.end();
}
