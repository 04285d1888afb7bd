import type { Touch } from '@meridian/content';
import { expect, it } from 'vitest';
import { causeWith } from '../src/release/change.ts';

const touch = (label: string): Touch => ({
  kind: 'Post',
  id: label,
  label,
  fields: [],
  lists: [],
  path: { before: null, after: null },
  isGone: false,
  media: [],
});

it('the cause of a release names the first entry that has changed, and counts the others', () => {
  expect(causeWith('a change in the CMS', [touch('Knees')])).toBe(
    'a change in the CMS (Post “Knees”)',
  );
  // An entry that has changed twice is one.
  expect(causeWith('a change', [touch('Knees'), touch('Knees'), touch('Sleep')])).toBe(
    'a change (Post “Knees” and 1 more)',
  );
  expect(causeWith('the start', [])).toBe('the start');
});
