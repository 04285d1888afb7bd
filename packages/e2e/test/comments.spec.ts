/** From a visitor's comment to the page, with script and without. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
import { adminClient } from '../sign-in.ts';
import { site, test } from '../visitor.ts';

const article = `${site}/posts/knee-osteoarthritis-and-acupuncture/`;

interface Row {
  documentId: string;
  body: string;
  state: string;
}

/** The comments as a moderator has them. */
async function commentsWith(text: string): Promise<Row[]> {
  const path = `/content-manager/collection-types/api::comment.comment?_q=${encodeURIComponent(text)}`;
  const { body } = await adminClient().call('GET', path);
  return (body as unknown as { results: Row[] }).results;
}

async function approve(text: string): Promise<string> {
  const [comment] = await commentsWith(text);
  const id = comment?.documentId ?? '';
  await adminClient().update('comment', id, { state: 'approved' });
  return id;
}

const form = (page: Page) => page.getByRole('form', { name: 'Write a comment' });

async function open(page: Page): Promise<void> {
  await page.goto(article);
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await expect(form(page).getByRole('button', { name: 'Send comment' })).toBeVisible();
}

/** Reads the page anew until it shows a text, or shows it no more. */
async function untilShown(page: Page, text: string, count = 1): Promise<void> {
  await expect(async () => {
    await page.goto(article);
    await expect(page.locator('.thread').getByText(text)).toHaveCount(count, { timeout: 500 });
  }).toPass();
}

test('a visitor comments, sees it wait, changes it, is answered on the page, and takes it back', async ({
  page,
  browser,
}) => {
  await open(page);
  await form(page).getByRole('button', { name: 'Send comment' }).click();
  const name = form(page).getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/Please give a name/);
  await name.fill('Ines 李 ليلى');
  const text = form(page).getByRole('textbox', { name: 'Comment' });
  await text.fill('Übernimmt das die Kasse?\n疼吗？\nهل يؤلم؟ https://example.org/knees');
  await expect(text).toHaveAccessibleDescription(/63 of 5,000 characters/);
  await form(page).getByRole('button', { name: 'Send comment' }).click();
  const thanks = page.getByText('Thank you. Your comment is waiting');
  await expect(thanks).toBeFocused();

  const own = page.getByRole('region', { name: 'Your comments from this browser' });
  await page.reload();
  await page.getByRole('heading', { name: 'Write a comment' }).scrollIntoViewIfNeeded();
  await expect(own).toContainText('It is shown in this browser alone');
  await own.getByRole('button', { name: 'Change' }).click();
  const changed = own.getByRole('textbox', { name: 'Comment' });
  await expect(changed).toBeFocused();
  await changed.fill(
    'Übernimmt das die Kasse?\n疼吗？\nهل يؤلم؟ https://example.org/knees and how often?',
  );
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own.getByText('Your comment is changed.')).toBeVisible();
  await expect(own.getByRole('button', { name: 'Change' })).toBeFocused();
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(article);
  await expect(stranger.getByText('Übernimmt')).toHaveCount(0);

  const id = await approve('Übernimmt das die Kasse');
  await untilShown(page, 'Übernimmt das die Kasse?');
  const shown = page.locator(`#comment_${id}`);
  await expect(shown.getByText('Ines 李 ليلى')).toBeVisible();
  await expect(shown.getByRole('link', { name: 'https://example.org/knees' })).toHaveAttribute(
    'rel',
    'nofollow ugc',
  );
  await expect(shown.locator('br')).toHaveCount(2);

  await shown.getByRole('link', { name: 'Reply to Ines' }).click();
  await expect(form(page).getByText('In reply to Ines 李 ليلى')).toBeVisible();
  await form(page).getByRole('textbox', { name: 'Name' }).fill('Tomás');
  await form(page).getByRole('textbox', { name: 'Comment' }).fill('Mine did, for six visits.');
  await form(page).getByRole('button', { name: 'Send comment' }).click();
  await expect(page.getByText('Thank you. Your comment is waiting')).toBeVisible();
  await approve('Mine did, for six visits');
  await untilShown(page, 'Mine did, for six visits.');
  await expect(
    page.locator('.thread .thread').getByText('Mine did, for six visits.'),
  ).toBeVisible();

  await page.getByRole('heading', { name: 'Write a comment' }).scrollIntoViewIfNeeded();
  const question = own.getByRole('article').filter({ hasText: 'Ines' });
  await expect(question).toContainText('your comment is shown above');
  await question.getByRole('button', { name: 'Withdraw' }).click();
  const sure = question.getByRole('button', { name: 'Yes, erase it' });
  await expect(sure).toBeFocused();
  await expect(sure).toHaveAccessibleDescription('Erase this comment?');
  await sure.click();
  await expect(question).toHaveCount(0);
  await expect(own.getByText('Your comment is erased.')).toBeFocused();
  await untilShown(page, 'Übernimmt das die Kasse?', 0);
  await expect(page.locator('.thread').getByText('Mine did, for six visits.')).toBeVisible();
});

