/** Every fixture of `packages/article/test/pastes`, pasted into the real editor of a real browser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHtml, validate } from '@meridian/article';
import { expect, type Page, test } from 'playwright/test';
import type { AdminClient } from '../../../scripts/test/admin-client.ts';
import { openEntry, paste, textOf } from '../editor.ts';
import { adminClient, signIn } from '../sign-in.ts';

const folder = join(import.meta.dirname, '../../article/test/pastes');
const expectedEnd = '.expected.html';

let admin: AdminClient;
let post: string;

test.beforeAll(async () => {
  admin = adminClient();
  const { body } = await admin.create('post', {
    title: 'Pasted',
    slug: 'pasted',
    summary: 'A summary that is long enough to be one: more than fifty characters.',
    body: { type: 'doc', content: [{ type: 'paragraph' }] },
  });
  post = body.data?.documentId ?? '';
});

test.afterAll(async () => {
  await admin.remove('post', post);
});

interface Json {
  type: string;
  attrs?: { image?: { kind: string } };
  content?: Json[];
}

/** The reader of HTML knows no images within it; the editor sends them to the media library. */
const isSent = ({ attrs }: Json) => attrs?.image !== undefined && attrs.image.kind !== 'url';

/** Captions have a node of their own in the editor. */
const asArticle = (node: Json): Json => ({
  ...node,
  ...(node.content && {
    content: node.content
      .filter((child) => !isSent(child))
      .flatMap((child) =>
        child.type === 'figureCaption' ? (child.content ?? []) : [asArticle(child)],
      ),
  }),
});

/** The article in the editor, in its canonical form. */
async function articleIn(page: Page): Promise<string> {
  const json = await textOf(page).evaluate((element) =>
    (element as unknown as { editor: { getJSON: () => Json } }).editor.getJSON(),
  );
  const result = validate(asArticle(json));
  return result.ok ? toHtml(result.article) : JSON.stringify(result.problems);
}

/** A tag a line, so that a failure shows where two articles differ. */
const lines = (html: string) => html.replaceAll('><', '>\n<');

for (const source of readdirSync(folder))
  test(`what comes from ${source} is in the editor as its writer saw it`, async ({ page }) => {
    await signIn(page);
    await openEntry(page, 'post', post);
    // The images of the fixtures lie nowhere.
    await page.route('**/article/images', (route) => route.fulfill({ status: 400, json: {} }));
    const files = readdirSync(join(folder, source)).filter((file) => !file.endsWith(expectedEnd));
    for (const file of files) {
      const content = readFileSync(join(folder, source, file), 'utf8');
      const expected = readFileSync(
        join(folder, source, file.replace(/\.\w+$/, expectedEnd)),
        'utf8',
      ).replace(/^<!-- lost: .* -->\n/, '');
      await textOf(page).press('Control+a');
      await textOf(page).press('Delete');
      await expect(textOf(page)).toHaveText('');
      await expect(textOf(page).locator('figure')).toHaveCount(0);
      const type = file.endsWith('.html') ? 'text/html' : 'text/plain';
      await paste(textOf(page), { [type]: content });
      expect(lines(await articleIn(page)), file).toBe(lines(expected.replaceAll('\n', '')));
    }
  });
