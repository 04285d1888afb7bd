import { expect, test } from 'playwright/test';
import { textOf } from '../editor.ts';
import { signIn } from '../sign-in.ts';

const cms = process.env.CMS ?? '';

test('a practitioner sees title, author, state and date of the posts, and no ids', async ({
  page,
}) => {
  await signIn(page);
  await page.goto(`${cms}/admin/content-manager/collection-types/api::post.post`);
  const headings = page.getByRole('row').first().getByRole('gridcell');
  await expect(headings).toHaveText(['', 'Title', 'Authors', 'Last change', /status/i]);
  const row = page.getByRole('row', { name: /Acupuncture for veterans/ });
  await expect(row).toContainText('Daniel Okafor');
  await expect(row).toContainText(/[A-Z][a-z]{2} \d{1,2}, \d{4}/);
});

test('a practitioner reads at the field what is wrong, and puts it right', async ({ page }) => {
  await signIn(page);
  await page.goto(`${cms}/admin/content-manager/collection-types/api::author.author/create`);
  await expect(page.getByText('Without title and letters, such as Mei-Lin Zhao.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ines Abara');
  await page.getByRole('textbox', { name: 'Booking page' }).fill('www.abara.example');
  await page.getByRole('button', { name: 'Save' }).click();
  const message = page.getByText(
    'This must be a web address that starts with https:// or http://.',
  );
  await expect(message.first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Booking page' })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await page.getByRole('textbox', { name: 'Booking page' }).fill('https://www.abara.example');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved document')).toBeVisible();
});

test('a practitioner writes a post, and nothing typed is lost when a save is refused', async ({
  page,
}) => {
  await signIn(page);
  await page.goto(`${cms}/admin/content-manager/collection-types/api::post.post/create`);
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  const slug = page.getByRole('textbox', { name: 'Slug' });
  const summary = page.getByRole('textbox', { name: 'Summary' });
  const save = page.getByRole('button', { name: 'Save' });
  await title.first().fill('Can acupuncture help with jet lag?');
  await summary.fill('Perhaps a little. Light and regular meals do more for most travelers.');
  await textOf(page).click();
  await page.keyboard.type('Light comes first.');
  await save.click();
  await expect(page.getByText('Saved document')).toBeVisible();
  await expect(slug).toHaveValue('can-acupuncture-help-with-jet-lag');
  await expect(textOf(page)).toHaveText('Light comes first.');

  await slug.fill('Bad Slug!');
  await summary.fill(
    'A new summary that must not be lost, whatever the server says about the slug.',
  );
  await save.click();
  await expect(page.getByText(/A slug holds small letters/).first()).toBeVisible();
  await expect(slug).toHaveValue('Bad Slug!');
  await expect(summary).toHaveValue(/^A new summary that must not be lost/);
  await slug.fill('jet-lag');
  await save.click();
  await expect(page.getByText(/A slug holds small letters/)).toHaveCount(0);
  await page.reload();
  await expect(slug).toHaveValue('jet-lag');
  await expect(summary).toHaveValue(/^A new summary that must not be lost/);
});
