/** Whether a clinic is open at a moment, and when it opens next, in its own time zone. */
import type { Clinic } from '@meridian/content';

/** What has to be known of a clinic. */
export type ClinicHours = Pick<Clinic, 'timeZone' | 'hours' | 'exceptions'>;

export type Opening =
  /** `until` is a time of day, or undefined for one that does not close within the week. */
  | { open: true; until: string | undefined }
  /** `day` is how many days from today; undefined when nothing is known of the next weeks. */
  | { open: false; opens: string; day: number; date: string }
  | { open: false; opens: undefined };

/** How far ahead to look: longer than any holiday of a practice. */
const daysAhead = 60;
const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
const dayLength = 86_400_000;
/** The last minute of a day; hours that go on after midnight are given as those of two days. */
const endOfDay = '23:59';

/** @param now an instant, wherever the visitor is. */
export function openingAt(hours: ClinicHours, now: Date): Opening {
  const { date, time } = clockIn(hours.timeZone, now);
  const today = hoursOn(hours, date);
  const current = today.find(({ opens, closes }) => opens <= time && time < closesAt(closes));
  if (current) return { open: true, until: lastClosing(hours, date, current.closes) };
  for (let day = 0; day <= daysAhead; day++) {
    const later = dayAfter(date, day);
    const next = hoursOn(hours, later).find(({ opens }) => day > 0 || opens > time);
    if (next) return { open: false, opens: next.opens, day, date: later };
  }
  return { open: false, opens: undefined };
}

/** The hours of one day, `YYYY-MM-DD`, the earliest first: an exception replaces those of the week. */
export function hoursOn({ hours, exceptions }: ClinicHours, date: string) {
  const exception = exceptions.find(({ from, to }) => from <= date && date <= to);
  if (exception) {
    const { opens, closes } = exception;
    return opens === undefined || closes === undefined ? [] : [{ opens, closes }];
  }
  const weekday = weekdays[new Date(date).getUTCDay()];
  return joined(hours.filter((entry) => entry.weekday === weekday).sort(byOpening));
}

/** Hours of a day of which one begins when the other ends are one. */
function joined(hours: readonly { opens: string; closes: string }[]) {
  const all: { opens: string; closes: string }[] = [];
  for (const { opens, closes } of hours) {
    const last = all.at(-1);
    if (last?.closes === opens) last.closes = closes;
    else all.push({ opens, closes });
  }
  return all;
}

/** Day and time that a clock on the wall shows in a time zone. */
export function clockIn(timeZone: string, now: Date): { date: string; time: string } {
  // Swedish is written as the standard for dates and times asks.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const [date = '', time = ''] = format.format(now).split(' ');
  return { date, time };
}

const byOpening = (a: { opens: string }, b: { opens: string }) => (a.opens < b.opens ? -1 : 1);
const closesAt = (closes: string) => (closes === endOfDay ? '24:00' : closes);
const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(date) + days * dayLength).toISOString().slice(0, 10);

/** When it closes, over midnight where the next day begins open. */
function lastClosing(hours: ClinicHours, date: string, closes: string): string | undefined {
  for (let day = 1; closes === endOfDay && day <= weekdays.length; day++) {
    const next = hoursOn(hours, dayAfter(date, day)).find(({ opens }) => opens === '00:00');
    if (!next) return '00:00';
    closes = next.closes;
  }
  return closes === endOfDay ? undefined : closes;
}
