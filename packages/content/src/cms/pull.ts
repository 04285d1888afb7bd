/** Pulls everything public from the CMS, page by page, and parses it at the seam. */
import { setImmediate } from 'node:timers/promises';
import { type Parsed, parseEntry, type Problem } from '../domain/parse.ts';
import type { Entry } from '../domain/entries.ts';
import type { CmsClient } from './client.ts';
import type { RawPage } from './query.ts';

/** Entries a page: large enough to batch well, small enough to keep memory flat on both sides. */
const pageSize = 150;

export interface PulledPage {
  entries: Entry[];
  problems: Problem[];
}

/**
 * Everything public, in pages; while one is worked on, the next two are fetched, so that neither the
 * CMS nor we wait for the other.
 * @throws CmsError when the CMS gives no usable answer.
 */
export async function* pull(client: CmsClient): AsyncGenerator<PulledPage> {
  const following = (page: Promise<RawPage | undefined>): Promise<RawPage | undefined> => {
    const next = page.then((before) =>
      before?.more === true ? client.content(before.cursor, pageSize) : undefined,
    );
    // An error is thrown where its page is awaited, not while another is worked on.
    next.catch(() => undefined);
    return next;
  };
  let current: Promise<RawPage | undefined> = client.content(undefined, pageSize);
  let next = following(current);
  for (;;) {
    const page = await current;
    if (!page) return;
    [current, next] = [next, following(next)];
    yield await parsePage(page);
  }
}

async function parsePage({ entries }: RawPage): Promise<PulledPage> {
  const parsed: Parsed[] = [];
  for (const entry of entries) {
    // Lets the answer that is on its way be received, so that the CMS and we work side by side.
    if (parsed.length % 20 === 0) await setImmediate();
    parsed.push(parseEntry(entry));
  }
  return {
    entries: parsed.flatMap((result) => (result.ok ? [result.parsed] : [])),
    problems: parsed.flatMap((result) => (result.ok ? [] : result.problems)),
  };
}
