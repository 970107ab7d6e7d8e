/**
 * By what records are recognised in other sources. A row is both the key of a record (primary key) and, by the index,
 * the record of a key. The own id of a record is none of its rows: it can be told from the table of records. Databases
 * of before this step have no row in `keyed`, so that the next scan makes their keys from what is stored.
 */
export const keys = `
CREATE TABLE record_key (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (source, object, id, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_key_value ON record_key (value, kind);

CREATE TABLE keyed (
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (source, object)
) STRICT, WITHOUT ROWID;
`;
