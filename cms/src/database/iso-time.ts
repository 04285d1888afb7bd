/** A time of a column, in ISO 8601: Strapi's hold dates, ours milliseconds, which PostgreSQL gives as text. */
export function isoOf(time: unknown): string {
  const milliseconds = typeof time === 'string' && /^\d+$/.test(time) ? Number(time) : time;
  return new Date(milliseconds as string | number | Date).toISOString();
}
