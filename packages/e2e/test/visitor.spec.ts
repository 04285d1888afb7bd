import { expect } from 'playwright/test';
import { post, site, test } from '../visitor.ts';

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

test('a citation opens its reference beside it, and the list leads back', async ({ page }) => {
  await page.goto(post);
  const citation = page.getByRole('button', { name: 'Reference 1' }).first();
  await citation.click();
  const note = page.getByRole('note', { name: 'Reference 1' });
  await expect(note).toBeInViewport();
  await expect(note).toContainText('Bäumler P, Zhang W, Stübinger T, Irnich D.');
  await expect(note.getByRole('link', { name: '10.1136/bmjopen-2020-045961' })).toHaveAttribute(
    'href',
    'https://doi.org/10.1136/bmjopen-2020-045961',
  );
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await expect(citation).toBeFocused();
  await page.getByRole('link', { name: 'Back to citation 1 of reference 1' }).click();
  await expect(page.locator('#citation_1_1')).toBeInViewport();
});

test('the letters after a name are spelled out on demand', async ({ page }) => {
  await page.goto(post);
  await page
    .getByRole('button', { name: /what the letters mean/ })
    .first()
    .click();
  const meaning = page.locator('#credentials_amara-nwosu');
  await expect(meaning).toBeVisible();
  await expect(meaning.getByRole('definition').first()).not.toBeEmpty();
});

test('a post is handed to the share sheet of the system, and without one its link is copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'share', {
      configurable: true,
      value: (shared: ShareData) => {
        document.documentElement.dataset.shared = `${shared.title ?? ''} ${shared.url ?? ''}`;
        return Promise.resolve();
      },
    });
  });
  await page.goto(post);
  const address = await page.locator('link[rel=canonical]').getAttribute('href');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.locator('html')).toHaveAttribute(
    'data-shared',
    new RegExp(`^Is acupuncture safe.* ${address ?? ''}$`),
  );
  await page.evaluate(() => Reflect.deleteProperty(navigator, 'share'));
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('The link is copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
});

test('an article ends with the newest ones, itself left out', async ({ page }) => {
  await page.goto(post);
  const recent = page.getByRole('region', { name: 'Recent articles' });
  await recent.scrollIntoViewIfNeeded();
  await expect(recent.getByRole('listitem')).toHaveCount(3);
  await expect(recent.getByRole('link', { name: 'See all articles' })).toBeVisible();
});

for (const [timezoneId, now, words] of [
  ['Asia/Tokyo', '2026-11-24T17:00:00Z', 'Open now until 7 pm'],
  ['America/Los_Angeles', '2026-11-25T02:30:00Z', 'Closed, opens Mon 9 am'],
  ['Europe/Berlin', '2026-11-26T15:00:00Z', 'Closed, opens Mon 9 am'],
] as const)
  test(`from ${timezoneId} at ${now} a clinic is said to be: ${words}`, async ({ browser }) => {
    const context = await browser.newContext({ timezoneId });
    const page = await context.newPage();
    await page.clock.setFixedTime(now);
    await page.goto(`${site}/clinics/juniper-harbor/`);
    await page.getByRole('table', { name: /Weekly hours/ }).scrollIntoViewIfNeeded();
    await expect(page.locator('.open-now')).toHaveText(words);
    await context.close();
  });

test('a clinic marks the hours of today: of the week, and on a holiday those of the holiday', async ({
  page,
}) => {
  const marked = page.locator('clinic-hours [aria-current=date]');
  for (const [now, words] of [
    ['2026-11-24T23:30:00Z', /^\s*Tuesday/],
    ['2026-11-26T18:00:00Z', /November 26, 2026.*: Closed\. Thanksgiving/],
  ] as const) {
    await page.clock.setFixedTime(now);
    await page.goto(`${site}/clinics/juniper-harbor/`);
    await page.getByRole('table', { name: /Weekly hours/ }).scrollIntoViewIfNeeded();
    await expect(marked).toHaveText(words);
  }
});

test('a visitor finds a clinic that is open now', async ({ page }) => {
  await page.clock.setFixedTime('2026-11-24T23:30:00Z');
  await page.goto(site);
  await page.getByRole('navigation').getByRole('link', { name: 'Clinics' }).first().click();
  const open = page.getByRole('listitem').filter({ hasText: 'Open now' });
  await expect(open.first()).toBeVisible();
  await expect(page.getByText(/^Closed, opens /).first()).toBeVisible();
  const name = await open.first().getByRole('heading').textContent();
  await open.first().getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText((name ?? '').trim());
  await expect(page.getByText(/^Open now until /)).toBeVisible();
});

