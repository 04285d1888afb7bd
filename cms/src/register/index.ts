/** The change register of this CMS; what it is, see `install.ts`. */
import type { Core } from '@strapi/strapi';
import { dialectOf, installRegister, removeTriggers } from './install';
import { beginEpoch } from './read';
import { describeContent } from './sources';

export { type Cursor, readChanges } from './read';

/** To be called before Strapi brings its tables in line with the model. */
export async function suspendRegister(strapi: Core.Strapi): Promise<void> {
  const { client } = strapi.db.dialect;
  // PostgreSQL alters tables under triggers, and another CMS may be writing.
  if (client === 'sqlite') await removeTriggers(strapi.db.connection, dialectOf(client));
}

/** To be called when the tables are as the model says, and before anything is written. */
export async function startRegister(strapi: Core.Strapi): Promise<void> {
  const database = strapi.db.connection;
  await installRegister(database, dialectOf(strapi.db.dialect.client), describeContent(strapi));
  await beginEpoch(database);
}
