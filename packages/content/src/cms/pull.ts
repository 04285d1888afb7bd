/** Pulls changes from the CMS, page by page, and parses them at the seam. */
import { setImmediate } from 'node:timers/promises';
import type { Entry, Kind } from '../domain/entries.ts';
import { type Parsed, parseEntry, type Problem } from '../domain/parse.ts';
import type { CmsClient } from './client.ts';
import type { RawChanges } from './query.ts';

/** Entries a page: large enough to batch well, small enough to keep memory flat on both sides. */
const pageSize = 150;

export interface PulledPage {
  entries: Entry[];
  /** Documents that are public no more. */
  gone: { kind: Kind; id: string }[];
  /** Entries that changed to what cannot be shown. */
  problems: Problem[];
  /** Where the next pull goes on. */
  cursor: string;
  /** Whether these are the first changes of all; what the pull does not give then does not exist. */
  fromStart: boolean;
}

/**
 * What changed after a cursor, in pages; all that is public without one, or when the cursor is of
 * another history. While a page is worked on the next two are fetched, so that neither the CMS nor
 * we wait for the other.
 * @throws CmsError when the CMS gives no usable answer.
 */
export async function* pull(
  client: CmsClient,
  cursor: string | undefined,
): AsyncGenerator<PulledPage> {
  const following = (page: Promise<RawChanges | undefined>): Promise<RawChanges | undefined> => {
    const next = page.then((before) =>
      before?.more === true ? client.changes(before.cursor, pageSize) : undefined,
    );
    // An error is thrown where its page is awaited, not while another is worked on.
    next.catch(() => undefined);
    return next;
  };
  let current: Promise<RawChanges | undefined> = client.changes(cursor, pageSize);
  let next = following(current);
  for (;;) {
    const page = await current;
    if (!page) return;
    [current, next] = [next, following(next)];
    yield await parsePage(page);
  }
}

async function parsePage({ entries, gone, cursor, fromStart }: RawChanges): Promise<PulledPage> {
  const parsed: Parsed[] = [];
  for (const entry of entries) {
    // Lets the answer that is on its way be received, so that the CMS and we work side by side.
    if (parsed.length % 20 === 19) await setImmediate();
    parsed.push(parseEntry(entry));
  }
  return {
    entries: parsed.flatMap((result) => (result.ok ? [result.parsed] : [])),
    gone,
    problems: parsed.flatMap((result) => (result.ok ? [] : result.problems)),
    cursor,
    fromStart,
  };
}
