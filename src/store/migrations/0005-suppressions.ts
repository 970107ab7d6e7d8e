/**
 * Muted findings. A lifted one is kept: who muted what, and until when, stays answerable. `until` is the last day (days
 * since 1970-01-01) in the zone of the agreement.
 */
export const suppressions = `
CREATE TABLE suppression (
  number INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  rule TEXT NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  lifted_at INTEGER,
  lifted_by TEXT
) STRICT;
CREATE UNIQUE INDEX suppression_open ON suppression (source, object, id, rule, field) WHERE lifted_at IS NULL;
`;
