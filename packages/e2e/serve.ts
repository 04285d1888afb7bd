/** Servers of the tests' own. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server at an address; it ends with the block that began it. */
export type Serving = { url: string } & AsyncDisposable;

/** Starts a server on a free port of this machine, under one of the machine's own names. */
export async function serve(host: string, answer: RequestListener): Promise<Serving> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return {
    url: `http://${host}:${String((server.address() as AddressInfo).port)}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
