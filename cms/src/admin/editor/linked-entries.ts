/** Entries that a link can lead to: found by words, and known by their id. */
import type { LinkedKind, LinkTarget } from '@meridian/article';
import { useAnswer } from './answer';

export type EntryTarget = Exclude<LinkTarget, { kind: 'url' }>;

export interface LinkedEntry {
  kind: LinkedKind;
  documentId: string;
  title: string;
  isPublic: boolean;
}

/** What of the content manager each kind is. */
const kinds = {
  post: { uid: 'api::post.post', title: 'title' },
  author: { uid: 'api::author.author', title: 'name' },
  clinic: { uid: 'api::clinic.clinic', title: 'name' },
  topic: { uid: 'api::topic.topic', title: 'name' },
} as const satisfies Record<LinkedKind, { uid: string; title: string }>;

interface Rows {
  results: {
    documentId: string;
    /** Draft, modified or published, of types that have drafts. */
    status?: string;
    title?: string;
    name?: string;
  }[];
}

const hitsOfKind = 5;

/** Entries of a kind whose name holds the words; none for fewer than two letters. */
function useHits(kind: LinkedKind, words: string) {
  const { uid, title } = kinds[kind];
  const query = new URLSearchParams({
    page: '1',
    pageSize: String(hitsOfKind),
    sort: `${title}:ASC`,
    [`filters[${title}][$containsi]`]: words,
  });
  const path = `/content-manager/collection-types/${uid}?${query.toString()}`;
  return useEntries(kind, words.length < 2 ? undefined : path);
}

/** Entries of all kinds whose name holds the words. */
export function useEntrySearch(words: string) {
  const answers = [
    useHits('post', words),
    useHits('author', words),
    useHits('clinic', words),
    useHits('topic', words),
  ];
  return {
    entries: answers.flatMap(({ entries }) => entries ?? []),
    problem: answers.find(({ error }) => error !== undefined)?.error,
    isDone: answers.every(({ entries, error }) => entries ?? error),
  };
}

function useEntries(kind: LinkedKind, path: string | undefined) {
  const { data, error } = useAnswer<Rows>(path);
  const entries = data?.results.map((row): LinkedEntry => ({
    kind,
    documentId: row.documentId,
    title: row[kinds[kind].title] ?? row.documentId,
    isPublic: kind !== 'post' || row.status !== 'draft',
  }));
  return { entries, error };
}

/** The entry that a link leads to, as it is now, or why there is none. */
export function useLinkedEntry({ kind, documentId }: EntryTarget): {
  entry?: LinkedEntry;
  problem?: string;
} {
  const query = `filters[documentId][$eq]=${documentId}&page=1&pageSize=1`;
  const path = `/content-manager/collection-types/${kinds[kind].uid}?${query}`;
  const { entries, error } = useEntries(kind, path);
  if (error !== undefined) return { problem: `The ${kind} cannot be looked up: ${error}` };
  if (!entries) return {};
  const [entry] = entries;
  return entry ? { entry } : { problem: `This ${kind} no longer exists. Link to another.` };
}
