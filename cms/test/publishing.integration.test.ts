/** The publisher reports to the CMS, and the admin asks it. */
import { signedHeaders, type SiteStatus } from '@meridian/content';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type AdminClient, signIn } from '../../scripts/test/admin-client.ts';

const cms = inject('cms');
let admin: AdminClient;

beforeAll(async () => {
  admin = await signIn(cms);
});

const status: SiteStatus = {
  state: 'failed',
  failure: { message: 'The disk is full.', since: '2026-01-01T00:00:00Z', isForceable: false },
  cursor: 'epoch.0',
  releases: [],
  problems: [],
  now: new Date().toISOString(),
};

async function report(data: object, secret = cms.webhookSecret): Promise<number> {
  const body = JSON.stringify({ type: 'site.status', data });
  const headers = signedHeaders([secret], { id: 'msg_test', at: new Date(), body });
  const url = `${cms.url}/api/publishing/status`;
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

const ask = async (path: string, token = true) =>
  token
    ? (await admin.call('GET', `/publishing/${path}`)).body.data
    : (await fetch(`${cms.url}/publishing/${path}`)).status;

describe('the report of a publisher', () => {
  it('is shown to those who are signed in, and to nobody else', async () => {
    expect(await report(status)).toBe(204);
    expect(await ask('site')).toMatchObject({
      status: { failure: { message: 'The disk is full.' } },
      targets: [{ name: 'Site', kind: 'publisher' }],
    });
    expect(await ask('site', false)).toBe(401);
    const topics = await admin.call('GET', '/content-manager/collection-types/api::topic.topic');
    const [topic] = (topics.body as unknown as { results: { documentId: string }[] }).results;
    const path = `entries/api::topic.topic/${topic?.documentId ?? ''}`;
    expect(await ask(path)).toMatchObject({ url: expect.stringMatching(/\/topics\//) as string });
    expect(await ask(path, false)).toBe(401);
  });

  it('is refused when it is not signed, or not a report', async () => {
    const wrong = `whsec_${Buffer.from('wrong').toString('base64')}`;
    expect(await report(status, wrong)).toBe(401);
    expect(await report({ ...status, state: 'glorious' })).toBe(401);
    const unsigned = await fetch(`${cms.url}/api/publishing/status`, {
      method: 'POST',
      body: '{}',
    });
    expect(unsigned.status).toBe(401);
  });
});

describe('a command to the publisher', () => {
  it('is for those who may give it, and says when nobody hears it', async () => {
    for (const command of ['resume', 'force', 'rollback/1'])
      expect((await fetch(`${cms.url}/publishing/${command}`, { method: 'POST' })).status).toBe(
        401,
      );
    const answer = await admin.call('POST', '/publishing/rollback/1');
    expect(answer.status).toBe(400);
    expect(answer.body.error?.message).toMatch(/publisher does not answer/);
  });

  it('shows no secret of a target', async () => {
    const shown = JSON.stringify(await ask('site'));
    expect(shown).not.toContain(cms.webhookSecret);
    expect(shown).not.toContain('whsec_');
  });
});
