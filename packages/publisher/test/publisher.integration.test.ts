/** From the real CMS to a finished site, and what happens when something is wrong. */
import {
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliCompressSync } from 'node:zlib';
import { formatProblem } from '@meridian/content';
import { SearchIndex } from '@meridian/search';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestCms } from '../../../scripts/test/running-cms.ts';
import { errorsOf } from '../../../scripts/test/vocabulary.ts';
import { isThere } from '../src/addresses.ts';
import { Publisher, type PublisherOptions } from '../src/index.ts';
import { digests } from './digests.ts';
import { danglingIds, missingFields, thingsIn, unconnected } from './structured-data.ts';

const cms = inject('cms');
const access = { url: cms.url, token: cms.siteToken };
const siteUrl = 'https://journal.example';
const folders: string[] = [];

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-build-'));
  folders.push(folder);
  return folder;
}

/** Changes the database of the CMS behind its back, and gives back what undoes it. */
function tamper(sql: string, undo: string): () => void {
  const run = (statement: string) => {
    const database = new DatabaseSync(join(cms.dataFolder, 'cms/data.db'));
    database.exec(`PRAGMA busy_timeout = 5000; ${statement}`);
    database.close();
  };
  run(sql);
  return () => {
    run(undo);
  };
}

/** Publishes once, as CI does. */
async function publishOnce(dataFolder: string, options: Partial<PublisherOptions> = {}) {
  const publisher = new Publisher({ cms: access, dataFolder, siteUrl, ...options });
  try {
    const release = await publisher.publish('a test');
    await publisher.behind.all();
    return {
      release,
      site: publisher.site,
      entries: publisher.entryCount(),
      problems: publisher.problems().map(formatProblem),
    };
  } finally {
    await publisher.close();
  }
}

/** A folder without a site, which has what never changes: images and the site's program. */
function folderWithoutSite(): string {
  const folder = temporaryFolder();
  for (const kept of ['images', 'cache'])
    cpSync(join(dataFolder, kept), join(folder, kept), { recursive: true });
  return folder;
}

let dataFolder: string;
let report: Awaited<ReturnType<typeof publishOnce>>;

