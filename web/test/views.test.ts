import { describe, expect, it } from 'vitest';
import type { Author, Clinic, Reference, Replica, Site } from '@meridian/content';
import { html } from '@meridian/article/markup';
import { formatHours } from '../src/hours/clock.ts';
import { numberedPages } from '../src/views/archive.ts';
import { nameWithCredentials } from '../src/views/credentials.ts';
import {
  formatAddress,
  formatDate,
  formatPlace,
  formatReference,
  formatTimeZone,
} from '../src/views/format.ts';
import { hoursView } from '../src/views/hours.ts';
import { doiUrl } from '../src/views/reference.ts';
import { navigationOf } from '../src/views/site.ts';
import { timeZoneOf } from '../src/views/time-zone.ts';

describe('templates', () => {
  it('escape text and attributes, but not what is HTML already', () => {
    const inner = html`<b>${'<script>"&'}</b>`;
    expect(html`<p title="${'"x"'}">${inner}${undefined}${false}${0}</p>`.markup).toBe(
      '<p title="&quot;x&quot;"><b>&lt;script&gt;&quot;&amp;</b>0</p>',
    );
  });
});

describe('dates', () => {
  it('are those of the clinic’s place', () => {
    expect(formatDate('2026-03-12T03:00:00Z', 'America/Los_Angeles')).toBe('March 11, 2026');
    expect(formatDate('2026-03-12')).toBe('March 12, 2026');
  });

  it('of a post are those of its clinic wherever it is shown', () => {
    const contentWith = (...first: { timeZone: string }[]) =>
      ({
        get: (_: string, id: string) => (id === 'a' ? { timeZone: 'America/Phoenix' } : undefined),
        list: () => first,
      }) as unknown as Replica;
    const practice = contentWith({ timeZone: 'Europe/Berlin' });
    expect(timeZoneOf(practice, { clinic: 'a' })).toBe('America/Phoenix');
    // Of no clinic, it is the practice's.
    expect(timeZoneOf(practice, { clinic: 'gone' })).toBe('Europe/Berlin');
    expect(timeZoneOf(practice, { clinic: undefined })).toBe('Europe/Berlin');
    expect(timeZoneOf(contentWith(), { clinic: undefined })).toBe('UTC');
  });
});

describe('the navigation', () => {
  it('leads to paths as pages have them, and to no page that is gone', () => {
    const content = { hasPage: (path: string) => path === '/about/' } as unknown as Replica;
    const link = (url: string) => ({ label: 'A page', url });
    const navigation = ['/about', '/posts', '/gone/', 'https://book.example/'].map(link);
    expect(navigationOf(content, { navigation } as Site).map(({ url }) => url)).toEqual([
      '/about/',
      '/posts/',
      'https://book.example/',
    ]);
  });
});

describe('time zones', () => {
  it.each([
    ['America/Los_Angeles', 'Pacific Time'],
    ['America/Phoenix', 'Mountain Standard Time'],
    ['Europe/Berlin', 'Central European Time'],
  ])('%s is %s to people', (timeZone, name) => {
    expect(formatTimeZone(timeZone)).toBe(name);
  });
});

