/** Moderators in the admin, and the page after what they do. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';
import { newUser } from '../../../scripts/test/admin-client.ts';
import { adminClient, giveNameAndPassword, signIn } from '../sign-in.ts';

const cms = process.env.CMS ?? '';
const site = process.env.SITE ?? '';

async function open(page: Page): Promise<void> {
  await signIn(page);
  await page.goto(`${cms}/admin/comments`);
  await expect(page.getByRole('heading', { name: 'Comments' })).toBeVisible();
}

async function postNamed(slug: string): Promise<string | undefined> {
  const path = `/content-manager/collection-types/api::post.post?filters[slug]=${slug}`;
  const { body } = await adminClient().call('GET', path);
  return (body as unknown as { results: { documentId: string }[] }).results[0]?.documentId;
}

const tab = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name} \\(`) });
const card = (page: Page, name: string) => page.getByRole('article', { name });

test('a moderator reads, approves by keyboard, undoes it, and answers; the page follows', async ({
  page,
}) => {
  await open(page);
  await expect(tab(page, 'Waiting')).toHaveAttribute('aria-pressed', 'true');
  await expect(card(page, 'Walter')).toContainText('blood thinner');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const first = page.getByRole('article').first();
  await expect(first).toBeFocused();
  const name = (await first.getByRole('checkbox').getAttribute('aria-label')) ?? '';
  await page.keyboard.press('r');
  await expect(page.getByText('1 comment rejected.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name })).toHaveCount(0);
  await page.keyboard.press('u');
  await expect(page.getByText('Undone.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name })).toBeVisible();

  await card(page, 'Walter').getByRole('button', { name: 'Approve and answer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Answer Walter' });
  await dialog.getByRole('combobox', { name: 'Who answers' }).click();
  await page.getByRole('option', { name: 'Mei-Lin Zhao' }).click();
  const answer = dialog.getByRole('textbox', { name: 'Answer' });
  await answer.fill('We talked about it at your last visit.');
  await expect(dialog.getByRole('alert')).toContainText('“your last visit”');
  await dialog.getByRole('button', { name: 'A personal question' }).click();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Send the answer' }).click();
  await expect(page.getByText('The answer is on its way to the page.')).toBeVisible();

  const reader = await page.context().newPage();
  await expect(async () => {
    await reader.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
    const shown = reader
      .locator('.practitioner')
      .filter({ hasText: 'speak about anybody’s health' });
    await expect(shown).toContainText('Practitioner', { timeout: 500 });
    await expect(shown.locator('img, picture')).not.toHaveCount(0, { timeout: 500 });
  }).toPass();

  await page.getByText('Who did what').click();
  await expect(page.getByText(/wrote an answer/)).toBeVisible();
  await expect(page.getByText(/approved the comment of Walter/)).toBeVisible();
});

test('a key is about the comment that has the focus, whatever comes above it', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('article').first()).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByText('Go to a comment first')).toBeVisible();
  await page.keyboard.press('j');
  const focused = page.locator('article:focus');
  const read = (await focused.getByRole('checkbox').getAttribute('aria-label')) ?? '';
  const { body } = await adminClient().create('comment', {
    state: 'pending',
    name: 'Newcomer',
    body: 'Nobody has read this yet.',
    submittedAt: new Date().toISOString(),
    post: { connect: [{ documentId: await postNamed('does-acupuncture-help-low-back-pain') }] },
  });
  await expect(card(page, 'Newcomer')).toBeVisible({ timeout: 30_000 });
  await expect(focused.getByRole('checkbox', { name: read })).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByText('1 comment rejected.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: read })).toHaveCount(0);
  await expect(card(page, 'Newcomer')).toBeVisible();
  // Whoever goes on finds the focus at the one in its place.
  await expect(focused).toHaveCount(1);
  await page.keyboard.press('u');
  await expect(page.getByRole('checkbox', { name: read })).toBeVisible();
  await adminClient().remove('comment', body.data?.documentId ?? '');
});

test('the keys can be turned off, for who speaks instead of typing', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Keyboard' }).click();
  const choice = page.getByRole('checkbox', { name: 'Use these keys' });
  await choice.click();
  await expect(choice).not.toBeChecked();
  await page.reload();
  await expect(page.getByRole('article').first()).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.locator('article:focus')).toHaveCount(0);
});

test('an answer is kept when its dialog closes by a slip, and forgotten when it is given up', async ({
  page,
}) => {
  await open(page);
  const dialog = page.getByRole('dialog', { name: 'Answer Dolores' });
  const answer = dialog.getByRole('textbox', { name: 'Answer' });
  const begin = () =>
    card(page, 'Dolores').getByRole('button', { name: 'Approve and answer' }).click();
  await begin();
  await answer.fill('A good question, to which we will come back.');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await begin();
  await expect(answer).toHaveValue('A good question, to which we will come back.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await begin();
  await expect(answer).toHaveValue('');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('several are decided at once', async ({ page }) => {
  await open(page);
  await tab(page, 'Spam').click();
  await expect(card(page, 'Growth Team')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Choose the comment of Growth Team' }).click();
  await page.getByRole('checkbox', { name: 'Choose the comment of Brenda Sleepwell' }).click();
  await page
    .getByRole('group', { name: 'With 2 comments' })
    .getByRole('button', { name: 'Reject' })
    .click();
  await expect(page.getByText('2 comments rejected.')).toBeVisible();
  await expect(card(page, 'Growth Team')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card(page, 'Growth Team')).toBeVisible();
});

test('of two moderators the second is told what the first has done', async ({ page, browser }) => {
  await open(page);
  const other = await (await browser.newContext()).newPage();
  await open(other);
  await expect(card(other, 'Kofi')).toBeVisible();
  await card(page, 'Kofi').getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('1 comment rejected.')).toBeVisible();
  await card(other, 'Kofi').getByRole('button', { name: 'Spam' }).click();
  await expect(other.getByText(/One was rejected in the meantime by /)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card(page, 'Kofi')).toBeVisible();
  await other.context().close();
});

test('the start page says how many are waiting', async ({ page }) => {
  await signIn(page);
  await expect(page.getByText(/comments are waiting/)).toBeVisible();
  await page.getByRole('link', { name: 'Read them' }).click();
  await expect(page.getByRole('heading', { name: 'Comments' })).toBeVisible();
});

test('axe finds nothing on the page, nor in the form of an answer', async ({ page }) => {
  await open(page);
  await expect(card(page, 'Dolores')).toBeVisible();
  const look = async () => {
    const { violations } = await new AxeBuilder({ page })
      .include('main')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  };
  expect(await look()).toEqual([]);
  await card(page, 'Dolores').getByRole('button', { name: 'Approve and answer' }).click();
  await page.getByRole('textbox', { name: 'Answer' }).fill('Thank you for your visit.');
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('a comment is read among those around it', async ({ page }) => {
  await open(page);
  await tab(page, 'Approved').click();
  const root = card(page, 'Marisol T.');
  await root.getByRole('button', { name: 'Show the thread' }).click();
  const thread = root.getByRole('list', { name: 'The thread' });
  await expect(thread.getByText('This comment')).toBeVisible();
  expect(await thread.getByRole('listitem').count()).toBeGreaterThan(1);
  await root.getByRole('button', { name: 'Hide the thread' }).click();
  await expect(thread).toHaveCount(0);
});

test('a moderator turns e-mail about waiting comments off and on', async ({ page }) => {
  await open(page);
  const choice = page.getByRole('checkbox', {
    name: 'Tell me by e-mail when comments are waiting',
  });
  await expect(choice).toBeChecked();
  await choice.click();
  await expect(choice).not.toBeChecked();
  await page.reload();
  await expect(choice).not.toBeChecked();
  await choice.click();
  await expect(choice).toBeChecked();
});

test('a commenter’s data is looked up, given out, and erased; the page follows', async ({
  page,
}) => {
  const email = 'erase.me@mailbox.example';
  const post = await postNamed('does-acupuncture-help-low-back-pain');
  await adminClient().create('comment', {
    state: 'approved',
    name: 'Erasmus',
    email,
    body: 'Please forget that I wrote this one day.',
    submittedAt: '2026-11-01T10:00:00Z',
    post: { connect: [{ documentId: post }] },
  });
  const reader = await page.context().newPage();
  const untilShown = (count: number) =>
    expect(async () => {
      await reader.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
      await expect(reader.getByText('Please forget that I wrote')).toHaveCount(count, {
        timeout: 500,
      });
    }).toPass();
  await untilShown(1);

  await open(page);
  await page.getByText('A commenter’s data').click();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('Erase.Me@mailbox.example');
  await page.getByRole('button', { name: 'Look up' }).click();
  await expect(page.getByText('1 comment of Erase.Me@mailbox.example: 1 approved.')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download all that is kept' }).click();
  const file = await (await downloading).path();
  expect(readFileSync(file, 'utf8')).toContain('Please forget that I wrote this one day.');
  await page.getByRole('button', { name: 'Erase all of it …' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText(/^One comment is erased, with name, address and text/)).toBeVisible();
  await untilShown(0);
});

test('a practitioner has an account chosen for them, and moderates their own clinic', async ({
  page,
  browser,
}) => {
  const admin = adminClient();
  const { id, email, password } = await newUser({ url: cms }, admin, 'Rosalind', [
    'admin::comments.moderate-own',
  ]);
  const { body } = await admin.call(
    'GET',
    '/content-manager/collection-types/api::author.author?_q=Mei-Lin',
  );
  const [author] = (body as unknown as { results: { documentId: string }[] }).results;
  await signIn(page);
  await page.goto(
    `${cms}/admin/content-manager/collection-types/api::author.author/${author?.documentId ?? ''}`,
  );
  await page.getByRole('combobox', { name: 'Account' }).click();
  await page.getByRole('option', { name: email }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved document')).toBeVisible();

  const own = await (await browser.newContext()).newPage();
  await own.goto(`${cms}/admin`);
  await giveNameAndPassword(own, email, password);
  await own.getByRole('link', { name: 'Comments' }).click();
  await expect(own.getByRole('heading', { name: 'Comments' })).toBeVisible();
  await tab(own, 'Approved').click();
  const shown = own.getByRole('article').first();
  await expect(shown).toBeVisible();
  // What is theirs alone to give away is not offered.
  await expect(own.getByText('A commenter’s data')).toHaveCount(0);
  await own.getByRole('combobox', { name: 'Clinic' }).click();
  const clinics = await own.getByRole('option').allTextContents();
  expect(clinics.length).toBeLessThan(4);
  await own.keyboard.press('Escape');
  await own.context().close();
  await admin.update('author', author?.documentId ?? '', { account: { disconnect: [{ id }] } });
});
