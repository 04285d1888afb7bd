import { type BrowserContext, expect, type Page } from 'playwright/test';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** What a browser knows once it is signed in: Strapi lets nobody sign in often in a short time. */
let known: State | undefined;

/** Opens the start page of the admin, signed in as its administrator. */
export async function signIn(page: Page): Promise<void> {
  if (known) await takeOver(page, known);
  await page.goto(`${process.env.CMS ?? ''}/admin`);
  if (!known) {
    await page.getByRole('textbox', { name: 'Email' }).fill(process.env.ADMIN_EMAIL ?? '');
    await page.getByLabel(/^Password/).fill(process.env.ADMIN_PASSWORD ?? '');
    await page.getByRole('button', { name: 'Login' }).click();
  }
  await expect(page.getByRole('link', { name: 'Content Manager' })).toBeVisible();
  known = await page.context().storageState();
}

async function takeOver(page: Page, { cookies, origins }: State): Promise<void> {
  await page.context().addCookies(cookies);
  const entries = origins.flatMap(({ localStorage }) => localStorage);
  await page.addInitScript((items) => {
    for (const { name, value } of items) localStorage.setItem(name, value);
  }, entries);
}
