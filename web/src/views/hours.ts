/** The opening hours of a clinic as a table of the week and a list of exceptions. */
import { type Clinic, type HoursException, weekdays } from '@meridian/content';
import { formatDate, formatHours } from './format.ts';

export interface HoursView {
  /** Monday to Sunday; empty when patients are seen by appointment only. */
  week: { day: string; hours: string[] }[];
  exceptions: { days: string; hours: string; note: string | undefined }[];
}

export function hoursView({ hours, exceptions }: Clinic): HoursView {
  const week = weekdays.map((weekday) => ({
    day: weekday.charAt(0).toUpperCase() + weekday.slice(1),
    hours: hours
      .filter((entry) => entry.weekday === weekday)
      .sort((a, b) => (a.opens < b.opens ? -1 : 1))
      .map(formatHours),
  }));
  return {
    week: hours.length > 0 ? week : [],
    exceptions: [...exceptions]
      .sort((a, b) => (a.from < b.from ? -1 : 1))
      .map((exception) => ({
        days: daysOf(exception),
        hours: hoursOf(exception),
        note: exception.note,
      })),
  };
}

function daysOf({ from, to }: HoursException): string {
  return from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`;
}

function hoursOf({ closed, opens, closes }: HoursException): string {
  return closed || opens === undefined || closes === undefined
    ? 'Closed'
    : formatHours({ opens, closes });
}
