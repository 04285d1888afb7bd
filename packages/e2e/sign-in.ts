/** Who is signed in. It happens once, before all journeys: Strapi lets nobody sign in often. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type BrowserContext, chromium, expect, type Page } from 'playwright/test';
import { type AdminClient, adminWith, tokenFor } from '../../scripts/test/admin-client.ts';
import config from './playwright.config.ts';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/**
 * Signs in, in a browser and for the API.
 * @param file keeps what a browser then knows.
 */
export async function signInOnce(file: string): Promise<void> {
  const {
    CMS: url = '',
    ADMIN_EMAIL: adminEmail = '',
    ADMIN_PASSWORD: adminPassword = '',
  } = process.env;
  process.env.ADMIN_TOKEN = await tokenFor({ url, adminEmail, adminPassword });
  const browser = await chromium.launch(config.use?.launchOptions);
  const page = await browser.newPage();
  await page.goto(`${url}/admin`);
  await giveNameAndPassword(page, adminEmail, adminPassword);
  writeFileSync(file, JSON.stringify(await page.context().storageState()), { mode: 0o600 });
  process.env.SIGNED_IN = file;
  await browser.close();
}

/** Fills in the form that asks who one is. */
export async function giveNameAndPassword(
  page: Page,
  email: string,
  password: string,
): Promise<void> {
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Login' }).click();
  await expect(page.getByRole('link', { name: 'Content Manager' })).toBeVisible();
}

/** The admin's API, for what a journey needs to begin with. */
export const adminClient = (): AdminClient =>
  adminWith(process.env.CMS ?? '', process.env.ADMIN_TOKEN ?? '');

/** Opens the start page of the admin, signed in as its administrator. */
export async function signIn(page: Page): Promise<void> {
  const { cookies, origins } = JSON.parse(
    readFileSync(process.env.SIGNED_IN ?? '', 'utf8'),
  ) as State;
  await page.context().addCookies(cookies);
  const entries = origins.flatMap(({ localStorage }) => localStorage);
  await page.addInitScript((items) => {
    for (const { name, value } of items)
      if (localStorage.getItem(name) === null) localStorage.setItem(name, value);
  }, entries);
  await page.goto(`${process.env.CMS ?? ''}/admin`);
  await expect(page.getByRole('link', { name: 'Content Manager' })).toBeVisible();
}
