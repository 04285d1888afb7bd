/** What SQLite knows of the sizes of tables, by which it chooses the index for a query. */
import type { Core } from '@strapi/strapi';

/** At an hour at which few people write. */
const everyNight = '0 4 * * *';

/**
 * Counts the rows, now and each night. Without, SQLite takes any index for as good as another: to find
 * the components of two posts it went through those of all posts (figures in the README).
 */
export async function keepStatistics(strapi: Core.Strapi): Promise<void> {
  const count = async () => {
    await strapi.db.connection.raw('ANALYZE');
  };
  await count();
  strapi.cron.add({ 'meridian-statistics': { task: count, options: { rule: everyNight } } });
}
