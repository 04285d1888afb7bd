/** What the editor asks of the server, asked of a real one. */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type AdminClient, signIn } from '../../scripts/test/admin-client.ts';

const cms = inject('cms');
let admin: AdminClient;

beforeAll(async () => {
  admin = await signIn(cms);
});

describe('an image from another site', () => {
  it.each([
    ['this machine', 'http://127.0.0.1/', /127\.0\.0\.1 is an address within a private network/],
    ['a private network', 'http://10.0.0.1/i.png', /within a private network/],
    ['the data of a cloud', 'http://169.254.169.254/latest/', /within a private network/],
    [
      'this machine by name',
      `http://localhost:${new URL(cms.url).port}/i.png`,
      /within a private network/,
    ],
    ['another scheme', 'file:///etc/passwd', /is no address of the web/],
    ['no address', 'nowhere', /This address does not give the image/],
  ])('is not fetched from %s', async (_name, url, message) => {
    const answer = await admin.call('POST', '/article/images', { url });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.message).toMatch(message);
  });

  it('is fetched for nobody who is not signed in', async () => {
    const answer = await fetch(`${cms.url}/article/images`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'https://a.example/' }),
    });
    expect(answer.status).toBe(401);
  });
});

describe('a reference', () => {
  it('is read from its text', async () => {
    const text = 'Abara I. A made-up trial. J Made Up 2024;1(2):3-4.';
    const { body } = await admin.call('POST', '/article/references', { text });
    expect(body.data).toMatchObject({ reference: { authors: 'Abara I', year: 2024 } });
  });

  it.each([
    ['words that are none', 'About needles', /no DOI, no PubMed number and no reference/],
    ['nothing', '', /Send “text”/],
    ['a whole book', 'x'.repeat(6_000), /at most 5,000 characters/],
  ])('is asked for again: %s', async (_name, text, message) => {
    const answer = await admin.call('POST', '/article/references', { text });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.message).toMatch(message);
  });
});
