/** What a writer is told beside an entry. */
import type { Release, SiteStatus } from '@meridian/content';
import { describe, expect, it } from 'vitest';
import { entryState } from '../src/publishing/entry-state';

const now = Date.parse('2026-03-01T12:00:00Z');
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();

const release = (number: number, cursor: number, seconds: number): Release => ({
  number,
  liveAt: at(seconds),
  cause: 'a change in the CMS',
  cursor: `epoch.${String(cursor)}`,
  changed: 1,
  removed: 0,
  pages: ['/posts/a/'],
  times: { pull: 1, images: 0, render: 1, switch: 1, total: 3 },
});

const status = (more: Partial<SiteStatus> = {}): SiteStatus => ({
  state: 'idle',
  cursor: 'epoch.10',
  releases: [release(2, 10, -4.8), release(1, 5, -60)],
  problems: [],
  now: at(0),
  ...more,
});

const change = { kind: 'Post', id: 'a', number: 10, changedAt: now - 5_000, isPublic: true };
const site = (more?: Partial<SiteStatus>, heardAt = now, behind = 0) => ({
  status: status(more),
  heardAt,
  behind,
});
const later = { ...change, number: 11 };

describe('an entry', () => {
  it('that was never published is not on the site', () => {
    expect(entryState(undefined, site(), undefined, now)).toEqual({ state: 'private' });
  });

  it('is live, so many seconds after Publish, on these pages', () => {
    expect(entryState(change, site(), undefined, now)).toEqual({
      state: 'live',
      seconds: 0.2,
      release: 2,
      pages: ['/posts/a/'],
    });
  });

  it('is live as soon as it is whatever the clock of the publisher says', () => {
    const slow = site({ releases: [release(2, 10, -604.8), release(1, 5, -660)] }, now, 600_000);
    expect(entryState(change, slow, undefined, now)).toMatchObject({ seconds: 0.2 });
  });

  it('is simply live when its release is long gone', () => {
    const old = { ...change, number: 3 };
    expect(entryState(old, site(), undefined, now)).toMatchObject({ state: 'live', seconds: null });
  });

  it('is not on the site when it was unpublished', () => {
    const gone = { ...change, isPublic: false };
    expect(entryState(gone, site(), undefined, now)).toEqual({ state: 'private' });
  });

  it('is being published while the site is behind', () => {
    expect(entryState(later, site(), undefined, now)).toMatchObject({ state: 'publishing' });
  });

  it('waits for a publisher that was never heard of, is silent, or cannot be reached', () => {
    expect(entryState(change, undefined, undefined, now)).toMatchObject({
      state: 'waiting',
      since: null,
    });
    expect(entryState(later, site({}, now - 80_000), undefined, now)).toEqual({
      state: 'waiting',
      since: at(-80),
      reason: 'The publisher of the site is not answering.',
    });
    expect(entryState(later, site(), 'It took too long.', now)).toMatchObject({
      state: 'waiting',
      reason: 'The publisher of the site is not answering. It took too long.',
    });
  });

  it('has failed for its own reasons, or for those of the whole site', () => {
    const problem = {
      kind: 'Post',
      id: 'a',
      label: 'A',
      field: 'body',
      message: 'An image is gone.',
    };
    expect(entryState(change, site({ problems: [problem] }), undefined, now)).toEqual({
      state: 'failed',
      reasons: ['body: An image is gone.'],
    });
    const failure = { message: 'The disk is full.', since: at(-9), isForceable: false };
    expect(entryState(later, site({ failure }), undefined, now)).toEqual({
      state: 'failed',
      reasons: ['The disk is full.'],
    });
    expect(entryState(change, site({ failure }), undefined, now)).toMatchObject({ state: 'live' });
  });

  it('is held back while the site stays at an earlier release', () => {
    expect(entryState(later, site({ state: 'held', held: 1 }), undefined, now)).toEqual({
      state: 'held',
      release: 1,
    });
  });

  it('of a site that is built elsewhere is on its way for as long as a build takes', () => {
    const stays = false;
    const quiet = site({}, now - 3_600_000);
    expect(entryState(later, quiet, undefined, now, stays).state).toBe('publishing');
    const failure = { message: 'No room.', since: at(-3_600), isForceable: false };
    const before = site({ failure }, now - 3_600_000);
    expect(entryState(later, before, undefined, now, stays).state).toBe('publishing');
    expect(entryState(later, site({ failure }), undefined, now, stays)).toEqual({
      state: 'failed',
      reasons: ['No room.'],
    });
    expect(entryState(later, quiet, undefined, now + 3_600_000, stays)).toMatchObject({
      state: 'waiting',
      reason: 'The build of the site has said nothing of this change.',
    });
  });
});
