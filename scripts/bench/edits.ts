/** What people change, and how long it takes until a visitor sees it. */
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SiteStatus } from '@meridian/content';
import { root } from '../system/settings.ts';
import type { AdminAnswer, AdminClient } from '../test/admin-client.ts';

/** Milliseconds until a visitor gets the new page. */
export interface Samples {
  /** Since the CMS has answered. */
  sinceAnswer: number;
  sinceSending: number;
}

interface Outcome {
  samples: Samples[];
  note?: string;
}

type Document = Record<string, unknown> & { documentId: string; slug: string };

const publishes = 200;
/** Done before, and not counted: programs that have just started are slower. */
const warmUps = 30;
const rounds = 20;
const burst = 1_000;
/** How many people write at once in a burst. */
const writers = 4;
const patience = 60_000;
/** Between two edits of one person, in milliseconds. */
const thought = 250;
/** The longest pause between two looks at a page, in milliseconds. */
const longestPause = 25;

/** The system under test, as its users see it. */
export class BenchSite {
  readonly admin: AdminClient;
  readonly #siteUrl: string;
  readonly #publisherUrl: string;
  readonly #live: string;
  #serial = 0;

  /** @param live the link to the tree that is live. */
  constructor(admin: AdminClient, siteUrl: string, publisherUrl: string, live: string) {
    this.#live = live;
    this.admin = admin;
    this.#siteUrl = siteUrl;
    this.#publisherUrl = publisherUrl;
  }

  /** A word that stands nowhere yet. */
  word(): string {
    this.#serial += 1;
    return `measured${String(Date.now())}n${String(this.#serial)}`;
  }

  async documents(type: string, count: number): Promise<Document[]> {
    const found: Document[] = [];
    for (let page = 1; found.length < count; page += 1) {
      const { body } = await this.admin.call(
        'GET',
        `/content-manager/collection-types/api::${type}.${type}?page=${String(page)}&pageSize=100&sort=updatedAt:DESC`,
      );
      const { results } = body as unknown as { results: Document[] };
      found.push(...results);
      if (results.length < 100) break;
    }
    return found.slice(0, count);
  }

  /** All that a form of the admin holds, as it sends it; relations are left as they are. */
  async form(type: string, id: string): Promise<Document> {
    const path = `/content-manager/collection-types/api::${type}.${type}/${id}`;
    const { body } = await this.admin.call('GET', path);
    const isRelation = (value: unknown) =>
      typeof value === 'object' && value !== null && 'count' in value;
    return Object.fromEntries(
      Object.entries(body.data ?? {}).filter(([, value]) => !isRelation(value)),
    ) as Document;
  }

  /** Presses Publish in a form. */
  publish(type: string, id: string, form: object): Promise<AdminAnswer> {
    const path = `/content-manager/collection-types/api::${type}.${type}/${id}/actions/publish`;
    return this.admin.call('POST', path, form);
  }

