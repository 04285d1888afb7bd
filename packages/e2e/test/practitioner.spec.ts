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
  const headings = page.getByRole('columnheader');
  await expect(headings.filter({ hasText: 'Title' })).toBeVisible();
  for (const name of ['Authors', 'Date of publication', 'Status'])
    await expect(headings.filter({ hasText: name })).toBeVisible();
  await expect(headings.filter({ hasText: /^id$/i })).toHaveCount(0);
  await expect(
    page.getByRole('gridcell', { name: 'Acupuncture for veterans: how it fits with VA care' }),
  ).toBeVisible();
});

test('a practitioner reads at the field what is wrong, and puts it right', async ({ page }) => {
  await signIn(page);
  await page.goto(`${cms}/admin/content-manager/collection-types/api::clinic.clinic/create`);
  await expect(page.getByText('As on the sign at the door.')).toBeVisible();
  await page.getByRole('textbox', { name: /^Name/ }).fill('Elm Street Acupuncture');
  await page.getByRole('textbox', { name: /^Time zone/ }).fill('Boston');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(
    page.getByText('This is not a time zone. Write it as region and city', { exact: false }),
  ).toBeVisible();
  await page.getByRole('textbox', { name: /^Time zone/ }).fill('America/New_York');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This is not a time zone.', { exact: false })).toBeHidden();
});
