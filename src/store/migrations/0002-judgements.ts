/**
 * What the engine says of the records. Open findings and closed ones are apart, so that years of history do not slow
 * the daily comparison. `score.pending_rank` is null while the CRM holds what it should, else the health (101 where
 * there is none): its partial index lists the writes to make, worst first, without sorting. `coverage` is null
 * where the record is out of scope.
 */
export const judgements = `
CREATE TABLE agreement (
  number INTEGER PRIMARY KEY,
  version TEXT NOT NULL UNIQUE,
  first_seen INTEGER NOT NULL
) STRICT;

CREATE TABLE score (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  health REAL,
  data REAL,
  stage REAL,
  grade TEXT,
  stage_health TEXT,
  coverage REAL,
  wake_at INTEGER,
  agreement INTEGER NOT NULL,
  at INTEGER NOT NULL,
  pending_rank REAL,
  desired TEXT NOT NULL,
  PRIMARY KEY (source, object, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX score_wake ON score (source, object, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX score_agreement ON score (source, object, agreement);
CREATE INDEX score_pending ON score (pending_rank) WHERE pending_rank IS NOT NULL;

CREATE TABLE score_history (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  health REAL,
  grade TEXT,
  stage_health TEXT,
  agreement INTEGER NOT NULL,
  PRIMARY KEY (source, object, id, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  rule TEXT NOT NULL,
  field TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  remedy TEXT NOT NULL,
  PRIMARY KEY (source, object, id, rule, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_rule ON finding (rule, source);

CREATE TABLE closed_finding (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  rule TEXT NOT NULL,
  field TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  remedy TEXT NOT NULL,
  PRIMARY KEY (source, object, id, rule, field, opened_at)
) STRICT, WITHOUT ROWID;
`;
