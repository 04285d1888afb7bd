/** The client against a server that behaves badly. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createCmsClient } from '../src/index.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
}

const page = JSON.stringify({
  data: { changes: { entries: [], gone: [], cursor: 'ab.0', fromStart: true, more: false } },
});

function answering(...answers: [status: number, body: string][]) {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(request.headers.authorization ?? '');
    const [status, body] = answers[asked.length - 1] ?? [200, page];
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
  return { asked, listener };
}

const pauses = [1, 1, 1];

describe('the client of the CMS', () => {
  it('sends its token and gives the page', async () => {
    const { asked, listener } = answering();
    const client = createCmsClient({ url: await serve(listener), token: 'abc', pauses });
    expect(await client.changes(undefined, 10)).toEqual({
      entries: [],
      gone: [],
      cursor: 'ab.0',
      fromStart: true,
      more: false,
    });
    expect(asked).toEqual(['Bearer abc']);
  });

  it('tries again when the server fails, and then succeeds', async () => {
    const { asked, listener } = answering([500, '{}'], [503, 'busy']);
    const client = createCmsClient({ url: await serve(listener), token: 'x', pauses });
    expect((await client.changes(undefined, 10)).more).toBe(false);
    expect(asked).toHaveLength(3);
  });

  it('gives up when the server keeps failing', async () => {
    const { asked, listener } = answering(
      ...Array.from({ length: 9 }, (): [number, string] => [500, '{}']),
    );
    const client = createCmsClient({ url: await serve(listener), token: 'x', pauses });
    await expect(client.changes(undefined, 10)).rejects.toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('fails with status 500') as string,
    });
    expect(asked).toHaveLength(4);
  });

  it.each([401, 403])('does not repeat what is refused with status %i', async (status) => {
    const { asked, listener } = answering([status, '{"error":{}}']);
    const client = createCmsClient({ url: await serve(listener), token: 'x', pauses });
    await expect(client.changes(undefined, 10)).rejects.toMatchObject({ reason: 'unauthorised' });
    expect(asked).toHaveLength(1);
  });

  it('does not wait for ever', async () => {
    const url = await serve(() => {});
    const client = createCmsClient({ url, token: 'x', timeout: 50, pauses: [1] });
    await expect(client.changes(undefined, 10)).rejects.toThrow(/took too long/);
  });

  it('says that the CMS cannot be reached', async () => {
    const client = createCmsClient({ url: 'http://127.0.0.1:9', token: 'x', pauses: [] });
    await expect(client.changes(undefined, 10)).rejects.toThrow(/does not answer.*CMS_URL/);
  });

  it.each([
    [400, '{"errors":[{"message":"Cannot query field"}]}', 'Cannot query field'],
    [200, '<!doctype html>', 'not what was asked for'],
    [200, '{"data"', 'not what was asked for'],
    [200, '{}', 'not what was asked for'],
    [200, '{"data":null}', 'not what was asked for'],
    [200, '{"data":{"changes":null}}', 'not what was asked for'],
    [200, '{"data":{"changes":{"entries":[],"gone":[],"more":false}}}', 'not what was asked for'],
  ])('says that it does not understand an answer (%i %s)', async (status, body, detail) => {
    const { listener } = answering([status, body]);
    const client = createCmsClient({ url: await serve(listener), token: 'x', pauses });
    await expect(client.changes(undefined, 10)).rejects.toMatchObject({
      reason: 'invalid answer',
      message: expect.stringContaining(detail) as string,
    });
  });

  it('does not carry its token to where a redirect leads', async () => {
    const { asked, listener } = answering();
    const elsewhere = await serve(listener);
    const url = await serve((_request, response) => {
      response.writeHead(307, { location: `${elsewhere}/graphql` }).end();
    });
    const client = createCmsClient({ url, token: 'x', pauses: [] });
    await expect(client.changes(undefined, 10)).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});