  get(path: string): Promise<Response> {
    return fetch(this.#siteUrl + path, { redirect: 'manual' });
  }

  async shows(path: string, word: string): Promise<boolean> {
    return (await (await this.get(path)).text()).includes(word);
  }

  async status(): Promise<SiteStatus> {
    return (await (await fetch(`${this.#publisherUrl}/status`)).json()) as SiteStatus;
  }

  async releases(): Promise<SiteStatus['releases']> {
    return (await this.status()).releases;
  }

  /** Does something, and waits until it shows. */
  async measure(act: () => Promise<AdminAnswer>, isLive: () => Promise<boolean>): Promise<Samples> {
    const start = performance.now();
    const { status, body } = await act();
    const answered = performance.now();
    if (status >= 300) throw new Error(`The CMS refuses it: ${JSON.stringify(body.error)}`);
    for (;;) {
      const tree = readlinkSync(this.#live);
      if (await isLive()) break;
      if (performance.now() - answered > patience) throw new Error('It does not go live.');
      // To ask for the page without pause would take a third of a core from what is measured.
      const asked = performance.now();
      while (readlinkSync(this.#live) === tree && performance.now() - asked < longestPause)
        await delay(1);
    }
    const end = performance.now();
    return { sinceAnswer: end - answered, sinceSending: end - start };
  }
}

async function repeat(count: number, work: (round: number) => Promise<Samples>): Promise<Outcome> {
  const samples: Samples[] = [];
  for (let round = 0; round < count; round += 1) {
    samples.push(await work(round));
    await delay(thought);
  }
  return { samples };
}

const summaryWith = (word: string) =>
  `What was found since then, in short, and what it means for those who are in pain: ${word}.`;

const postPath = (slug: unknown) => `/posts/${String(slug)}/`;

/** By what was done. */
export const edits: Record<string, (site: BenchSite) => Promise<Outcome>> = {
  async 'a post published again'(site) {
    const posts = await site.documents('post', publishes);
    const { samples } = await repeat(warmUps + publishes, async (round) => {
      const id = posts[(round * 37) % posts.length]?.documentId ?? '';
      const form = await site.form('post', id);
      const word = site.word();
      return site.measure(
        () => site.publish('post', id, { ...form, summary: summaryWith(word) }),
        () => site.shows(postPath(form.slug), word),
      );
    });
    return { samples: samples.slice(warmUps) };
  },

  async 'a new post'(site) {
    const [sample] = await site.documents('post', 1);
    const { title, body, references } = await site.form('post', sample?.documentId ?? '');
    const cited = (references as { id: number }[]).map(({ id, ...reference }) => reference);
    const [author] = await site.documents('author', 1);
    return repeat(rounds, async () => {
      const word = site.word();
      const created = await site.admin.create('post', {
        title: `${String(title)} ${word}`,
        slug: word,
        summary: summaryWith(word),
        body,
        references: cited,
        authors: { connect: [{ documentId: author?.documentId }] },
        publishAt: new Date().toISOString(),
      });
      const id = created.body.data?.documentId ?? '';
      return site.measure(
        () => site.admin.publish('post', id),
        async () => (await site.shows(postPath(word), word)) && site.shows('/posts/', word),
      );
    });
  },

  async 'a slug renamed, with its redirect'(site) {
    const posts = await site.documents('post', rounds);
    return repeat(rounds, async (round) => {
      const id = posts[round % posts.length]?.documentId ?? '';
      const form = await site.form('post', id);
      const slug = site.word();
      return site.measure(
        () => site.publish('post', id, { ...form, slug }),
        async () =>
          (await site.get(postPath(slug))).status === 200 &&
          (await site.get(postPath(form.slug))).headers.get('location') === postPath(slug),
      );
    });
  },

  async 'a comment approved'(site) {
    const posts = await site.documents('post', rounds);
    return repeat(rounds, async (round) => {
      const post = posts[round % posts.length];
      const word = site.word();
      const { body } = await site.admin.create('comment', {
        post: { connect: [{ documentId: post?.documentId }] },
        name: 'Reader',
        body: `A question: ${word}`,
        state: 'pending',
        submittedAt: new Date().toISOString(),
      });
      const id = body.data?.documentId ?? '';
      return site.measure(
        () => site.admin.update('comment', id, { state: 'approved' }),
        () => site.shows(postPath(post?.slug), word),
      );
    });
  },

  async "an author's portrait"(site) {
    const [author] = await site.documents('author', 1);
    const image = new Uint8Array(readFileSync(join(root, 'cms/favicon.png')));
    return repeat(3, async () => {
      const file = await site.admin.upload(image);
      const word = site.word();
      return site.measure(
        () =>
          site.admin.update('author', author?.documentId ?? '', {
            portrait: { file: file.id, alt: `A portrait ${word}` },
          }),
        () => site.shows(`/practitioners/${String(author?.slug)}/`, word),
      );
    });
  },

  async "a clinic's hours, on every page that shows them"(site) {
    const clinics = await site.documents('clinic', 10);
    let pages = 0;
    const { samples } = await repeat(3, async (round) => {
      const clinic = clinics[round % clinics.length];
      const closes = `19:${String(11 + round)}`;
      const sample = await site.measure(
        () =>
          site.admin.update('clinic', clinic?.documentId ?? '', {
            hours: [{ weekday: 'monday', opens: '08:00:00.000', closes: `${closes}:00.000` }],
          }),
        async () => site.shows(`/clinics/${String(clinic?.slug)}/`, closes.replace('19:', '7:')),
      );
      pages = Math.max(pages, (await site.releases())[0]?.changed ?? 0);
      return sample;
    });
    return { samples, note: `up to ${String(pages)} pages` };
  },

  async 'the way back, and on again'(site) {
    return repeat(rounds, async (round) => {
      const [, before] = await site.releases();
      const isBack = round % 2 === 0;
      const path = isBack ? `rollback/${String(before?.number)}` : 'resume';
      return site.measure(
        () => site.admin.call('POST', `/publishing/${path}`),
        async () => ((await site.status()).held !== undefined) === isBack,
      );
    });
  },

  async [`${String(burst)} edits in a burst`](site) {
    const posts = await site.documents('post', burst);
    const before = (await site.releases())[0]?.number ?? 0;
    const waiting = new Map<string, string>();
    let next = 0;
    const write = async () => {
      for (let number = next++; number < burst; number = next++) {
        const { documentId, slug } = posts[number % posts.length] ?? { documentId: '', slug: '' };
        const word = site.word();
        const { status } = await site.publish('post', documentId, { summary: summaryWith(word) });
        if (status >= 300) throw new Error(`The CMS refuses it with status ${String(status)}.`);
        waiting.set(postPath(slug), word);
      }
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: writers }, write));
    const last = performance.now();
    for (const [path, word] of waiting) while (!(await site.shows(path, word))) await delay(5);
    const end = performance.now();
    const releases = ((await site.releases())[0]?.number ?? 0) - before;
    return {
      samples: [{ sinceAnswer: end - last, sinceSending: end - start }],
      note: `${String(releases)} releases, ${String(Math.round((last - start) / 1000))} s of writing`,
    };
  },
};
