/** The editor in the admin, as a writer finds it. */
import { expect, type Locator, type Page } from 'playwright/test';

const cms = process.env.CMS ?? '';

/** The text of an entry, in which one writes. */
export const textOf = (page: Page, field = 'Article'): Locator =>
  page.getByRole('textbox', { name: field, exact: true });

/** Opens an entry and waits until one can write. */
export async function openEntry(page: Page, type: string, documentId: string): Promise<void> {
  await page.goto(
    `${cms}/admin/content-manager/collection-types/api::${type}.${type}/${documentId}`,
  );
  await expect(page.locator('.tiptap[contenteditable="true"]').first()).toBeVisible();
}

/** What the clipboard holds, by type. */
export type Clip = Record<string, string>;

/** Pastes where the cursor is, by the event that a browser sends. */
export async function paste(text: Locator, clip: Clip): Promise<void> {
  await text.evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(data)) clipboardData.setData(type, value);
    const options = { clipboardData, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('paste', options));
  }, clip);
}

/** Copies what is selected, by the event that a browser sends. */
export function copy(text: Locator): Promise<Clip> {
  return text.evaluate((element) => {
    const clipboardData = new DataTransfer();
    const options = { clipboardData, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('copy', options));
    return Object.fromEntries(
      clipboardData.types.map((type) => [type, clipboardData.getData(type)]),
    );
  });
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved document').first()).toBeVisible();
}

/** Publishes, and waits until visitors see it. */
export async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText(/Live · \d+\.\d s after Publish/)).toBeVisible();
}
