/**
 * The revisions of the agreement: the text itself, so that a broken or unsigned file leaves the one in force at work.
 * `revision` is the hash of all terms, `version` the hash of what changes a score. A revision may be in force several
 * times. Signatures are of terms, whether or not that revision was ever loaded here.
 */
export const versions = `
CREATE TABLE agreement_revision (
  number INTEGER PRIMARY KEY,
  revision TEXT NOT NULL UNIQUE,
  version TEXT NOT NULL,
  text TEXT NOT NULL,
  loaded_at INTEGER NOT NULL,
  loaded_by TEXT NOT NULL
) STRICT;

CREATE TABLE agreement_in_force (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL REFERENCES agreement_revision (number),
  at INTEGER NOT NULL,
  by TEXT NOT NULL
) STRICT;

CREATE TABLE signature (
  revision TEXT NOT NULL,
  team TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (revision, team)
) STRICT, WITHOUT ROWID;
`;
