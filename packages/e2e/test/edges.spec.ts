/** Pages with content that nobody tries out: very long, very wide, very much, in other scripts, or missing. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { longTitle, publishEdges } from '../edge-content.ts';
import { adminClient, signIn } from '../sign-in.ts';

const site = process.env.SITE ?? '';
const comments = 500;
const lastComments = `${site}/posts/edge-comments/comments/10/`;

let edges: Awaited<ReturnType<typeof publishEdges>>;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  edges = await publishEdges(adminClient(), comments);
  await expect
    .poll(async () => (await fetch(lastComments)).text(), { timeout: 60_000 })
    .toContain(`What comment ${String(comments)} says.`);
});

test.afterAll(async () => {
  test.setTimeout(600_000);
  await edges.remove();
});

const paths = [
  '/posts/edge/',
  '/posts/edge-plain/',
  '/posts/edge-comments/',
  '/posts/edge-comments/comments/10/',
  '/practitioners/edge/',
  '/clinics/edge/',
];

for (const path of paths)
  test(`${path} fits any screen, and axe finds nothing`, async ({ page }) => {
    for (const width of [320, 768, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(site + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

test('a title of 120 characters is shown whole', async ({ page }) => {
  expect(longTitle).toHaveLength(120);
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`${site}/posts/edge/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(longTitle);
});

test('forty references are numbered, each leads to its citation', async ({ page }) => {
  await page.goto(`${site}/posts/edge/`);
  await expect(page.locator('.references > ol > li')).toHaveCount(40);
  await page.getByRole('button', { name: 'Reference 40' }).click();
  await expect(page.getByRole('note', { name: 'Reference 40' })).toContainText('Study number 40');
});

test('a paragraph in Arabic runs from the right, the others from the left', async ({ page }) => {
  await page.goto(`${site}/posts/edge/`);
  const arabic = page.locator('p', { has: page.locator('[lang=ar]') });
  const edges = await arabic.evaluate((paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    const [words, box] = [range.getBoundingClientRect(), paragraph.getBoundingClientRect()];
    return { left: words.left - box.left, right: box.right - words.right };
  });
  expect(edges.right).toBeLessThan(2);
  expect(edges.left).toBeGreaterThan(20);
});

test('a table of twenty columns scrolls by itself, by keyboard too', async ({ page }) => {
  await page.goto(`${site}/posts/edge/`);
  const table = page.getByRole('region', { name: 'Twenty columns' });
  await table.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => table.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
});

test('a video asks its host when it is started, and no earlier', async ({ page }) => {
  const asked: string[] = [];
  await page.route(/youtube/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'text/html', body: '<title>The player</title>' });
  });
  await page.goto(`${site}/posts/edge/`);
  const video = page.getByRole('link', { name: /^Watch: A needle from near by/ });
  await video.scrollIntoViewIfNeeded();
  expect(asked).toEqual([]);
  await video.click();
  const player = page.locator('iframe[title="A needle from near by"]');
  await expect(player).toBeFocused();
  await expect
    .poll(() => asked)
    .toEqual(['https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1']);
});

test('what is missing leaves no heading and no gap', async ({ page }) => {
  for (const path of ['/posts/edge-plain/', '/practitioners/edge/', '/clinics/edge/']) {
    await page.goto(site + path);
    const empty = await page.locator('main :is(h2, h3)').evaluateAll((headings) =>
      headings
        .filter((heading) => {
          const { nextElementSibling: next, parentElement } = heading;
          // A link to all of them stands beside the heading, and is nothing without some of them.
          const isBeside = next?.matches('.all') === true || next === null;
          const around = isBeside ? parentElement?.nextElementSibling : next;
          return (around?.textContent ?? '').trim() === '' && around?.tagName !== 'RECENT-POSTS';
        })
        .map((heading) => heading.textContent),
    );
    expect(empty, path).toEqual([]);
    await expect(page.getByText(/undefined|null|NaN/)).toHaveCount(0);
  }
  await page.goto(`${site}/posts/edge-plain/`);
  await expect(page.getByText(/comment/i)).toHaveCount(0);
  await page.goto(`${site}/clinics/edge/`);
  await expect(page.getByText('it sees patients by appointment')).toBeVisible();
});

test('the older articles of a long list are a page away, and its pages lead to each other', async ({
  page,
}) => {
  await page.goto(`${site}/practitioners/edge-many/`);
  const titles = page.getByRole('main').getByRole('heading', { name: /^Article number/ });
  await expect(titles.first()).toHaveText('Article number 61');
  const older = page.getByRole('link', { name: 'Older articles' });
  const newer = page.getByRole('link', { name: 'Newer articles' });
  await older.click();
  await expect(page).toHaveURL(`${site}/practitioners/edge-many/page/2/`);
  await expect(titles).toHaveCount(20);
  await expect(titles.last()).toHaveText('Article number 21');
  await older.click();
  await expect(titles.last()).toHaveText('Article number 1');
  await expect(older).toBeHidden();
  await newer.click();
  await expect(titles.last()).toHaveText('Article number 21');
  await newer.click();
  await expect(titles).toHaveCount(21);
  await expect(titles.last()).toHaveText('Article number 41');
});

test('five hundred comments are all there, fifty a page, also without script', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${site}/posts/edge-comments/`);
  await expect(page.getByRole('heading', { name: '500 comments' })).toBeVisible();
  await expect(page.locator('article.comment')).toHaveCount(50);
  const texts = new Set(await page.locator('.comment-text').allTextContents());
  const pages = page.getByRole('navigation', { name: 'Pages of comments' });
  for (let number = 2; number <= 10; number += 1) {
    await pages.getByRole('link', { name: `Page ${String(number)}`, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      `Comments, page ${String(number)}`,
    );
    for (const text of await page.locator('.comment-text').allTextContents()) texts.add(text);
  }
  expect(texts.size).toBe(comments);
  expect((await fetch(`${site}/posts/edge-comments/comments/11/`)).status).toBe(404);
  await page.context().close();
});

test('a fifth of the site taken away at once waits for somebody to say that it is meant', async ({
  page,
}) => {
  const removed = await adminClient().call(
    'POST',
    '/content-manager/collection-types/api::post.post/actions/bulkDelete',
    { documentIds: edges.many },
  );
  expect(removed.status).toBe(200);
  await signIn(page);
  await expect(page.getByText(/\d+ of \d+ pages would be gone/)).toBeVisible();
  const statusOfAPage = async () => (await fetch(`${site}/posts/edge-many-1/`)).status;
  expect(await statusOfAPage()).toBe(200);
  await page.getByRole('button', { name: 'Publish anyway' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish anyway' }).click();
  await expect(page.getByText('Up to date')).toBeVisible();
  expect(await statusOfAPage()).toBe(404);
});
