/// <reference lib="dom" />
/**
 * How long the editor in the admin keeps a writer waiting, in a real browser: from a key to the frame
 * that shows it, and from a paste to the frame that shows the text.
 */
import { chromium, type Page } from 'playwright';
import type { Row } from '../bench.ts';
import { ensureChromium } from '../system/browser.ts';
import { adminEmail } from '../system/cms.ts';
import { type AdminClient, signIn } from '../test/admin-client.ts';
import { atSizes, type BenchCms } from './system.ts';

const lengths = [1_000, 5_000, 20_000];
const blocks = 100;
const keys = 200;
/** A writer's speed, with a pause after each word, in milliseconds. */
const beat = 80;
const pauseAfterWord = 400;
const lettersInWord = 8;

export async function benchEditor(): Promise<Row[]> {
  const rows: Row[] = [];
  await atSizes([1], async (cms) => {
    rows.push(...(await measure(cms)));
  });
  return rows;
}

async function measure({ settings, secrets }: BenchCms): Promise<Row[]> {
  const { cmsUrl } = settings;
  const admin = await signIn({ url: cmsUrl, adminEmail, adminPassword: secrets.ADMIN_PASSWORD });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${cmsUrl}/admin`);
    await page.getByRole('textbox', { name: 'Email' }).fill(adminEmail);
    await page.getByLabel(/^Password/).fill(secrets.ADMIN_PASSWORD);
    await page.getByRole('button', { name: 'Login' }).click();
    await page.getByRole('link', { name: 'Content Manager' }).waitFor();
    const rows: Row[] = [];
    for (const words of lengths) {
      await open(page, cmsUrl, await postWith(admin, words));
      const typing = sorted(await type(page));
      await open(page, cmsUrl, await postWith(admin, 1));
      const row = {
        words,
        keys: typing.length,
        'ms a key, p50': at(typing, 0.5),
        'a key, p95': at(typing, 0.95),
        'slowest key': at(typing, 1),
        'ms a paste': Math.round(await paste(page, fromGoogleDocs(words))),
      };
      rows.push(row);
      process.stdout.write(`${JSON.stringify(row)}\n`);
    }
    for (const [name, html] of Object.entries(hostile)) {
      await open(page, cmsUrl, await postWith(admin, 1));
      rows.push({ words: name, 'ms a paste': Math.round(await paste(page, html)) });
    }
    return rows;
  } finally {
    await browser.close();
  }
}

const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b);
const at = (times: readonly number[], share: number) =>
  Math.round(times[Math.ceil(times.length * share) - 1] ?? 0);

const sentence = 'Warmth helps a stiff neck, and so does moving it gently every day. ';
const wordsInSentence = 13;

/** Text of so many words, in as many blocks as a long article has. */
function paragraphs(words: number): string[] {
  const inBlock = Math.max(1, Math.round(words / blocks / wordsInSentence));
  return Array.from({ length: Math.min(blocks, words) }, () => sentence.repeat(inBlock).trim());
}

async function postWith(admin: AdminClient, words: number): Promise<string> {
  const content = paragraphs(words).map((text) => ({
    type: 'paragraph',
    content: [{ type: 'text', text }],
  }));
  const { body } = await admin.create('post', {
    title: `${String(words)} words`,
    summary: 'A summary that is long enough to be one: more than fifty characters.',
    body: { type: 'doc', content },
  });
  return body.data?.documentId ?? '';
}

async function open(page: Page, cmsUrl: string, id: string): Promise<void> {
  await page.goto(`${cmsUrl}/admin/content-manager/collection-types/api::post.post/${id}`);
  await page.locator('.tiptap[contenteditable="true"]').first().waitFor();
}

/** Types in the middle of the text. @returns milliseconds from each key to the frame that shows it. */
async function type(page: Page): Promise<number[]> {
  const lines = page.locator('.tiptap > p');
  await lines.nth(Math.floor((await lines.count()) / 2)).click();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { times });
    const channel = new MessageChannel();
    let pressed = 0;
    // A message after a frame's callbacks arrives when the frame has been made.
    channel.port1.onmessage = () => times.push(performance.now() - pressed);
    document.addEventListener(
      'keydown',
      () => {
        pressed = performance.now();
        requestAnimationFrame(() => {
          channel.port2.postMessage(undefined);
        });
      },
      true,
    );
  });
  for (let key = 0; key < keys; key += 1) {
    const isEnd = key % lettersInWord === lettersInWord - 1;
    await page.keyboard.press(isEnd ? 'Space' : 'a');
    await page.waitForTimeout(isEnd ? pauseAfterWord : beat);
  }
  return page.evaluate(() => (window as unknown as { times: number[] }).times);
}

/** A text as Google Docs puts it on the clipboard. */
function fromGoogleDocs(words: number): string {
  const style =
    'font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;font-weight:400;white-space:pre-wrap;';
  return paragraphs(words)
    .map(
      (text) => `<p dir="ltr" style="line-height:1.38"><span style="${style}">${text}</span></p>`,
    )
    .join('');
}

/** Five megabytes each; and as many blocks as are read. */
const hostile = {
  'nested spans': '<span>'.repeat(833_000),
  'nested blocks': '<div>'.repeat(1_000_000),
  paragraphs: '<p>a'.repeat(1_250_000),
  'as many paragraphs as are read': '<p>a'.repeat(14_999),
  'as many items as are read': '<li>a'.repeat(14_999),
};

/** Pastes HTML. @returns milliseconds to the frame that shows it. */
async function paste(page: Page, html: string): Promise<number> {
  const text = page.locator('.tiptap').first();
  await text.click();
  return text.evaluate(async (element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', pasted);
    const start = performance.now();
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
    return performance.now() - start;
  }, html);
}