test('a clinic goes into the address book', async ({ page, request }) => {
  await page.goto(`${site}/clinics/juniper-harbor/`);
  const link = page.getByRole('link', { name: 'Add to contacts' });
  const card = await request.get(site + ((await link.getAttribute('href')) ?? ''));
  expect(card.headers()['content-type']).toContain('text/vcard');
  expect(await card.text()).toContain('FN:Juniper Harbor Acupuncture\r\n');
});

for (const [file, start] of [
  ['feed.xml', '<?xml'],
  ['topics/low-back-pain/atom.xml', '<?xml'],
  ['practitioners/mei-lin-zhao/feed.json', '{"version"'],
] as const)
  test(`the feed ${file} holds whole articles with absolute addresses`, async ({ request }) => {
    const response = await request.get(`${site}/${file}`);
    expect(response.status()).toBe(200);
    const text = await response.text();
    expect(text.startsWith(start)).toBe(true);
    expect(text).toContain('References');
    expect(text).not.toMatch(/(?:href|src)=(?:"|\\"|&quot;)\//);
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
  const posts = page.getByRole('region', { name: 'All posts by Amara Nwosu' });
  await expect(posts.getByRole('listitem').getByRole('heading')).toHaveCount(3);
});

test('a visitor reads the comments in their threads', async ({ page }) => {
  await page.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
  const comments = page.getByRole('region', { name: /comments$/ });
  await expect(comments.getByText('Ruth P.').first()).toBeVisible();
  const reply = comments.getByRole('article').filter({ hasText: 'You caught me.' });
  await expect(reply).toContainText('Practitioner');
  await expect(reply.getByRole('link', { name: /^Dr\. Mei-Lin Zhao/ })).toBeVisible();
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

test('a visitor reads what a practitioner has learned, and where they practise', async ({
  page,
}) => {
  await page.goto(`${site}/practitioners/mei-lin-zhao/`);
  const main = page.getByRole('main');
  for (const fact of [
    'Licensed Acupuncturist (L.Ac.), Maine Board of Complementary Health Care Providers, Maine, license ME-00417',
    'Bachelor of Science in Physiology, Penhallow University, 2006',
    'English, Mandarin',
  ])
    await expect(main.getByRole('definition').filter({ hasText: fact })).toBeVisible();
  await expect(main.getByRole('img', { name: /^Illustrated portrait/ })).toBeVisible();
  await expect(main.getByRole('link', { name: 'Book with Mei-Lin Zhao' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'Persistent pain' }).first()).toBeVisible();
  await main
    .getByRole('region', { name: 'Sees patients at' })
    .getByRole('link', { name: 'Juniper Harbor Acupuncture' })
    .click();
  await expect(page).toHaveURL(`${site}/clinics/juniper-harbor/`);
});

test('a visitor finds the way to a clinic, and into it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${site}/clinics/juniper-harbor/`);
  const address = 'Juniper Harbor Acupuncture, 14 Juniper Wharf Lane, Suite 2, Portland, ME 04101';
  const directions = page.getByRole('link', { name: 'Directions', exact: true });
  const way = new URL((await directions.getAttribute('href')) ?? '');
  expect(way.searchParams.get('destination')).toContain(address);
  await page.getByRole('button', { name: 'Copy address' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(address);
  await expect(page.getByRole('link', { name: 'hello@juniperharbor.example' })).toHaveAttribute(
    'href',
    'mailto:hello@juniperharbor.example',
  );
  await expect(page.getByText('The entrance is level with the sidewalk')).toBeVisible();
  await expect(
    page.getByRole('img', { name: /^Illustration of Juniper Harbor Acupuncture/ }),
  ).toBeVisible();
});

test('the outline leads through a long article, and stays beside it on a wide screen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1_440, height: 900 });
  await page.goto(post);
  await expect(page.getByText(/\d+\smin read/)).toBeVisible();
  const outline = page.getByRole('navigation', { name: 'In this article' });
  await page.getByRole('heading', { name: 'References' }).scrollIntoViewIfNeeded();
  await expect(outline).toBeInViewport();
  await outline.getByRole('link', { name: 'What the figures mean' }).click();
  await expect(page.getByRole('heading', { name: 'What the figures mean' })).toBeInViewport();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.reload();
  await expect(outline.getByRole('link').first()).toBeHidden();
  await outline.getByText('In this article').click();
  await expect(outline.getByRole('link').first()).toBeVisible();
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
  await expect(page.locator('article.comment').first()).toBeVisible();
  await page.goto(`${site}/clinics/juniper-harbor/`);
  await expect(page.getByRole('row', { name: /^Monday 9 am/ })).toBeVisible();
  await page.goto(`${site}/practitioners/mei-lin-zhao/`);
  await expect(page.getByRole('heading', { name: 'All posts by Mei-Lin Zhao' })).toBeVisible();
  await context.close();
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
  expect(byType('BlogPosting')).toMatchObject({
    sourceOrganization: { '@id': `${site}/clinics/desert-willow/#clinic` },
  });
  expect(byType('BreadcrumbList')).toHaveProperty('itemListElement');
});

test('a visitor searches by keyboard, and shares what was found', async ({ page }) => {
  await page.goto(site);
  await page.getByRole('link', { name: 'Search' }).press('Enter');
  const question = page.getByRole('searchbox', { name: 'What are you looking for?' });
  await expect(question).toBeFocused();
  await page.keyboard.type('migr');
  const results = page.getByRole('list').filter({ has: page.locator('mark') });
  await expect(page.getByRole('status').filter({ hasText: 'results for “migr”' })).toBeVisible();
  await expect(results.getByRole('link').first()).toContainText(/migraine/i);
  await expect(results.locator('p mark').first()).toHaveText(/^migraine/i);

  await page.keyboard.press('ArrowDown');
  await expect(results.getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeFocused();

  const practitioner = page.getByRole('combobox', { name: 'Practitioner' });
  // Who has written nothing of it cannot be chosen.
  await expect(practitioner.locator('option[value=mei-lin-zhao]')).toBeDisabled();
  await expect(practitioner.locator('option[value=sofia-reyes-marin]')).toHaveText(
    / \([1-9]\d*\)$/,
  );
  await practitioner.selectOption({ value: 'sofia-reyes-marin' });
  await expect(page).toHaveURL(`${site}/search/?q=migr&practitioner=sofia-reyes-marin`);
  await page.reload();
  await expect(question).toHaveValue('migr');
  await expect(practitioner).toHaveValue('sofia-reyes-marin');
});

test('a search without an answer says so, and leads on', async ({ page }) => {
  await page.goto(`${site}/search/?q=unicorn`);
  await expect(page.getByText('Nothing was found for “unicorn”.')).toBeVisible();
  await page.getByRole('searchbox').fill('unicorn migraine');
  await expect(page.getByText(/No page has all of .* results without “unicorn”/)).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await expect(page.getByRole('link', { name: 'Headache and migraine' })).toBeVisible();
});

test('a topic that is chosen without a word leads to all that it has', async ({ page }) => {
  await page.goto(`${site}/search/?topic=low-back-pain`);
  await expect(page.getByText('Type a word, or see all of')).toBeVisible();
  await page.getByRole('status').getByRole('link', { name: 'Low back pain' }).click();
  await expect(page).toHaveURL(`${site}/topics/low-back-pain/`);
});

test('a word that is spelled wrong is asked after', async ({ page }) => {
  await page.goto(`${site}/search/?q=migrane`);
  await page.getByRole('link', { name: 'migraine', exact: true }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('migraine');
  await expect(page.getByRole('status').filter({ hasText: 'for “migraine”' })).toBeVisible();
});

test('the page of an address that leads nowhere leads to the search', async ({ page }) => {
  await page.goto(`${site}/404.html`);
  await page.getByRole('searchbox').fill('migraine');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByText('results for “migraine”')).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('all is read, and the page of the search leads everywhere', async ({ page }) => {
    await page.goto(post);
    await expect(page.getByRole('heading', { name: 'References' })).toBeVisible();
    await page.getByRole('button', { name: 'Reference 1' }).first().click();
    await expect(page.getByRole('note', { name: 'Reference 1' })).toBeVisible();
    await expect(page.getByText(/^Mon–Tue 7:30/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Share' })).toBeHidden();
    await page.getByRole('link', { name: 'Search' }).click();
    await expect(page.getByText('The search needs JavaScript')).toBeVisible();
    await expect(page.getByRole('searchbox')).toBeHidden();
    await page.getByRole('link', { name: 'Low back pain' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Low back pain');
  });
});