test('what may be private is asked about before it is sent', async ({ page }) => {
  await open(page);
  await form(page).getByRole('textbox', { name: 'Name' }).fill('Vera');
  const text = form(page).getByRole('textbox', { name: 'Comment' });
  await text.fill('My diagnosis is gonarthrosis; write to vera@mailbox.example.');
  await form(page).getByRole('button', { name: 'Send comment' }).click();
  const question = form(page).getByRole('group', { name: 'Before you send' });
  await expect(question).toContainText('seems to tell of your own health');
  await expect(question).toContainText('seems to hold an e-mail address');
  const sure = question.getByRole('button', { name: 'Send it as it is' });
  await expect(sure).toBeFocused();
  await expect(sure).toHaveAccessibleDescription(/seems to tell of your own health/);
  await question.getByRole('button', { name: 'Change the text' }).click();
  await expect(text).toBeFocused();
  await expect(question).toHaveCount(0);
  expect(await commentsWith('gonarthrosis')).toEqual([]);
});

test('whom one answers stays chosen when the script comes, and after a reload', async ({
  page,
}) => {
  await page.goto(`${site}/posts/does-acupuncture-help-low-back-pain/`);
  const choice = page.getByRole('combobox', { name: 'In reply to' });
  const name = (await choice.getByRole('option').nth(1).textContent()) ?? '';
  await choice.focus();
  await choice.selectOption({ index: 1 });
  await page.getByRole('textbox', { name: 'Name' }).focus();
  const answered = form(page).getByText(/^In reply to/);
  await expect(answered).toContainText(name.trim().split(',')[0] ?? '');
  await expect(form(page).getByRole('textbox', { name: 'Name' })).toBeFocused();
  await form(page).getByRole('textbox', { name: 'Comment' }).fill('And in winter?');
  await page.reload();
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await expect(answered).toContainText(name.trim().split(',')[0] ?? '');
  await form(page).getByRole('button', { name: 'Write to the article instead' }).click();
  await page.reload();
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await expect(form(page).getByRole('textbox', { name: 'Comment' })).toHaveValue('And in winter?');
  await expect(answered).toHaveCount(0);
});

test('a text that waits here from another day is not lost to what is typed before the script comes', async ({
  page,
}) => {
  await open(page);
  await form(page).getByRole('textbox', { name: 'Comment' }).fill('A long question of yesterday.');
  await page.reload();
  await page.evaluate(() => {
    const text = document.querySelector('textarea[name="body"]');
    if (text instanceof HTMLTextAreaElement) text.value = 'Something else.';
  });
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await expect(form(page).getByRole('textbox', { name: 'Comment' })).toHaveValue(
    'Something else.\n\nA long question of yesterday.',
  );
});

