/** E-mail of comments, from the form to the links in it. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
import { linkIn, type Received } from '../../../scripts/test/mail-server.ts';
import { mailTo } from '../elsewhere.ts';
import { adminClient } from '../sign-in.ts';
import { site, test } from '../visitor.ts';

const article = `${site}/posts/is-acupuncture-safe/`;

interface Row {
  documentId: string;
}

async function approve(text: string): Promise<void> {
  const path = `/content-manager/collection-types/api::comment.comment?_q=${encodeURIComponent(text)}`;
  const { body } = await adminClient().call('GET', path);
  const [comment] = (body as unknown as { results: Row[] }).results;
  await adminClient().update('comment', comment?.documentId ?? '', { state: 'approved' });
}

async function arrived(address: string, subject: RegExp): Promise<Received> {
  await expect.poll(() => mailTo(address, subject), { timeout: 30_000 }).toBeDefined();
  const mail = await mailTo(address, subject);
  if (!mail) throw new Error('What had arrived is gone.');
  return mail;
}

const form = (page: Page) => page.getByRole('form', { name: 'Write a comment' });

async function send(page: Page, name: string, text: string, email?: string): Promise<void> {
  await form(page).getByRole('textbox', { name: 'Name' }).fill(name);
  if (email !== undefined) {
    await form(page).getByRole('textbox', { name: 'E-mail' }).fill(email);
    await form(page).getByRole('checkbox', { name: 'Tell me by e-mail' }).check();
  }
  await form(page).getByRole('textbox', { name: 'Comment' }).fill(text);
  await form(page).getByRole('button', { name: 'Send comment' }).click();
  await expect(page.getByText('Thank you. Your comment is waiting')).toBeVisible();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // It would fetch the style sheets once more, which the page does not allow.
    .options({ preload: false })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('a visitor confirms to be told, is told of an answer, and ends it', async ({ page }) => {
  const email = 'mira@mailbox.example';
  await page.goto(article);
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await expect(form(page).getByRole('button', { name: 'Send comment' })).toBeVisible();
  // Who gives no address is not asked.
  await expect(form(page).getByRole('checkbox')).toHaveCount(0);
  await send(page, 'Mira', 'Does the arm stay sore for long?', email);
  await approve('Does the arm stay sore for long?');

  const asked = await arrived(email, /^Your comment on/);
  const shown = page.locator('.thread').getByText('Does the arm stay sore');
  // E-mail of a test may be sooner than the page.
  await expect(async () => {
    await page.goto('about:blank');
    await page.goto(linkIn(asked, /\/posts\//));
    await expect(shown).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(shown).toBeInViewport();
  await page.goto(linkIn(asked, /token=/));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Answers to your comment');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Yes, tell me' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You will be told');

  await page.goto(article);
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await page.getByRole('link', { name: 'Reply to Mira' }).click();
  await expect(form(page).getByText('In reply to Mira')).toBeVisible();
  await form(page).getByRole('textbox', { name: 'E-mail' }).fill('');
  await send(page, 'Piet', 'Two days, with me.');
  await approve('Two days, with me.');
  const told = await arrived(email, /^Piet answered your comment/);
  await page.goto(linkIn(told, /token=/));
  await page.getByRole('button', { name: 'No e-mail' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No more e-mail');
  await expectAccessible(page);
});

test('the link of a comment leads back to it from any browser', async ({ browser }) => {
  // Of its own: the console of its browser says in the end that the comment is not there. Nor may a script
  // send the header by which other visitors have addresses of their own.
  const page = await (await browser.newContext({ extraHTTPHeaders: {} })).newPage();
  await page.goto(article);
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await expect(form(page).getByRole('button', { name: 'Send comment' })).toBeVisible();
  await send(page, 'Tess', 'May I take this back from my phone?');
  const link = page.getByRole('link', { name: /withdraw it from elsewhere/ });
  const address = (await link.getAttribute('href')) ?? '';
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(address);
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('Your comment');
  await expect(elsewhere.getByRole('textbox', { name: 'Comment' })).toHaveValue(
    'May I take this back from my phone?',
  );
  await expectAccessible(elsewhere);
  await elsewhere.getByRole('button', { name: 'Withdraw the comment' }).click();
  await expect(elsewhere.getByText('Your comment is erased.')).toBeVisible();
  await elsewhere.goto(address);
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
  await elsewhere.context().close();
  // The browser that it was sent with learns of it.
  await page.reload();
  await page.getByRole('heading', { name: 'Write a comment' }).scrollIntoViewIfNeeded();
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('comments ')));
  await expect.poll(kept).toEqual([]);
  await page.context().close();
});

test('without script a visitor may ask to be told too, and then gives an address', async ({
  browser,
}) => {
  // Of its own: the console of its browser says that something is to be corrected.
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${article}#comment_form`);
  await page.getByRole('textbox', { name: 'Name' }).fill('Lotte');
  await page.getByRole('textbox', { name: 'Comment' }).fill('Is it safe before a marathon?');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('checkbox', { name: 'Tell me by e-mail' }).check();
  await page.getByRole('button', { name: 'Send comment' }).click();
  await expect(page.getByText('Please give your e-mail address.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Tell me by e-mail' })).toBeChecked();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('lotte@mailbox.example');
  await page.getByRole('button', { name: 'Send comment' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
  await approve('Is it safe before a marathon?');
  await arrived('lotte@mailbox.example', /^Your comment on/);
  await page.context().close();
});
