/** How pages look: to all eyes, on all screens, on paper, and while they load. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'playwright/test';
import { startSlowly } from '../slowly.ts';
import { post, site, test } from '../visitor.ts';

test('the theme is switched without a reload, and stays', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(site);
  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Change between light and dark' }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.goto(post);
  expect(await background()).toBe(dark);
  await page.getByRole('button', { name: 'Change between light and dark' }).click();
  await expect.poll(background).toBe(light);
});

test('the chosen theme is there from the first frame on', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(post);
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => {
    localStorage.setItem('theme', 'dark');
  });
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = () => {
      for (const body of document.querySelectorAll('body'))
        seen.push(getComputedStyle(body).backgroundColor);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as string[]);
  expect(seen.length).toBeGreaterThan(0);
  expect(new Set(seen)).toEqual(new Set([dark]));
});

test('with colours of the visitor’s own, what colour alone would say is drawn', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(post);
  for (const box of [page.locator('.takeaways'), page.locator('.callout').first()])
    await expect(box).toHaveCSS('border-top-style', 'solid');
  await page.goto(`${site}/search/?q=neck`);
  await expect(page.locator('mark').first()).toHaveCSS('text-decoration-line', 'underline');
});

test('whoever asks for less motion sees none', async ({ page }) => {
  const scrolling = page.locator('html');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto(post);
  await expect(scrolling).toHaveCSS('scroll-behavior', 'smooth');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(scrolling).toHaveCSS('scroll-behavior', 'auto');
  await page.getByRole('button', { name: 'Reference 1' }).first().click();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test('an answer that is folded on the screen is read on paper', async ({ page }) => {
  await page.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
  const answer = page.locator('details p').first();
  await expect(answer).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(answer).toBeVisible();
});

test('a post is a handout of a few sheets', async ({ page }) => {
  await page.goto(post);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.references li').last()).toBeVisible();
  await expect(page.locator('.clinic-box address')).toBeVisible();
  const sheets = Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(pdf)?.[1]);
  expect(sheets).toBeGreaterThan(1);
  expect(sheets).toBeLessThan(8);
});

test('the caption of a table fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
  const caption = await page.locator('.table caption').first().boundingBox();
  expect((caption?.x ?? 0) + (caption?.width ?? Infinity)).toBeLessThanOrEqual(360);
});

test('an image comes in the best format that the browser knows', async ({ page }) => {
  await page.goto(post);
  const cover = page.locator('figure.cover').getByRole('img');
  await expect(cover).toHaveJSProperty('complete', true);
  expect(await cover.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
    400,
  );
  await expect(cover).toHaveAttribute('width', '1600');
  expect(await cover.evaluate((image: HTMLImageElement) => image.currentSrc)).toMatch(/\.avif$/);
});

const kinds = {
  home: '/',
  archive: '/posts/',
  post: '/posts/is-acupuncture-safe/',
  practitioners: '/practitioners/',
  practitioner: '/practitioners/mei-lin-zhao/',
  clinics: '/clinics/',
  clinic: '/clinics/juniper-harbor/',
  topics: '/topics/',
  topic: '/topics/low-back-pain/',
  page: '/about/',
  search: '/search/?q=neck',
  'page that is not found': '/404.html',
};

for (const [kind, path] of Object.entries(kinds))
  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing on the ${kind}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(site + path);
      const { violations } = await new AxeBuilder({ page })
        // WCAG 2.2 asks for it too, though axe leaves it out by itself.
        .options({ rules: { 'target-size': { enabled: true } } })
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ).toEqual([]);
    });

for (const [kind, path] of Object.entries(kinds))
  test(`the ${kind} fits on a narrow screen`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(site + path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  });

for (const [kind, path] of Object.entries(kinds))
  test(`nothing moves on the ${kind} while it loads and is read`, async ({ page }) => {
    await page.setViewportSize({ width: 412, height: 823 });
    await page.addInitScript(noteMoves);
    await page.goto(site + path, { waitUntil: 'networkidle' });
    for (const part of await page.locator('main > *').all()) await part.scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => Reflect.get(window, 'moved') as unknown)).toEqual([]);
  });

for (const width of [412, 1280])
  test(`nothing moves on a page ${String(width)} wide that arrives piece by piece`, async ({
    page,
  }) => {
    await using slow = await startSlowly(site);
    await page.setViewportSize({ width, height: 823 });
    await page.addInitScript(noteMoves);
    await page.goto(slow.url + kinds.post);
    expect(await page.evaluate(() => Reflect.get(window, 'moved') as unknown)).toEqual([]);
  });

/** Runs in the page. */
function noteMoves(): void {
  const moved: unknown[] = [];
  Object.assign(window, { moved });
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as (PerformanceEntry & { sources: LayoutShift[] })[])
      moved.push(shift.sources.map(({ node }) => node?.textContent));
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What a browser says has moved. */
interface LayoutShift {
  node?: Node | null;
}