describe('hours', () => {
  it.each([
    ['09:00', '12:30', '9\u00a0am\u00a0– 12:30\u00a0pm'],
    ['00:00', '23:59', '12\u00a0am\u00a0– 11:59\u00a0pm'],
    ['12:00', '13:05', '12\u00a0pm\u00a0– 1:05\u00a0pm'],
  ])('from %s to %s are %s', (opens, closes, expected) => {
    expect(formatHours({ opens, closes })).toBe(expected);
  });

  it('are a whole week, or none when the clinic has none', () => {
    const hours = [
      { weekday: 'monday' as const, opens: '13:00', closes: '17:00' },
      { weekday: 'monday' as const, opens: '09:00', closes: '12:00' },
    ];
    const exceptions = [
      { from: '2026-12-24', to: '2026-12-26', closed: true, note: 'Winter' },
      { from: '2026-07-03', to: '2026-07-03', closed: false, opens: '09:00', closes: '12:00' },
    ];
    const view = hoursView({ hours, exceptions } as unknown as Clinic);
    expect(view.week[0]).toEqual({
      weekday: 'monday',
      day: 'Monday',
      hours: ['9\u00a0am\u00a0– 12\u00a0pm', '1\u00a0pm\u00a0– 5\u00a0pm'],
    });
    expect(view.week.slice(1).every(({ hours: none }) => none.length === 0)).toBe(true);
    expect(view.exceptions).toEqual([
      {
        from: '2026-07-03',
        to: '2026-07-03',
        note: undefined,
        days: 'July 3, 2026',
        hours: '9\u00a0am\u00a0– 12\u00a0pm',
      },
      {
        from: '2026-12-24',
        to: '2026-12-26',
        note: 'Winter',
        days: 'December 24, 2026 to December 26, 2026',
        hours: 'Closed',
      },
    ]);
    expect(hoursView({ hours: [], exceptions: [] } as unknown as Clinic).week).toEqual([]);
  });
});

it('what neither HTML nor XML can have is left out of a text', () => {
  expect(html`${'a\u0002b\ufffe\tc'}`.markup).toBe('ab\tc');
});

it('a DOI is an address, whatever stands in it', () => {
  expect(doiUrl('10.1002/(SICI)1097<1::AID>3.0;2-#?a')).toBe(
    'https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0;2-%23%3Fa',
  );
});

describe('references in Vancouver style', () => {
  const reference = {
    key: 'k',
    type: 'article-journal',
    title: 'A title',
    authors: ['A A', 'B B', 'C C', 'D D', 'E E', 'F F', 'G G'],
    container: 'J Pain',
    year: 2018,
    volume: '19',
    issue: '5',
    pages: '455-474',
  } as Reference;

  it('name six authors, then the others together', () => {
    expect(formatReference(reference)).toEqual({
      authors: 'A A, B B, C C, D D, E E, F F, et al.',
      title: 'A title.',
      source: 'J Pain. 2018;19(5):455-474.',
    });
  });

  it('leave out what is not known', () => {
    const report = {
      key: 'k',
      type: 'report',
      title: 'Does it help?',
      authors: ['WHO'],
      year: 2023,
    } as Reference;
    expect(formatReference(report)).toEqual({
      authors: 'WHO.',
      title: 'Does it help?',
      source: '2023.',
    });
  });
});

describe('names', () => {
  it('have their letters spelled out, with no space before a comma', () => {
    const author = {
      honorific: 'Dr.',
      name: 'Ann <Lee>',
      credentials: [{ abbreviation: 'L.Ac.', title: 'Licensed Acupuncturist' }],
    } as Author;
    expect(nameWithCredentials(author)).toBe(
      'Dr. Ann &lt;Lee&gt;, <abbr title="Licensed Acupuncturist">L.Ac.</abbr>',
    );
  });
});

describe('places', () => {
  it('do without a region that is not given', () => {
    const address = { street: '1 Elm St', locality: 'Bangor', country: 'US' };
    expect(formatPlace(address)).toBe('Bangor');
    expect(formatPlace({ ...address, region: 'ME' })).toBe('Bangor, ME');
  });
});

describe('addresses', () => {
  it('do without what is not given', () => {
    expect(formatAddress({ street: '1 Elm St', locality: 'Bangor', country: 'US' })).toEqual([
      '1 Elm St',
      'Bangor',
    ]);
  });
});

describe('archives', () => {
  it.each([
    [0, 0],
    [20, 0],
    [39, 0],
    [40, 1],
    [59, 1],
    [60, 2],
    [10_000, 499],
  ])('of %i posts have %i numbered pages', (count, pages) => {
    expect(numberedPages(count)).toBe(pages);
  });
});
