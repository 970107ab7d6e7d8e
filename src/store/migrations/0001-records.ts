/**
 * What was read from the CRMs. Columns that are looked at often stand before the wide `fields`, so that SQLite need
 * not walk overflow pages to reach them. A link is kept as two mirrored rows: both directions are one range read.
 * `dirty.seq` is the tick of the commit that last gave reason to judge the record again.
 */
export const records = `
CREATE TABLE source (
  name TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  catalog TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  seen_run INTEGER NOT NULL,
  gone_at INTEGER,
  health TEXT NOT NULL,
  scored_at TEXT NOT NULL,
  url TEXT NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (source, object, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_present ON record (source, object, gone_at) WHERE gone_at IS NULL;

CREATE TABLE link (
  source TEXT NOT NULL,
  from_object TEXT NOT NULL,
  from_id TEXT NOT NULL,
  to_object TEXT NOT NULL,
  to_id TEXT NOT NULL,
  PRIMARY KEY (source, from_object, from_id, to_object, to_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tick (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  value INTEGER NOT NULL
) STRICT;
INSERT INTO tick (one, value) VALUES (1, 0);

CREATE TABLE dirty (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (source, object, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (source, object)
) STRICT, WITHOUT ROWID;
`;
