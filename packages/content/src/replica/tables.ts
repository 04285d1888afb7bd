/** The tables of the replica, one SQLite file. Why SQLite, with figures: see the README of this package. */

/** Bumped when the tables or the domain types change: an older file is then made anew. */
export const version = 4;

export const tables = `
  CREATE TABLE IF NOT EXISTS entries (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    slug TEXT,
    path TEXT,
    label TEXT NOT NULL,
    card TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entries_by_slug ON entries (kind, slug, id);
  CREATE INDEX IF NOT EXISTS entries_by_path ON entries (path);

  CREATE TABLE IF NOT EXISTS listings (
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    position TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (kind, scope, position, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS listings_by_entry ON listings (kind, id);

  CREATE TABLE IF NOT EXISTS media (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    media TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id, media)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS media_by_id ON media (media);

  -- Entries whose newest version cannot be shown; an older one may stand in the tables above.
  CREATE TABLE IF NOT EXISTS problems (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    -- The version itself, where it may turn out to be right without a change of its own.
    entry TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS problems_by_entry ON problems (kind, id);

  -- What changes have touched, for those who made pages of what was there before.
  CREATE TABLE IF NOT EXISTS touches (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    -- The entry before the change, if it was there.
    before TEXT
  ) STRICT;

  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
