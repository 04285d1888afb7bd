/** Webhooks against real receivers, good and bad. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import knexFactory, { type Knex } from 'knex';
import { readMessage } from '@meridian/content';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isInternal, postSafely } from '../src/network/safe-request';
import { isGivenUp, type SenderOptions, stateAfter, WebhookSender } from '../src/webhooks/sender';
import { type TargetState, WebhookStore } from '../src/webhooks/store';
import { readTargets } from '../src/webhooks/targets';

const secret = `whsec_${Buffer.from('a secret of some length').toString('base64')}`;
const older = `whsec_${Buffer.from('the secret before that').toString('base64')}`;

interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let database: Knex;
let store: WebhookStore;
const servers: Server[] = [];
const senders: WebhookSender[] = [];

beforeEach(async () => {
  database = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  await database.raw('CREATE TABLE meridian_counter (number BIGINT)');
  await database('meridian_counter').insert({ number: 0 });
  store = new WebhookStore(database);
  await store.prepare();
});

afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await database.destroy();
});

/** A receiver that answers with these statuses, one after the other, the last one for good. */
async function receiver(...statuses: number[]): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      const status = statuses[Math.min(received.length, statuses.length) - 1] ?? 200;
      response
        .writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {})
        .end('x');
    });
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${String(port)}/hook`, received };
}

const publisherAt = (url: string, secrets = [secret]) => [
  { kind: 'publisher', name: 'Site', url, secrets },
];

const options = (targets: object[], leads: () => boolean): SenderOptions => ({
  targets: readTargets(JSON.stringify(targets)),
  store,
  leader: { leads: () => Promise.resolve(leads()), resign: () => Promise.resolve() },
  privateHosts: ['127.0.0.1'],
  warn: () => undefined,
});

function startSender(targets: object[], leads: () => boolean = () => true): WebhookSender {
  const sender = new WebhookSender(options(targets, leads));
  senders.push(sender);
  sender.start();
  return sender;
}

const until = (condition: () => boolean | Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 30_000 });

const change = () => database('meridian_counter').increment('number');
const pendingState: TargetState = {
  target: 'Site',
  told: 0,
  pending: null,
  failures: 0,
  failingSince: null,
  nextAt: 0,
  disabled: null,
};

describe('the sender', () => {
  it('tells of a change in a message that its receiver can trust', async () => {
    const { url, received } = await receiver();
    await change();
    startSender(publisherAt(url));
    await until(() => received.length === 1);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(readMessage([secret], headers, body).message).toEqual({ type: 'content.changed' });
    expect(() => readMessage([older], headers, body)).toThrow(/not signed with the secret/);
    await until(async () => (await store.state('Site')).told === 1);
    expect(await store.deliveries(9)).toMatchObject([
      { target: 'Site', status: 200, note: 'arrived' },
    ]);
  });

  it('signs with all secrets, so that one side can change its own first', async () => {
    const { url, received } = await receiver();
    await change();
    startSender(publisherAt(url, [secret, older]));
    await until(() => received.length === 1);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    for (const known of [secret, older])
      expect(readMessage([known], headers, body).message.type).toBe('content.changed');
  });

  it('tells of a burst in few messages', async () => {
    const { url, received } = await receiver();
    const sender = startSender(publisherAt(url));
    for (let number = 0; number < 200; number += 1) {
      await change();
      sender.nudge();
    }
    await until(async () => (await store.state('Site')).told === 200);
    expect(received.length).toBeLessThan(100);
  });

  it('tries again with the same id until it arrives', async () => {
    const { url, received } = await receiver(500, 503, 200);
    await change();
    startSender(publisherAt(url));
    await until(() => received.length === 3);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await until(async () => (await store.state('Site')).told === 1);
  });

  it('tells of a later change under another id, which no receiver takes for a repetition', async () => {
    const { url, received } = await receiver(500, 200);
    await change();
    startSender(publisherAt(url));
    await until(() => received.length === 1);
    await change();
    await until(async () => (await store.state('Site')).told === 2);
    const ids = received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
  });

  it('tries what did not arrive at once after a restart', async () => {
    const { url, received } = await receiver();
    await change();
    await store.save({
      ...pendingState,
      failures: 9,
      failingSince: 1,
      pending: 'msg_1_old',
      nextAt: Date.now() + 3_600_000,
    });
    startSender(publisherAt(url));
    await until(() => received.length === 1);
    expect(received[0]?.headers['webhook-id']).toBe('msg_1_old');
  });

  it('leaves a receiver alone that answers that it is gone, until somebody sends again', async () => {
    const { url, received } = await receiver(410, 200);
    await change();
    const sender = startSender(publisherAt(url));
    await until(async () => (await store.state('Site')).disabled !== null);
    await change();
    sender.nudge();
    await sender.sendAgain('Site');
    expect(received).toHaveLength(2);
    expect(await store.state('Site')).toMatchObject({ disabled: null, told: 2 });
  });

  it('says in words why nobody answers', async () => {
    const closed = createServer();
    await new Promise<void>((listening) => closed.listen(0, '127.0.0.1', listening));
    const address = closed.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await new Promise((ended) => closed.close(ended));
    await change();
    const sender = startSender(publisherAt(`http://127.0.0.1:${String(port)}/webhook`));
    await until(async () => (await sender.undelivered()) !== undefined);
    expect(await sender.undelivered()).toBe('Nothing listens at its address.');
  });

  it('goes on with an address that was forbidden once it is allowed, after a restart', async () => {
    const { url, received } = await receiver();
    await change();
    const forbidding = new WebhookSender({
      ...options(publisherAt(url), () => true),
      privateHosts: [],
    });
    forbidding.start();
    await until(async () => (await forbidding.undelivered()) !== undefined);
    expect(await forbidding.undelivered()).toMatch(/add its host to WEBHOOK_PRIVATE_HOSTS/);
    await forbidding.stop();
    startSender(publisherAt(url));
    await until(() => received.length === 1);
  });

  it('follows no redirect', async () => {
    const { url, received } = await receiver(302);
    await change();
    startSender(publisherAt(url));
    await until(async () => (await store.deliveries(1)).length === 1);
    expect(received).toHaveLength(1);
    expect((await store.deliveries(1))[0]?.note).toMatch(/redirect, which is not followed/);
  });

  it('sends nothing while another process does', async () => {
    const { url, received } = await receiver();
    let leads = false;
    await change();
    const sender = startSender(publisherAt(url), () => leads);
    sender.nudge();
    await store.lastChange();
    expect(received).toHaveLength(0);
    leads = true;
    await until(() => received.length === 1);
  });

  it('takes an answer that was lost for what it is', async () => {
    const { url } = await receiver(409);
    await change();
    startSender(publisherAt(url));
    await until(async () => (await store.state('Site')).told === 1);
  });
});

