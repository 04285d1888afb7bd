/** Opening hours of a clinic: the week, and the days on which the week does not apply. */
import { z } from 'zod';
import { optional } from './absent.ts';
import { day, timeOfDay } from './rules.ts';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

const closesAfterOpening = 'The closing time must be later than the opening time, on the same day.';

const openingHours = z
  .object({ weekday: z.enum(weekdays), opens: timeOfDay, closes: timeOfDay })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: closesAfterOpening });

/** The hours of a week; those of one day may not overlap. */
export const weeklyHours = z.array(openingHours).superRefine((hours, context) => {
  hours.forEach((later, index) => {
    const clash = hours
      .slice(0, index)
      .find(
        (earlier) =>
          earlier.weekday === later.weekday &&
          later.opens < earlier.closes &&
          earlier.opens < later.closes,
      );
    if (clash)
      context.addIssue({
        code: 'custom',
        path: [index, 'opens'],
        message: `These hours overlap with ${clash.opens} to ${clash.closes} on the same day.`,
      });
  });
});

const hoursException = z
  .object({
    from: day,
    to: day,
    closed: z.boolean(),
    opens: optional(timeOfDay),
    closes: optional(timeOfDay),
    note: optional(z.string()),
  })
  .superRefine(({ from, to, closed, opens, closes }, context) => {
    const issue = (field: string, message: string) => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    if (to < from) issue('to', 'The last day must not be before the first.');
    if (closed) {
      if (opens !== undefined) issue('opens', 'Remove the time, or turn off “Closed”.');
      if (closes !== undefined) issue('closes', 'Remove the time, or turn off “Closed”.');
    } else if (opens === undefined) issue('opens', 'Give the opening time, or turn on “Closed”.');
    else if (closes === undefined) issue('closes', 'Give the closing time, or turn on “Closed”.');
    else if (closes <= opens) issue('closes', closesAfterOpening);
  });
export type HoursException = z.output<typeof hoursException>;

/** Exceptions of a clinic; no day may have two. */
export const hoursExceptions = z.array(hoursException).superRefine((exceptions, context) => {
  exceptions.forEach((later, index) => {
    const clash = exceptions
      .slice(0, index)
      .find((earlier) => later.from <= earlier.to && earlier.from <= later.to);
    if (clash)
      context.addIssue({
        code: 'custom',
        path: [index, 'from'],
        message: `These days overlap with the exception from ${clash.from} to ${clash.to}.`,
      });
  });
});
