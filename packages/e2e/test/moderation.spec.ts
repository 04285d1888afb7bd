/** Moderators in the admin, and the page after what they do. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from 'playwright/test';
import { signIn } from '../sign-in.ts';

const cms = process.env.CMS ?? '';
const site = process.env.SITE ?? '';

async function open(page: Page): Promise<void> {
  await signIn(page);
  await page.goto(`${cms}/admin/comments`);
  await expect(page.getByRole('heading', { name: 'Comments' })).toBeVisible();
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
