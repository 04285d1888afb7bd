/** What a writer is told of an entry: whether it is live, and why not. */
import type { Release } from '@meridian/content';
import type { KnownSite } from './site';

export type EntryState =
  | { state: 'private' }
  | { state: 'live'; seconds: number | null; release: number | null; pages: string[] }
  | { state: 'publishing'; since: string }
  | { state: 'waiting'; since: string | null; reason: string }
  | { state: 'failed'; reasons: string[] }
  | { state: 'held'; release: number };

/** Longer than the publisher, which looks by itself every 30 s, is ever silent. */
const silence = 75_000;
/** Longer than a build takes, which speaks only when it begins and ends. */
const silenceOfBuilds = 30 * 60_000;

export interface EntryChange {
  kind: string;
  id: string;
  /** Its number in the register, and when it was noted, in milliseconds since 1970. */
  number: number;
  changedAt: number;
  isPublic: boolean;
}

/**
 * @param change undefined for an entry that was never public.
 * @param site undefined when no publisher was ever heard of.
 * @param undelivered why the last message to the publisher did not arrive, if it did not.
 * @param isStaying whether a publisher stays and listens; else the site is built somewhere when it is told to.
 */
export function entryState(
  change: EntryChange | undefined,
  site: KnownSite | undefined,
  undelivered: string | undefined,
  now: number,
  isStaying = true,
): EntryState {
  if (!change) return { state: 'private' };
  const { number, changedAt, kind, id } = change;
  const since = new Date(changedAt).toISOString();
  if (!site)
    return { state: 'waiting', since: null, reason: 'No publisher of the site has been heard of.' };
  const { status, heardAt, behind } = site;
  const problems = status.problems.filter((problem) => problem.kind === kind && problem.id === id);
  // What was wrong before the change may be mended by it.
  if (problems.length > 0 && heardAt >= changedAt)
    return {
      state: 'failed',
      reasons: problems.map(({ field, message }) =>
        field === '' ? message : `${field}: ${message}`,
      ),
    };
  if (numberOf(status.cursor) >= number) {
    if (!change.isPublic) return { state: 'private' };
    const release = [...status.releases].reverse().find(({ cursor }) => numberOf(cursor) >= number);
    // A release is known for a while only; of an older change we know no more than that it is live.
    return { state: 'live', ...detailsOf(release, changedAt, behind, number, status.releases) };
  }
  if (status.held !== undefined) return { state: 'held', release: status.held };
  // A build was told of the change itself, and says nothing until it has begun.
  const isSilent = isStaying
    ? now - heardAt > silence
    : now - Math.max(heardAt, changedAt) > silenceOfBuilds;
  if (isSilent || undelivered !== undefined)
    return {
      state: 'waiting',
      since: new Date(heardAt).toISOString(),
      reason: [
        isStaying
          ? 'The publisher of the site is not answering.'
          : 'The build of the site has said nothing of this change.',
        undelivered,
      ]
        .filter(Boolean)
        .join(' '),
    };
  // What failed before the change tells nothing of it.
  if (status.failure && (isStaying || heardAt >= changedAt))
    return { state: 'failed', reasons: [status.failure.message] };
  return { state: 'publishing', since };
}

function detailsOf(
  release: Release | undefined,
  changedAt: number,
  behind: number,
  number: number,
  releases: readonly Release[],
): { seconds: number | null; release: number | null; pages: string[] } {
  const oldest = releases.at(-1);
  const isKnown =
    oldest !== undefined && (numberOf(oldest.cursor) < number || releases.length === 1);
  if (!release || !isKnown) return { seconds: null, release: null, pages: [] };
  const milliseconds = Date.parse(release.liveAt) + behind - changedAt;
  return {
    seconds: Math.max(0, milliseconds) / 1000,
    release: release.number,
    pages: release.pages,
  };
}

const numberOf = (cursor: string | undefined): number => Number(cursor?.split('.')[1] ?? 0);
