/** A site as a poor connection brings it: each page a few words at a time. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const piece = 200;

/** Starts it on a free port of this machine; it ends with the block that began it. */
export async function startSlowly(site: string): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(({ url = '/' }, response) => {
    void bring(site + url, response);
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  return {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

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
