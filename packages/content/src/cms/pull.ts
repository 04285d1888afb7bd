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
 * Everything public, in pages; while one is worked on the next is fetched.
 * @throws CmsError when the CMS gives no usable answer.
 */
export async function* pull(client: CmsClient): AsyncGenerator<PulledPage> {
  let next: Promise<RawPage> | undefined = client.content(undefined, pageSize);
  while (next) {
    const page: RawPage = await next;
    next = page.more ? client.content(page.cursor, pageSize) : undefined;
    // The error is thrown where the page is awaited, not while this one is worked on.
    next?.catch(() => undefined);
    const parsed: Parsed[] = [];
    for (const entry of page.entries) {
      // Lets the answer that is on its way be received, so that the CMS and we work side by side.
      if (parsed.length % 20 === 0) await setImmediate();
      parsed.push(parseEntry(entry));
    }
    yield {
      entries: parsed.flatMap((result) => (result.ok ? [result.parsed] : [])),
      problems: parsed.flatMap((result) => (result.ok ? [] : result.problems)),
    };
  }
}
