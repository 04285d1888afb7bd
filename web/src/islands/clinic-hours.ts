/** Says whether a clinic is open now, and marks the hours of today, of the week or of a holiday. */
import { formatTime } from '../hours/clock.ts';
import { type ClinicHours, clockIn, type Opening, openingAt } from '../hours/opening.ts';

const minute = 60_000;

class ClinicHoursNow extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    this.#show(JSON.parse(this.dataset.hours ?? '') as ClinicHours);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #show(hours: ClinicHours): void {
    const now = new Date();
    const opening = openingAt(hours, now);
    const line = this.querySelector<HTMLElement>('.open-now');
    line?.replaceChildren(openingInWords(opening));
    if (line) line.dataset.open = String(opening.open);
    const { date } = clockIn(hours.timeZone, now);
    const today = weekdayOf(date).toLowerCase();
    const holidays = [...this.querySelectorAll<HTMLElement>('[data-from]')];
    const days = [...this.querySelectorAll<HTMLElement>('[data-day]')];
    const current =
      holidays.find(({ dataset: { from = '', to = '' } }) => from <= date && date <= to) ??
      days.find(({ dataset }) => dataset.day === today);
    for (const day of [...holidays, ...days])
      if (day === current) day.setAttribute('aria-current', 'date');
      else day.removeAttribute('aria-current');
    this.#timer = setTimeout(
      () => {
        this.#show(hours);
      },
      minute - (now.getTime() % minute),
    );
  }
}

const weekdayOf = (date: string) => inWords(date, { weekday: 'long' });

/** Short enough for a line on a phone: a second one would push down what stands below. */
function openingInWords(opening: Opening): string {
  if (opening.open)
    return opening.until === undefined ? 'Open now' : `Open now until ${formatTime(opening.until)}`;
  if (opening.opens === undefined) return 'Closed';
  return `Closed, opens ${dayInWords(opening)} ${formatTime(opening.opens)}`;
}

function dayInWords({ day, date }: { day: number; date: string }): string {
  if (day === 0) return 'today';
  if (day === 1) return 'tomorrow';
  if (day < 7) return inWords(date, { weekday: 'short' });
  return `${inWords(date, { month: 'short', day: 'numeric' })},`;
}

const inWords = (date: string, parts: Intl.DateTimeFormatOptions) =>
  new Date(date).toLocaleDateString('en-US', { ...parts, timeZone: 'UTC' });

customElements.define('clinic-hours', ClinicHoursNow);
