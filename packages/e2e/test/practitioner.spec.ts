import { expect, type Page, test } from 'playwright/test';

const cms = process.env.CMS ?? '';

async function signIn(page: Page): Promise<void> {
  await page.goto(`${cms}/admin`);
  await page.getByRole('textbox', { name: 'Email' }).fill(process.env.ADMIN_EMAIL ?? '');
  await page.getByLabel(/^Password/).fill(process.env.ADMIN_PASSWORD ?? '');
  await page.getByRole('button', { name: 'Login' }).click();
  await expect(page.getByRole('link', { name: 'Content Manager' })).toBeVisible();
}

test('a practitioner sees title, author, state and date of the posts, and no ids', async ({
  page,
}) => {
  await signIn(page);
  await page.goto(`${cms}/admin/content-manager/collection-types/api::post.post`);
  const headings = page.getByRole('row').first().getByRole('gridcell');
  await expect(headings).toHaveText(['', 'Title', 'Authors', 'Date of publication', /status/i]);
  const newest = page.getByRole('row').nth(1);
  await expect(newest).toContainText('Acupuncture for veterans: how it fits with VA care');
  await expect(newest).toContainText('Daniel Okafor');
  await expect(newest).toContainText('November 3, 2026');
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
