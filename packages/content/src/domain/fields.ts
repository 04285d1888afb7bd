/** Fields as several kinds of entry have them; those with a rule of their own stand in `rules.ts`. */
import { z } from 'zod';

export const text = z.string().trim().min(1, 'This is missing.');
export const id = z.string();
export const ids = z.array(id);
export const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value).toISOString());

/** A list that is typed into one field. */
const listSeparatedBy = (separator: ',' | ';') =>
  z.string().transform((value) =>
    value
      .split(separator)
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** Authors of a publication, whose names may hold commas. */
export const authorNames = listSeparatedBy(';');
export const languageNames = z.preprocess((value) => value ?? '', listSeparatedBy(','));
