/** A visitor of the demonstration's site, to whose browser nothing strange may happen. */
import { test as base, expect } from 'playwright/test';

export const site = process.env.SITE ?? '';
export const post = `${site}/posts/is-acupuncture-safe/`;

export const test = base.extend({
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
