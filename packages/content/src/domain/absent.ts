/** How absence enters the domain: the CMS says null or "", past the seam it is `undefined`. */
import { z } from 'zod';

/** `schema`, or nothing. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) => (value === null || value === '' ? undefined : value),
    schema.optional(),
  );
}

/** A switch that is off where nobody has touched it. */
export const flag = z.preprocess((value) => value ?? false, z.boolean());
