/** What the warm publisher believes of what it is told. */
import type { Server } from 'node:http';
import { signedHeaders, type WebhookMessage } from '@meridian/content';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEndpoint } from '../src/warm/endpoint.ts';

const keyOf = (text: string) => `whsec_${Buffer.from(text).toString('base64')}`;
const [secret, older, wrong] = [keyOf('secret'), keyOf('older'), keyOf('wrong')];

let server: Server;
let url: string;
let heard: WebhookMessage[];

beforeEach(async () => {
  heard = [];
  const ids = new Set<string>();
  server = await openEndpoint({
    port: 0,
    host: '127.0.0.1',
    secrets: [secret, older],
    isRepeated: (id) => ids.size === ids.add(id).size,
    onMessage: (message) => {
      heard.push(message);
      return Promise.resolve({ accepted: true });
    },
    status: () => ({ state: 'idle' }),
  });
  const address = server.address();
  url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

interface Letter {
  id?: string;
  at?: Date;
  secrets?: string[];
  body?: string;
  tamper?: (body: string) => string;
}

async function send({
  id = `msg_${String(Math.random())}`,
  at = new Date(),
  secrets = [secret],
  body = '{"type":"content.changed","timestamp":"2026-01-01T00:00:00Z","data":{}}',
  tamper = (same) => same,
}: Letter = {}): Promise<{ status: number; error: string }> {
  const headers = signedHeaders(secrets, { id, at, body });
  const response = await fetch(`${url}/webhook`, { method: 'POST', headers, body: tamper(body) });
  const { error = '' } = (await response.json()) as { error?: string };
  return { status: response.status, error };
}

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('a message', () => {
  it('is heard when it is signed', async () => {
    expect((await send()).status).toBe(200);
    expect(heard).toEqual([{ type: 'content.changed' }]);
  });

  it('is heard when it is signed with the secret before, or with both', async () => {
    expect((await send({ secrets: [older] })).status).toBe(200);
    expect((await send({ secrets: [wrong, secret] })).status).toBe(200);
  });

  it.each<[string, Letter, RegExp]>([
    ['is forged', { secrets: [wrong] }, /not signed with the secret/],
    [
      'was changed on the way',
      { tamper: (body) => body.replace('changed', 'ruined') },
      /not signed/,
    ],
    ['is stale', { at: minutes(-6) }, /more than five minutes off.*clocks/],
    ['comes from the future', { at: minutes(10) }, /more than five minutes off/],
    ['is not JSON', { body: 'hello' }, /JSON/],
    ['is of an unknown kind', { body: '{"type":"site.delete"}' }, /of a kind that is not known/],
    [
      'goes back to no release',
      { body: '{"type":"release.rollback","data":{"number":"1; rm"}}' },
      /of a kind that is not known/,
    ],
  ])('is refused when it %s', async (_, letter, reason) => {
    const { status, error } = await send(letter);
    expect(status).toBe(401);
    expect(error).toMatch(reason);
    expect(heard).toEqual([]);
  });

  it('is refused without any signature', async () => {
    const response = await fetch(`${url}/webhook`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
  });

  it('is heard once, however often it is sent', async () => {
    const at = new Date();
    expect((await send({ id: 'msg_1', at })).status).toBe(200);
    expect((await send({ id: 'msg_1', at })).status).toBe(409);
    expect(heard).toHaveLength(1);
  });

  it('is heard in any order', async () => {
    await send({ id: 'msg_2', at: minutes(1) });
    await send({ id: 'msg_1', at: minutes(-1) });
    expect(heard).toHaveLength(2);
  });

  it('is refused when it is too long, without being read', async () => {
    const { status } = await send({ body: JSON.stringify({ type: 'x'.repeat(100_000) }) });
    expect(status).toBe(413);
  });
});

describe('the endpoint', () => {
  it('tells how it stands, and knows nothing else', async () => {
    expect(await (await fetch(`${url}/status`)).json()).toEqual({ state: 'idle' });
    for (const path of ['/', '/webhook', '/../ledger.db'])
      expect((await fetch(`${url}${path}`)).status).toBe(404);
  });
});
