import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';

const site = process.env.SITE ?? '';
const post = `${site}/posts/is-acupuncture-safe/`;

test.beforeEach(({ page, context }) => {
  page.on('console', (message) => {
    if (message.type() === 'error') throw new Error(`The console says: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    throw error;
  });
  void context.route(/^(?!http:\/\/localhost)/, (route) => {
    throw new Error(`The page asks another host: ${route.request().url()}`);
  });
});

test('a visitor finds an article from the home page and reads its answer first', async ({
  page,
}) => {
  await page.goto(site);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Meridian Journal');
  await page.getByRole('link', { name: 'See all articles' }).click();
  await page.getByRole('link', { name: 'Is acupuncture safe? What the numbers say' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Is acupuncture safe? What the numbers say',
  );
  await expect(page.getByText(/low in risk, though not free of it/).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Key takeaways' })).toBeVisible();
});

test('a visitor follows a citation to its reference and comes back', async ({ page }) => {
  await page.goto(post);
  await page.getByRole('link', { name: 'Reference 1' }).first().click();
  const reference = page.locator('#reference_1');
  await expect(reference).toBeInViewport();
  await expect(reference).toContainText('Bäumler P, Zhang W, Stübinger T, Irnich D.');
  await expect(
    reference.getByRole('link', { name: '10.1136/bmjopen-2020-045961' }),
  ).toHaveAttribute('href', 'https://doi.org/10.1136/bmjopen-2020-045961');
  await reference.getByRole('link', { name: 'Back to citation 1 of reference 1' }).click();
  await expect(page.locator('#citation_1_1')).toBeInViewport();
});

test('a post says who wrote and who reviewed it, and what was corrected', async ({ page }) => {
  await page.goto(post);
  const article = page.getByRole('main').getByRole('article').first();
  await expect(article).toContainText(
    'Medically reviewed by Priya Raghunathan, ND, L.Ac. on September 15, 2026',
  );
  await expect(article).toContainText('Next review September 15, 2028');
  await expect(page.getByRole('heading', { name: 'Corrections' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Disclosure' })).toBeVisible();
  await page.getByRole('link', { name: 'View all posts by Amara Nwosu' }).click();
  await expect(page.getByRole('heading', { name: 'All posts by Amara Nwosu' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem').getByRole('heading')).toHaveCount(3);
});

test('a visitor reads the comments in their threads', async ({ page }) => {
  await page.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
  const comments = page.getByRole('region', { name: /comments$/ });
  await expect(comments.getByText('Ruth P.').first()).toBeVisible();
  const reply = comments.getByRole('article').filter({ hasText: 'You caught me.' });
  await expect(reply).toContainText('Practitioner');
  await expect(reply.getByRole('link', { name: /Mei-Lin Zhao/ })).toBeVisible();
});

test('a visitor finds the hours, the phone and the holidays of a clinic', async ({ page }) => {
  await page.goto(site);
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Clinics' })
    .click();
  await page.getByRole('link', { name: 'Juniper Harbor Acupuncture' }).first().click();
  const hours = page.getByRole('table', { name: /Weekly hours, Eastern Time/ });
  await expect(hours.getByRole('row')).toHaveCount(7);
  await expect(hours.getByRole('row', { name: /Sunday Closed/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Holidays and exceptions' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Call \+1 207 555/ })).toHaveAttribute(
    'href',
    /^tel:\+1207555/,
  );
});

test('a statement in two languages says which is which', async ({ page }) => {
  await page.goto(`${site}/clinics/desert-willow/`);
  await expect(page.locator('p.statement[lang="en"]')).toBeVisible();
  await expect(page.locator('p.statement[lang="es"]')).toBeVisible();
});

test('the keyboard skips to the content, and focus is seen', async ({ page }) => {
  await page.goto(post);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('a wrong address gets a page that helps, with status 404', async ({ page, request }) => {
  const response = await request.get(`${site}/no/such/page/`);
  expect(response.status()).toBe(404);
  await page.setContent(await response.text());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'There is no page at this address',
  );
});

test('everything can be read without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(post);
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await page.getByText('Questions', { exact: false }).first().waitFor();
  await context.close();
});

test('an answer that is folded on the screen is read on paper', async ({ page }) => {
  await page.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
  const answer = page.locator('details p').first();
  await expect(answer).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(answer).toBeVisible();
});

test('the caption of a table fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
  const caption = await page.locator('.table caption').first().boundingBox();
  expect((caption?.x ?? 0) + (caption?.width ?? Infinity)).toBeLessThanOrEqual(360);
});

test('an image keeps its place before it has loaded', async ({ page }) => {
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
  'page that is not found': '/404.html',
};

for (const [kind, path] of Object.entries(kinds))
  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing on the ${kind}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(site + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
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

test('the structured data of a post is one connected graph', async ({ page }) => {
  await page.goto(post);
  const text = await page.locator('script[type="application/ld+json"]').textContent();
  const { '@graph': nodes } = JSON.parse(text ?? '') as { '@graph': Record<string, unknown>[] };
  const byType = (type: string) => nodes.find((node) => node['@type'] === type);
  expect(byType('BlogPosting')).toMatchObject({
    headline: 'Is acupuncture safe? What the numbers say',
    datePublished: '2026-09-22T09:00:00.000Z',
    author: [{ '@type': 'Person', name: 'Amara Nwosu', url: `${site}/practitioners/amara-nwosu/` }],
    publisher: { '@id': `${site}/#organization` },
  });
  expect(byType('MedicalWebPage')).toMatchObject({ lastReviewed: '2026-09-15' });
  expect(byType('MedicalClinic')).toMatchObject({ address: { addressLocality: 'Tucson' } });
  expect(byType('BreadcrumbList')).toHaveProperty('itemListElement');
});