beforeAll(async () => {
  dataFolder = temporaryFolder();
  report = await publishOnce(dataFolder);
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const page = (path: string) => readFileSync(join(report.site, path), 'utf8');

/** Whole pages, and not what pages put into themselves. */
const pageFiles = () => globSync('**/*.html', { cwd: report.site, exclude: ['fragments'] });

/** What must fail, with the last good site left as it was. */
async function failsWith(message: RegExp, options: Partial<PublisherOptions> = {}) {
  const before = digests(report.site);
  await expect(publishOnce(dataFolder, options)).rejects.toThrow(message);
  expect(digests(report.site)).toEqual(before);
}

describe('a release of the demonstration content', () => {
  it('makes a page for every entry that has one', () => {
    expect(report.entries).toBe(75);
    for (const [folder, count] of [
      ['posts', 24],
      ['practitioners', 7],
      ['clinics', 4],
      ['topics', 12],
    ] as const) {
      expect(globSync(`${folder}/*.html`, { cwd: report.site })).toHaveLength(count);
    }
    for (const slug of ['about', 'editorial-policy', 'privacy', 'accessibility', 'disclaimer'])
      expect(existsSync(join(report.site, `${slug}.html`))).toBe(true);
    for (const file of ['index.html', '404.html', 'feed.xml', 'sitemap.xml', 'robots.txt'])
      expect(existsSync(join(report.site, file))).toBe(true);
  });

  it('is the same byte for byte when it is made twice', async () => {
    const again = await publishOnce(temporaryFolder());
    expect(digests(again.site)).toEqual(digests(report.site));
  });

  it('has an image file for every image that a page names', () => {
    const names = new Set(
      globSync('**/*.html', { cwd: report.site }).flatMap(
        (file) => page(file).match(/\/images\/[\w.-]+/g) ?? [],
      ),
    );
    expect(names.size).toBeGreaterThan(100);
    for (const name of names) expect(statSync(join(report.site, name)).size).toBeGreaterThan(0);
  });

  it('can be searched: in what stands on its pages, and in nothing else', async () => {
    const index = new SearchIndex((name) => {
      const file = join(report.site, 'search', name);
      return Promise.resolve(existsSync(file) ? new Response(readFileSync(file)) : undefined);
    });
    const find = async (text: string, facets: string[] = []) => {
      const { documents } = await index.find({ text, facets });
      const found = await Promise.all(documents.map((number) => index.document(number)));
      return found.map((document) => document?.path);
    };
    expect(await find('adverse event pneumothorax ')).toEqual(['/posts/is-acupuncture-safe/']);
    expect(await find('Zhao ')).toContain('/practitioners/mei-lin-zhao/');
    const onSafety = await find('acupuncture ', ['topic:safety']);
    expect(onSafety).toContain('/posts/is-acupuncture-safe/');
    expect(onSafety).not.toContain('/posts/does-acupuncture-help-low-back-pain/');
    // A comment, and a post that is no more than a draft.
    expect(await find('quibble ')).toEqual([]);
    expect(globSync('search/documents/*.json', { cwd: report.site })).toHaveLength(52);
  });

  it('has an image of every post for where it is shared', async () => {
    for (const file of globSync('posts/*.html', { cwd: report.site })) {
      const name = /<meta property="og:image" content="[^"]*(\/share\/\w+\.png)"/.exec(
        page(file),
      )?.[1];
      const image = sharp(join(report.site, name ?? ''));
      expect(await image.metadata(), file).toMatchObject({
        format: 'png',
        width: 1200,
        height: 630,
      });
    }
    expect(globSync('share/*', { cwd: report.site })).toHaveLength(24);
  });

  it('shows approved comments and no others', () => {
    const posts = globSync('posts/*.html', { cwd: report.site }).map(page);
    const comments = posts.flatMap((html) => html.match(/<article id="comment_/g) ?? []);
    expect(comments).toHaveLength(19);
  });

  it('holds no e-mail address of a commenter', () => {
    for (const file of globSync('**/*.{html,xml}', { cwd: report.site }))
      expect(page(file)).not.toContain('@mailbox.example');
  });

  it('begins with one small script of its own and asks no other host', () => {
    for (const file of pageFiles()) {
      const html = page(file);
      const scripts = html.match(/<script(?! type="application\/ld\+json")[^>]*>/g) ?? [];
      expect(scripts, file).toEqual([
        expect.stringMatching(/^<script src="\/assets\/boot-[\w-]+\.js">$/),
      ]);
      expect(html).not.toMatch(
        /<(?:img|link rel="stylesheet"|source|iframe)[^>]+(?:src|href|srcset)="https?:/,
      );
    }
  });

  it('leads nowhere that is not there', () => {
    const broken = globSync('**/*.html', { cwd: report.site }).flatMap((file) => {
      const html = page(file);
      return [...html.matchAll(/(?:href|src)="(\/[^"#]*|#[^"]*)(?:#([^"]*))?"/g)].flatMap(
        ([, target = '']) => {
          if (target.startsWith('#'))
            return target === '#' || html.includes(`id="${target.slice(1)}"`)
              ? []
              : [`${file}: ${target}`];
          return isThere(report.site, target) ? [] : [`${file}: ${target}`];
        },
      );
    });
    expect(broken).toEqual([]);
  });

  it('weighs little: a post is there with the first flight of packets', () => {
    const size = (file: string) => brotliCompressSync(readFileSync(join(report.site, file))).length;
    const asset = (name: string) => globSync(`assets/${name}`, { cwd: report.site })[0] ?? '';
    const style = size(asset('Page.*.css'));
    const face = (name: string) => statSync(join(report.site, asset(`${name}.*.woff2`))).size;
    const others =
      size(asset('boot-*.js')) + size(asset('icon.*.svg')) + size(asset('print.*.css'));
    const faces = face('literata') + face('literata-italic') + face('literata-extended');
    expect(faces).toBeLessThanOrEqual(60 * 1024);
    /** What a page loads while it is read to its end. */
    const later = (html: string) => {
      const islands = html.matchAll(/data-island="\/([^"]+)" data-load="seen"/g);
      const scripts = [...new Set(Array.from(islands, ([, file = '']) => file))];
      expect(scripts.length).toBeGreaterThan(1);
      return [...scripts, 'fragments/recent.html'].reduce((sum, file) => sum + size(file), 0);
    };
    for (const file of globSync('posts/*.html', { cwd: report.site })) {
      const html = size(file);
      // The demonstration's posts have 900 to 1,100 words, and up to four comments.
      const references = page(file).match(/<li id="reference_/g)?.length ?? 0;
      if (references <= 3) expect(html + style, file).toBeLessThanOrEqual(14 * 1024);
      const text = page(file);
      const type =
        face('literata') +
        (/<(?:em|i|cite)\b/.test(text) ? face('literata-italic') : 0) +
        (/[\u0100-\u0151\u0154-\u017f]/.test(text) ? face('literata-extended') : 0);
      expect(html + style + type + others + later(text), file).toBeLessThanOrEqual(60 * 1024);
    }
    expect(size(asset('boot-*.js'))).toBeLessThanOrEqual(512);
    expect(size(asset('clinic-hours-*.js'))).toBeLessThanOrEqual(2 * 1024);
  });

  it('speaks the vocabulary of schema.org, with all that search engines ask for', () => {
    const documents = Object.fromEntries(
      pageFiles().map((file) => {
        const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page(file))?.[1];
        return [file, JSON.parse(json ?? '') as { '@graph': Record<string, unknown>[] }];
      }),
    );
    for (const [file, document] of Object.entries(documents)) {
      expect(missingFields(document), file).toEqual([]);
      expect(danglingIds(document), file).toEqual([]);
      expect(unconnected(document), file).toEqual([]);
    }
    const fields = new Set(
      [...thingsIn(Object.values(documents))].flatMap((thing) => Object.keys(thing)),
    );
    for (const field of [
      'about',
      'availableService',
      'citation',
      'comment',
      'geo',
      'hasCredential',
      'lastReviewed',
      'openingHoursSpecification',
      'reviewedBy',
      'specialOpeningHoursSpecification',
    ])
      expect(fields).toContain(field);
    const kinds = [
      'index.html',
      'posts/is-acupuncture-safe.html',
      'practitioners/mei-lin-zhao.html',
      'clinics/juniper-harbor.html',
      'topics/low-back-pain.html',
    ];
    expect(
      errorsOf(
        Object.fromEntries(kinds.map((file) => [file.replaceAll(/\W/g, '_'), documents[file]])),
      ),
    ).toEqual([]);
  });

  it('uses an id once on a page, and gives each page a title and a description of its own', () => {
    const titles = new Map<string, string>();
    for (const file of pageFiles()) {
      const html = page(file);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(ids, file).toEqual([...new Set(ids)]);
      const title = /<title>([^<]+)<\/title>/.exec(html)?.[1] ?? '';
      expect(title.length, file).toBeGreaterThan(5);
      expect(titles.get(title), `${file} and ${titles.get(title) ?? ''}`).toBeUndefined();
      titles.set(title, file);
      expect(html, file).toMatch(/<meta name="description" content="[^"]{20,}"/);
    }
  });
});

describe('a release that cannot be made', () => {
  it('says so when the CMS cannot be reached', async () => {
    await failsWith(/does not answer.*CMS_URL/, {
      cms: { ...access, url: 'http://localhost:9', pauses: [1] },
    });
  });

  it('says so when the token is refused', async () => {
    await failsWith(/refuses the site's token.*CMS_TOKEN/, { cms: { ...access, token: 'wrong' } });
  });

  it('says so when another publisher is at work', async () => {
    const first = new Publisher({ cms: access, dataFolder, siteUrl });
    try {
      await failsWith(/Another publisher works in the same data folder/);
    } finally {
      await first.close();
    }
  });
});

describe('what cannot be shown', () => {
  it('stays away from a first release, with a word for each, and all else goes live', async () => {
    const undo = tamper(
      `CREATE TABLE saved AS SELECT id, body FROM posts WHERE published_at IS NOT NULL ORDER BY id LIMIT 2;
       UPDATE posts SET body = '{"type":"doc","content":[{"type":"marquee"}]}' WHERE id IN (SELECT id FROM saved)`,
      'UPDATE posts SET body = (SELECT body FROM saved WHERE saved.id = posts.id) WHERE id IN (SELECT id FROM saved); DROP TABLE saved',
    );
    try {
      const { problems, site } = await publishOnce(folderWithoutSite());
      expect(problems).toEqual([
        expect.stringMatching(/^Post “.+”, body: .*“marquee” is not known here/),
        expect.stringMatching(/^Post “.+”, body: .*“marquee” is not known here/),
      ]);
      expect(globSync('posts/*.html', { cwd: site })).toHaveLength(22);
    } finally {
      undo();
    }
  });

  it('stays as it was in a site that has it, and goes live when it is put right', async () => {
    const own = folderWithoutSite();
    const { site } = await publishOnce(own);
    const before = digests(site);
    const undo = tamper(
      `CREATE TABLE saved AS SELECT id, body FROM posts WHERE slug = 'is-acupuncture-safe' AND published_at IS NOT NULL;
       UPDATE posts SET body = '{"type":"doc","content":[]}' WHERE id IN (SELECT id FROM saved);
       UPDATE topics SET name = 'Well rested' WHERE slug = 'sleep'`,
      `UPDATE posts SET body = (SELECT body FROM saved WHERE saved.id = posts.id) WHERE id IN (SELECT id FROM saved); DROP TABLE saved;
       UPDATE topics SET name = 'Sleep' WHERE slug = 'sleep'`,
    );
    try {
      const { problems } = await publishOnce(own);
      expect(problems).toEqual([expect.stringMatching(/^Post “Is acupuncture safe.+, body: /)]);
      const now = digests(site);
      expect(now['posts/is-acupuncture-safe.html']).toBe(before['posts/is-acupuncture-safe.html']);
      expect(readFileSync(join(site, 'topics/sleep.html'), 'utf8')).toContain('Well rested');
    } finally {
      undo();
    }
    const { problems } = await publishOnce(own);
    expect(problems).toEqual([]);
    expect(digests(site)).toEqual(before);
  });

  it('is named when two entries claim one address', async () => {
    const undo = tamper(
      `CREATE TABLE saved AS SELECT id, "from" FROM redirects LIMIT 1;
       UPDATE pages SET slug = 'posts' WHERE slug = 'about';
       UPDATE redirects SET "from" = '/posts/is-acupuncture-safe/' WHERE id IN (SELECT id FROM saved)`,
      `UPDATE pages SET slug = 'about' WHERE slug = 'posts';
       UPDATE redirects SET "from" = (SELECT "from" FROM saved) WHERE id IN (SELECT id FROM saved); DROP TABLE saved`,
    );
    try {
      const { problems, site } = await publishOnce(folderWithoutSite());
      expect(problems.join('\n')).toMatch(
        /Page “.+”, slug: This address belongs to the site itself[^]*Redirect “.+”, from: [^]*\/posts\/is-acupuncture-safe\//,
      );
      // The navigation leads to the page that is missing no more.
      expect(readFileSync(join(site, 'index.html'), 'utf8')).not.toContain('href="/about/"');
      expect(readFileSync(join(site, '_redirects'), 'utf8')).not.toContain('is-acupuncture-safe');
    } finally {
      undo();
    }
  });

  it('is named when its image file is gone or broken, and goes live when the file is there', async () => {
    const uploads = join(cms.dataFolder, 'cms/public/uploads');
    const fileOf = (name: string) =>
      join(uploads, readdirSync(uploads).find((item) => item.startsWith(name)) ?? '');
    const [gone, broken] = [fileOf('cover_safety'), fileOf('cover_knee')];
    renameSync(gone, `${gone}.saved`);
    copyFileSync(broken, `${broken}.saved`);
    writeFileSync(broken, 'this is no image');
    const own = folderWithoutSite();
    rmSync(join(own, 'images'), { recursive: true });
    try {
      const { problems, site } = await publishOnce(own);
      expect(problems.sort()).toEqual([
        expect.stringMatching(/^Post “.+cover_knee.+not an image that can be read/),
        expect.stringMatching(/^Post “Is acupuncture safe\?.+cover_safety.+upload it again/),
      ]);
      expect(readdirSync(join(site, 'posts'))).toContain('migraine-between-attacks.html');
    } finally {
      for (const file of [gone, broken]) renameSync(`${file}.saved`, file);
    }
    const publisher = new Publisher({ cms: access, dataFolder: own, siteUrl });
    try {
      await publisher.publish('a test', { retry: true });
      await publisher.behind.all();
      expect(publisher.problems()).toEqual([]);
      expect(digests(publisher.site)).toEqual(digests(report.site));
    } finally {
      await publisher.close();
    }
  });
});

describe('a site of an empty CMS', () => {
  it('is a useful empty site', async () => {
    const empty = await startTestCms({ demo: false });
    try {
      const built = await publishOnce(folderWithoutSite(), {
        cms: { url: empty.url, token: empty.siteToken },
      });
      expect(built.entries).toBe(0);
      const home = readFileSync(join(built.site, 'index.html'), 'utf8');
      expect(home).toContain('No article has been published yet.');
      for (const path of ['posts', 'practitioners', 'clinics', 'topics'])
        expect(existsSync(join(built.site, `${path}.html`))).toBe(true);
      expect(existsSync(join(built.site, '404.html'))).toBe(true);
    } finally {
      await empty.stop();
    }
  });
});
