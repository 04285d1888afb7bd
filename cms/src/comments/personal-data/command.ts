/**
 * Exports or erases what is kept of a commenter, straight in the database, whether or not the CMS runs: its
 * triggers note the change, and a CMS that runs tells the publisher within a second.
 */
import { existsSync, writeFileSync } from 'node:fs';
import knex from 'knex';
import databaseConfig from '../../../config/database';
import { Outbox } from '../../mail/outbox';
import { settings } from '../../settings';
import { Subscriptions } from '../mail/subscriptions';
import { PersonalData } from './personal-data';

async function run([action, email, file]: readonly string[]): Promise<void> {
  if (email === undefined) throw new Error('Name an e-mail address.');
  if (!existsSync(settings.databaseFile))
    throw new Error(`There is no CMS in ${settings.databaseFile}: start it once, or set DATA_DIR.`);
  // Strapi has a name of its own for this client.
  const database = knex({ ...databaseConfig().connection, client: 'better-sqlite3' });
  try {
    // As Strapi has it: what ties a comment to its post goes with it.
    await database.raw('PRAGMA foreign_keys = ON');
    // It may be the first thing that is done after an update.
    await new Subscriptions(database).prepare();
    await new Outbox(database).prepare();
    const data = new PersonalData(database);
    if (action === 'export') {
      const text = `${JSON.stringify(await data.export(email), undefined, 2)}\n`;
      if (file === undefined) process.stdout.write(text);
      else writeFileSync(file, text, { mode: 0o600 });
    } else process.stdout.write(`${(await data.erase(email)).report.join('\n')}\n`);
  } finally {
    await database.destroy();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