test('what is typed while a comment is on its way stays', async ({ page }) => {
  await open(page);
  await form(page).getByRole('textbox', { name: 'Name' }).fill('Imre');
  const text = form(page).getByRole('textbox', { name: 'Comment' });
  await text.fill('How often may one come?');
  await form(page).getByRole('button', { name: 'Send comment' }).click();
  await text.fill('How often may one come? And at night?');
  await expect(page.getByText('Thank you. Your comment is waiting')).toBeVisible();
  await expect(text).toHaveValue('How often may one come? And at night?');
});

test('a text survives a reload, and a server that does not answer', async ({ browser }) => {
  // Of its own: the console of its browser says that the server does not answer.
  const page = await (await browser.newContext()).newPage();
  await open(page);
  await form(page).getByRole('textbox', { name: 'Name' }).fill('Hugo');
  await form(page).getByRole('textbox', { name: 'Comment' }).fill('How are needles disposed of?');
  await page.route('**/api/comments', (route) => route.abort());
  await page.reload();
  await page.getByRole('textbox', { name: 'Name' }).focus();
  const text = form(page).getByRole('textbox', { name: 'Comment' });
  await expect(text).toHaveValue('How are needles disposed of?');
  await form(page).getByRole('button', { name: 'Send comment' }).click();
  await expect(form(page).getByText('The server does not answer. Your text is kept')).toBeVisible();
  await page.unroute('**/api/comments');
  await form(page).getByRole('button', { name: 'Send comment' }).click();
  await expect(page.getByText('Thank you. Your comment is waiting')).toBeVisible();
  expect(await commentsWith('needles disposed of')).toHaveLength(1);
  await page.context().close();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a visitor comments by the same form, corrects it, and takes it back', async ({ page }) => {
    await page.goto(`${article}#comment_form`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Olga');
    await page.getByRole('textbox', { name: 'Comment' }).fill('My diagnosis is gonarthrosis.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Please look at it once more');
    await expect(page.getByText('seems to tell of your own health')).toBeVisible();
    const text = page.getByRole('textbox', { name: 'Comment' });
    await expect(text).toHaveValue('My diagnosis is gonarthrosis.');
    await text.fill('Does it help with stiff knees in the morning?');
    await page.getByRole('button', { name: 'Send comment' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
    // The page is in the site's design.
    await expect(
      page.getByRole('banner').getByRole('link', { name: 'Meridian Journal' }),
    ).toBeVisible();
    expect(await commentsWith('stiff knees in the morning')).toHaveLength(1);
    await page.getByRole('button', { name: 'Withdraw the comment' }).click();
    await expect(page.getByText('Your comment is erased.')).toBeVisible();
    expect(await commentsWith('stiff knees in the morning')).toEqual([]);
    await page.getByRole('link', { name: 'To the site' }).click();
    await expect(page).toHaveURL(`${site}/`);
  });
});

test('what is typed while the script of the form loads is not lost', async ({ page }) => {
  let release: (() => void) | undefined;
  const held = new Promise<void>((done) => (release = done));
  await page.route(/comment-form-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(article);
  const text = page.getByRole('textbox', { name: 'Comment' });
  await text.focus();
  await page.keyboard.type('Two halves of a');
  release?.();
  await expect(form(page).getByRole('button', { name: 'Send comment' })).toBeVisible();
  await page.keyboard.type(' thought');
  await expect(text).toHaveValue('Two halves of a thought');
});

test('the form is used by keyboard alone, and its parts have names', async ({ page }) => {
  await open(page);
  await form(page).getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.type('Kim');
  await page.keyboard.press('Tab');
  await expect(form(page).getByRole('textbox', { name: 'E-mail (optional)' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(form(page).getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(form(page).getByRole('button', { name: 'Send comment' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(form(page).getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await expect(form(page).getByRole('textbox', { name: 'Comment' })).toHaveAccessibleDescription(
    /Please write your comment/,
  );
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the form and its messages, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    await form(page).getByRole('button', { name: 'Send comment' }).click();
    await expect(form(page).getByText('Please write your comment.')).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .include('.comments')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
