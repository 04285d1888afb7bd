/** The opening hours of a clinic as a table of the week and a list of exceptions. */
import { type Clinic, type HoursException, type Weekday, weekdays } from '@meridian/content';
import { formatHours } from '../hours/clock.ts';
import { formatDate } from './format.ts';

export interface HoursView {
  /** Monday to Sunday; empty when patients are seen by appointment only. */
  week: Day[];
  exceptions: (Pick<HoursException, 'from' | 'to' | 'note'> & { days: string; hours: string })[];
}

interface Day {
  weekday: Weekday;
  /** Its name. */
  day: string;
  hours: string[];
}

export function hoursView(clinic: Clinic): HoursView {
  return {
    week: weekOf(clinic),
    exceptions: [...clinic.exceptions]
      .sort((a, b) => (a.from < b.from ? -1 : 1))
      .map((exception) => ({
        from: exception.from,
        to: exception.to,
        note: exception.note,
        days: daysOf(exception),
        hours: hoursOf(exception),
      })),
  };
}

/** A line for days alike, such as “Mon–Thu 9 am – 5 pm”; undefined when patients are seen by appointment only. */
export function weekInShort(clinic: Clinic): string | undefined {
  const runs: { from: Day; to: Day }[] = [];
  let before: Day | undefined;
  for (const day of weekOf(clinic)) {
    const run = runs.at(-1);
    const goesOn = run?.to === before && run?.to.hours.join() === day.hours.join();
    if (run && goesOn) run.to = day;
    else if (day.hours.length > 0) runs.push({ from: day, to: day });
    before = day;
  }
  const words = runs.map(({ from, to }) => {
    const days = from === to ? short(from) : `${short(from)}–${short(to)}`;
    return `${days} ${from.hours.join(', ')}`;
  });
  return words.length > 0 ? words.join('\n') : undefined;
}

const short = ({ day }: Day) => day.slice(0, 3);

function weekOf({ hours }: Clinic): Day[] {
  if (hours.length === 0) return [];
  return weekdays.map((weekday) => ({
    weekday,
    day: weekday.charAt(0).toUpperCase() + weekday.slice(1),
    hours: hours
      .filter((entry) => entry.weekday === weekday)
      .sort((a, b) => (a.opens < b.opens ? -1 : 1))
      .map(formatHours),
  }));
}

function daysOf({ from, to }: HoursException): string {
  return from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`;
}

function hoursOf({ closed, opens, closes }: HoursException): string {
  return closed || opens === undefined || closes === undefined
    ? 'Closed'
    : formatHours({ opens, closes });
}
