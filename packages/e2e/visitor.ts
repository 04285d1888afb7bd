/** A visitor of the demonstration's site, to whose browser nothing strange may happen. */
import { test as base, expect } from 'playwright/test';

export const site = process.env.SITE ?? '';
export const post = `${site}/posts/is-acupuncture-safe/`;

/** Each comes from an address of its own: the CMS lets nobody comment often. */
let visitors = 0;
const addressOf = () => `2001:db8:${String(process.pid)}:${String((visitors += 1))}::1`;

export const test = base.extend({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what is needed.
  extraHTTPHeaders: async ({}, use) => {
    await use({ 'X-Forwarded-For': addressOf() });
  },
  page: async ({ page, context }, use) => {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`The console says: ${message.text()}`);
    });
    page.on('pageerror', (error) => {
      faults.push(String(error));
    });
    await context.route(/^(?!http:\/\/localhost)/, (route) => {
      faults.push(`The page asks another host: ${route.request().url()}`);
      return route.abort();
    });
    await use(page);
    expect(faults).toEqual([]);
  },
});
