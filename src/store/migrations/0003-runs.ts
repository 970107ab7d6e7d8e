/** What was done: runs with the points from which they can go on, and every write to a CRM. */
export const runs = `
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  now INTEGER NOT NULL,
  agreement TEXT NOT NULL,
  outcome TEXT
) STRICT;

CREATE TABLE checkpoint (
  run INTEGER NOT NULL REFERENCES run (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (id),
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  record TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  why TEXT NOT NULL,
  agreement TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  detail TEXT
) STRICT;
CREATE INDEX journal_run ON journal (run);
CREATE INDEX journal_open ON journal (source) WHERE state = 'intended';
`;
