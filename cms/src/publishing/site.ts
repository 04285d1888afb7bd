/** What the CMS knows of the site: the last status that its publisher has sent. */
import type { Knex } from 'knex';
import type { SiteStatus } from '@meridian/content';

export interface KnownSite {
  status: SiteStatus;
  /** When it came, in milliseconds since 1970. */
  heardAt: number;
  /** How many milliseconds the publisher's clock is behind ours. */
  behind: number;
}

const table = `CREATE TABLE IF NOT EXISTS meridian_site (
  id SMALLINT PRIMARY KEY,
  heard_at BIGINT NOT NULL,
  json TEXT NOT NULL
)`;

export class SiteMemory {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async prepare(): Promise<void> {
    await this.#database.raw(table);
  }

  async remember(status: SiteStatus, now: number): Promise<void> {
    await this.#database('meridian_site')
      .insert({ id: 1, heard_at: now, json: JSON.stringify(status) })
      .onConflict('id')
      .merge();
  }

  async recall(): Promise<KnownSite | undefined> {
    const [row]: { heard_at?: unknown; json?: unknown }[] = await this.#database(
      'meridian_site',
    ).where({ id: 1 });
    if (!row) return undefined;
    const heardAt = Number(row.heard_at);
    // It was read as a message when it came.
    const status = JSON.parse(String(row.json)) as SiteStatus;
    return { status, heardAt, behind: heardAt - Date.parse(status.now) };
  }
}
