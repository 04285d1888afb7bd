/** From Publish in the admin to the page that a visitor reads, and back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import type { AdminClient } from '../../../scripts/test/admin-client.ts';
import { adminClient, signIn } from '../sign-in.ts';

const cms = process.env.CMS ?? '';
const site = process.env.SITE ?? '';

let admin: AdminClient;
let post: string;
let cover: { id: number };

test.beforeAll(async () => {
  admin = adminClient();
  const image = readFileSync(join(import.meta.dirname, '../../../cms/favicon.png'));
  cover = await admin.upload(new Uint8Array(image));
  const authors = await admin.call('GET', '/content-manager/collection-types/api::author.author');
  const [author] = (authors.body as unknown as { results: { documentId: string }[] }).results;
  const { body } = await admin.create('post', {
    title: 'Does weather change joint pain?',
    slug: 'weather-and-joint-pain',
    summary: 'Perhaps a little, and less than most people expect from their own experience.',
    body: {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Keep a diary first.' }] }],
    },
    authors: [author?.documentId],
    cover: { file: cover.id, alt: 'The mark of the journal' },
  });
  post = body.data?.documentId ?? '';
});

test.afterAll(async () => {
  await admin.remove('post', post);
});

const panel = (page: Page) => page.getByRole('status', { name: 'On the site' });
const visit = async () => {
  const response = await fetch(`${site}/posts/weather-and-joint-pain/`);
  return { status: response.status, text: await response.text() };
};

test('a practitioner publishes, sees that it is live, and reads it on the site', async ({
  page,
}) => {
  await signIn(page);
  await page.goto(`${cms}/admin/content-manager/collection-types/api::post.post/${post}`);
  await expect(page.getByText('Not on the site')).toBeVisible();
  expect((await visit()).status).toBe(404);

  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText(/Live · \d+\.\d s after Publish/)).toBeVisible();
  expect((await visit()).text).toContain('Keep a diary first.');

  const summary = page.getByRole('textbox', { name: 'Summary' });
  await summary.fill(
    'A newer answer: mostly not, and where it does, a warm room helps for a while.',
  );
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect.poll(async () => (await visit()).text).toContain('A newer answer: mostly not');
  await expect(page.getByText(/Live · \d+\.\d s after Publish/)).toBeVisible();
  const changed = page.getByText('/posts/weather-and-joint-pain/');
  // The panel is new once more when another status comes in, and closed then.
  await expect(async () => {
    if (!(await changed.isVisible())) await page.getByText(/Pages that showed the change/).click();
    await expect(changed).toBeVisible({ timeout: 2_000 });
  }).toPass();

  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'View', exact: true }).click(),
  ]);
  await expect(opened.getByRole('heading', { level: 1 })).toHaveText(
    'Does weather change joint pain?',
  );
});

test('what breaks a published post is said beside it, and the old page stays up', async ({
  page,
}) => {
  await signIn(page);
  await page.goto(`${cms}/admin/content-manager/collection-types/api::post.post/${post}`);
  await expect(page.getByText(/^Live/)).toBeVisible();
  await admin.call('DELETE', `/upload/files/${String(cover.id)}`);
  await expect(panel(page)).toContainText('Failed', { timeout: 40_000 });
  await expect(panel(page)).toContainText('no longer in the media library: choose another');
  await expect(panel(page)).toContainText('What was live before stays live.');
  const { status, text } = await visit();
  expect(status).toBe(200);
  expect(text).toContain('Keep a diary first.');
  expect(text).toContain('/images/');
});

test('what only machines read goes live, though no page shows it', async () => {
  const saved = await admin.call('PUT', '/content-manager/single-types/api::site.site', {
    securityContact: 'security@journal.example',
    securityExpires: '2030-01-01',
  });
  expect(saved.status).toBe(200);
  const address = `${site}/.well-known/security.txt`;
  await expect.poll(async () => (await fetch(address)).status, { timeout: 30_000 }).toBe(200);
  expect(await (await fetch(address)).text()).toBe(
    [
      'Contact: mailto:security@journal.example',
      'Expires: 2030-01-01T23:59:59Z',
      'Preferred-Languages: en',
      `Canonical: ${address}`,
      '',
    ].join('\n'),
  );
});

test('an editor takes the site back to an earlier release, and lets it go on', async ({ page }) => {
  await signIn(page);
  await expect(page.getByText('Up to date')).toBeVisible();
  const before = (await visit()).text;
  await page
    .getByRole('button', { name: /^Go back to/ })
    .first()
    .click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Go back to/ })
    .click();
  await expect(page.getByText(/^Held at release/)).toBeVisible();
  expect((await visit()).text).not.toBe(before);

  // A moderator must not believe that a comment is gone from a site that stays as it is.
  const moderation = await page.context().newPage();
  await moderation.goto(`${cms}/admin/comments`);
  const notice = moderation.getByText(/^The site is held at release \d+: what you decide is kept/);
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(notice).toHaveCount(0);
  await moderation.close();
  await expect(page.getByText('Up to date')).toBeVisible();
  await expect.poll(async () => (await visit()).text).toBe(before);
});
