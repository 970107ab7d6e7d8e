/**
 * What we saw ourselves and no CRM keeps: moves of a stage and of a close date between two reads, and when each
 * record came into its present stage, by the second, so that imports are told from people.
 */
export const observations = `
CREATE TABLE observation (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (source, object, id, kind, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage_start (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  second INTEGER NOT NULL,
  PRIMARY KEY (source, object, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stage_start_second ON stage_start (source, object, second);
`;