describe('after a failure', () => {
  const failed = { hasArrived: false, isFinal: false, note: 'status 500' };
  const attempt = { message: 'msg_1', changed: 7, now: 1_000_000 };

  it('pauses grow, with some chance in them, up to an hour', () => {
    const pauseAfter = (failures: number, random: number) =>
      stateAfter({ ...pendingState, failures, failingSince: 1 }, failed, attempt, () => random)
        .nextAt - attempt.now;
    expect([0, 1, 2, 3].map((failures) => pauseAfter(failures, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000,
    ]);
    expect(pauseAfter(3, 0)).toBe(4_000);
    expect(pauseAfter(40, 1)).toBe(3_600_000);
  });

  it('three days are enough; the next change begins anew', () => {
    const failingSince = attempt.now - 3 * 24 * 3_600_000;
    const state = { ...pendingState, failures: 80, failingSince, pending: 'msg_1' };
    const after = stateAfter(state, failed, attempt);
    expect(after).toMatchObject({ told: 7, failures: 81, nextAt: 0, pending: null });
    expect(isGivenUp(after)).toBe(true);
    const next = stateAfter(after, failed, { ...attempt, changed: 8 });
    expect(next).toMatchObject({ told: 7, failures: 1, failingSince: attempt.now });
    expect(isGivenUp(next)).toBe(false);
  });
});

describe('targets', () => {
  const event = { id: 'msg_1', at: new Date('2026-01-01T00:00:00Z') };
  const requestOf = (target: object) => readTargets(JSON.stringify([target]))[0]?.request(event);

  it('of GitHub start a workflow', () => {
    expect(
      requestOf({ kind: 'github', name: 'CI', repository: 'acme/site', token: 't0ken' }),
    ).toMatchObject({
      url: 'https://api.github.com/repos/acme/site/dispatches',
      headers: { authorization: 'Bearer t0ken' },
      body: '{"event_type":"content-changed","client_payload":{"id":"msg_1"}}',
    });
  });

  it('of GitLab start a pipeline', () => {
    expect(
      requestOf({ kind: 'gitlab', name: 'CI', project: 'acme/site', token: 't0ken' }),
    ).toMatchObject({
      url: 'https://gitlab.com/api/v4/projects/acme%2Fsite/trigger/pipeline',
      body: 'token=t0ken&ref=main&variables%5BMERIDIAN_EVENT%5D=msg_1',
    });
  });

  it('of a build hook get an empty message', () => {
    const url = 'https://api.netlify.com/build_hooks/abc';
    expect(requestOf({ kind: 'build-hook', name: 'Netlify', url })).toMatchObject({
      url,
      body: '{}',
    });
  });

  it('show where they send without what is secret', () => {
    const [target] = readTargets(
      '[{"kind":"build-hook","name":"x","url":"https://api.vercel.com/v1/hooks/s3cret"}]',
    );
    expect(target?.address).toBe('https://api.vercel.com');
  });

  it.each([
    ['{', /is not JSON/],
    ['[{"kind":"pigeon","name":"x"}]', /not right at 0\.kind/],
    ['[{"kind":"publisher","name":"x","url":"x","secrets":["a"]}]', /0\.url: This must be a web/],
    [
      '[{"kind":"signed","name":"x","url":"https://a.example","secrets":["correct horse battery"]}]',
      /0\.secrets\.0: A secret is Base64/,
    ],
    [
      '[{"kind":"build-hook","name":"x","url":"https://a.example"},{"kind":"build-hook","name":"x","url":"https://b.example"}]',
      /two targets named "x"/,
    ],
  ])('that are not right stop the start: %s', (setting, message) => {
    expect(() => readTargets(setting)).toThrow(message);
  });
});

describe('a safe request', () => {
  const request = (url: string) => ({ url, headers: {}, body: '{}' });

  it.each([
    'http://127.0.0.1/',
    'http://10.1.2.3/',
    'http://172.20.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[fd00::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://localhost/',
  ])('does not go to %s', async (url) => {
    await expect(postSafely(request(url), [])).rejects.toThrow(/within a private network/);
  });

  it('goes to a private host that is named', async () => {
    const { url } = await receiver(204);
    expect(await postSafely(request(url), ['127.0.0.1'])).toMatchObject({ status: 204 });
  });

  it('knows public addresses from private ones', () => {
    for (const address of ['8.8.8.8', '172.15.0.1', '2606:4700::1111'])
      expect(isInternal(address)).toBe(false);
  });
});
