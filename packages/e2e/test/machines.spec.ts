/** What the site offers to programs: readers of feeds, search engines, browsers that install it. */
import { type APIRequestContext, expect, type Page } from 'playwright/test';
import { post, site, test } from '../visitor.ts';

/** What elements of an XML document hold; it has to be well-formed. The page must be an empty one. */
function textsOf(page: Page, xml: string, element: string): Promise<string[]> {
  return page.evaluate(
    ([text, name]) => {
      const document = new DOMParser().parseFromString(text, 'application/xml');
      const fault = document.querySelector('parsererror');
      if (fault) throw new Error(`${fault.textContent} in ${text.slice(0, 200)}`);
      return [...document.getElementsByTagName(name)].map(({ textContent }) => textContent);
    },
    [xml, element] as const,
  );
}

/** Such files follow a change within seconds: what was removed just before may still stand in them. */
const inTime = (check: () => Promise<void>) => expect(check).toPass();

async function textAt(request: APIRequestContext, address: string): Promise<string> {
  const answer = await request.get(address);
  expect(answer.status(), address).toBe(200);
  return answer.text();
}

test('the sitemap names pages with their last change and their images, and all of them are there', async ({
  page,
  request,
}) => {
  await inTime(async () => {
    const parts = await textsOf(page, await textAt(request, `${site}/sitemap.xml`), 'loc');
    const named: string[] = [];
    for (const part of parts) {
      const xml = await textAt(request, part);
      const pages = await textsOf(page, xml, 'loc');
      named.push(...pages, ...(await textsOf(page, xml, 'image:loc')));
      if (part.includes('/posts-'))
        expect(await textsOf(page, xml, 'lastmod')).toHaveLength(pages.length);
    }
    expect(named).toEqual(
      expect.arrayContaining([`${site}/`, post, `${site}/clinics/juniper-harbor/`]),
    );
    expect(named.some((address) => address.includes('/images/'))).toBe(true);
    for (const address of named) await textAt(request, address);
  });
});

test('robots and programs that read for somebody are told where all is', async ({ request }) => {
  expect(await textAt(request, `${site}/robots.txt`)).toContain(`Sitemap: ${site}/sitemap.xml\n`);
  await inTime(async () => {
    const overview = await textAt(request, `${site}/llms.txt`);
    expect(overview).toMatch(/^# Meridian Journal\n/);
    const links = [...overview.matchAll(/\]\((http[^)]+)\)/g)].map(([, link = '']) => link);
    expect(links).toEqual(
      expect.arrayContaining([`${site}/topics/sleep/`, `${site}/practitioners/mei-lin-zhao/`]),
    );
    for (const link of links) await textAt(request, link);
  });
});

test('a browser can install the site, with icons of the sizes that it is told', async ({
  page,
}) => {
  await page.goto(site);
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    return (await fetch(link?.href ?? '')).json() as Promise<{
      name: string;
      start_url: string;
      icons: { src: string; sizes: string }[];
    }>;
  });
  expect(manifest).toMatchObject({ name: 'Meridian Journal', start_url: '/' });
  const drawn = manifest.icons.filter(({ sizes }) => sizes !== 'any');
  expect(drawn).not.toEqual([]);
  for (const { src, sizes } of drawn) {
    const size = await page.evaluate(async (source) => {
      const icon = new Image();
      icon.src = source;
      await icon.decode();
      return `${String(icon.naturalWidth)}x${String(icon.naturalHeight)}`;
    }, src);
    expect(size).toBe(sizes);
  }
});

for (const path of [
  '/',
  '/topics/low-back-pain/',
  '/practitioners/mei-lin-zhao/',
  '/clinics/juniper-harbor/',
])
  test(`${path} offers its posts as RSS, Atom and JSON, all of them whole`, async ({
    page,
    request,
  }) => {
    await inTime(async () => {
      const html = await textAt(request, site + path);
      const feeds = new Map(
        [...html.matchAll(/<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"/g)].map(
          ([, type = '', address = '']) => [type, new URL(address, site).href],
        ),
      );
      const feed = async (type: string) => textAt(request, feeds.get(type) ?? type);
      const titles = [
        await textsOf(page, await feed('application/rss+xml'), 'title'),
        await textsOf(page, await feed('application/atom+xml'), 'title'),
      ].map(([, ...ofPosts]) => ofPosts);
      const { version, items } = JSON.parse(await feed('application/feed+json')) as {
        version: string;
        items: { title: string; url: string }[];
      };
      expect(version).toBe('https://jsonfeed.org/version/1.1');
      expect(items.length).toBeGreaterThan(0);
      for (const ofPosts of titles) expect(ofPosts).toEqual(items.map(({ title }) => title));
      for (const { url } of items) await textAt(request, url);
    });
  });
