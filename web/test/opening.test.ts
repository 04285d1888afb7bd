import { describe, expect, it } from 'vitest';
import { type ClinicHours, hoursOn, openingAt } from '../src/hours/opening.ts';

const clinic: ClinicHours = {
  timeZone: 'America/New_York',
  hours: [
    { weekday: 'monday', opens: '13:30', closes: '17:30' },
    { weekday: 'monday', opens: '09:00', closes: '12:30' },
    { weekday: 'thursday', opens: '09:00', closes: '17:30' },
  ],
  exceptions: [
    { from: '2026-11-26', to: '2026-11-27', closed: true },
    { from: '2026-12-03', to: '2026-12-03', closed: false, opens: '10:00', closes: '11:00' },
  ],
};

describe('a clinic', () => {
  it.each([
    ['before it opens', '2026-11-23T13:59:00Z', { open: false, opens: '09:00', day: 0 }],
    ['at the minute it opens', '2026-11-23T14:00:00Z', { open: true, until: '12:30' }],
    ['at the minute it closes', '2026-11-23T17:30:00Z', { open: false, opens: '13:30', day: 0 }],
    ['after its last hours of the day', '2026-11-23T22:30:00Z', { open: false, day: 7 }],
    ['on a holiday in its hours', '2026-11-26T15:00:00Z', { open: false, day: 4 }],
    ['on a day with other hours', '2026-12-03T15:30:00Z', { open: true, until: '11:00' }],
    ['on the day that is not yet over there', '2026-11-24T03:00:00Z', { open: false, day: 7 }],
    ['in summer, an hour earlier by the world’s clock', '2026-07-06T13:00:00Z', { open: true }],
  ])('%s', (_name, now, expected) => {
    expect(openingAt(clinic, new Date(now))).toMatchObject(expected);
  });

  it('that is open past midnight closes in the small hours', () => {
    const late: ClinicHours = {
      timeZone: 'UTC',
      hours: [
        { weekday: 'friday', opens: '20:00', closes: '23:59' },
        { weekday: 'saturday', opens: '00:00', closes: '02:00' },
      ],
      exceptions: [],
    };
    expect(openingAt(late, new Date('2026-11-27T23:59:30Z'))).toEqual({
      open: true,
      until: '02:00',
    });
    expect(openingAt(late, new Date('2026-11-28T01:59:00Z'))).toEqual({
      open: true,
      until: '02:00',
    });
  });

  it('whose hours go on when others end closes at the end of these', () => {
    const split: ClinicHours = {
      timeZone: 'UTC',
      hours: [
        { weekday: 'friday', opens: '13:00', closes: '17:00' },
        { weekday: 'friday', opens: '09:00', closes: '13:00' },
      ],
      exceptions: [],
    };
    expect(openingAt(split, new Date('2026-11-27T12:00:00Z'))).toEqual({
      open: true,
      until: '17:00',
    });
  });

  it('that never closes says no time', () => {
    const days = [
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
      'saturday',
      'sunday',
    ] as const;
    const hours = days.map((weekday) => ({ weekday, opens: '00:00', closes: '23:59' }));
    expect(
      openingAt({ timeZone: 'UTC', hours, exceptions: [] }, new Date('2026-11-28T01:59:00Z')),
    ).toEqual({ open: true, until: undefined });
  });

  it('that is closed for the season promises nothing', () => {
    const exceptions = [{ from: '2026-01-01', to: '2027-12-31', closed: true }];
    expect(openingAt({ ...clinic, exceptions }, new Date('2026-11-28T12:00:00Z'))).toEqual({
      open: false,
      opens: undefined,
    });
  });

  it('has the hours of a day in order', () => {
    expect(hoursOn(clinic, '2026-11-23').map(({ opens }) => opens)).toEqual(['09:00', '13:30']);
  });
});
