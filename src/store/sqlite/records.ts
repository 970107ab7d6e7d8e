import { healthText } from '../../model/health-field.ts';
import type { CrmRecord, ObjectType, SourceName } from '../../model/record.ts';
import type { Keyset } from '../../model/store.ts';
import { packFields, unpackFields } from '../pack.ts';
import type { Database } from './database.ts';

/** What storing a record as read changed. */
export interface RecordChange {
  /** New, back from being gone, or with other fields. */
  readonly isChanged: boolean;
  /** Its fields as they were stored before, where it was there and they are others now; else null. */
  readonly before: CrmRecord['fields'] | null;
  /** Whether its health fields in the CRM are others than were known. */
  readonly isHealthMoved: boolean;
}

/** Records as they were last read. */
export interface Records {
  put(record: CrmRecord, run: number): RecordChange;
  /** Our own write: what the CRM holds now, by which its echo is recognised. */
  setHealth(ref: CrmRecord['ref'], health: string, scoredAt: string, updatedAt: Date | null): void;
  markGone(source: SourceName, object: ObjectType, ids: readonly string[], at: Date): readonly string[];
  /** Up to `limit` ids after `after` that no run since `run` has seen. */
  unseenSince(source: SourceName, object: ObjectType, run: number, after: string, limit: number): readonly string[];
  page(keyset: Keyset): readonly CrmRecord[];
  byId(source: SourceName, object: ObjectType, ids: readonly string[]): readonly CrmRecord[];
  unseen(source: SourceName, object: ObjectType, hits: readonly { id: string; updatedAt: Date }[]): readonly string[];
}

type RecordRow = [id: string, updatedAt: number, url: string, fields: string, health: string, scoredAt: string];

const columns = 'record.id, updated_at, url, fields, health, scored_at';
const each = `json_each(?) AS one CROSS JOIN record
  ON record.source = ? AND record.object = ? AND record.id = one.value`;

function prepareWrites(database: Database) {
  return {
    known: database.prepare<[string, string, string], { fields: string; health: string; gone_at: number | null }>(
      'SELECT fields, health, gone_at FROM record WHERE source = ? AND object = ? AND id = ?',
    ),
    insert: database.prepare<[string, string, string, number, number, string, string, string, string]>(
      `INSERT INTO record (source, object, id, updated_at, seen_run, health, scored_at, url, fields)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    update: database.prepare<[number, number, string, string, string, string, string, string, string]>(
      `UPDATE record SET updated_at = ?, seen_run = max(seen_run, ?), health = ?, scored_at = ?, url = ?, fields = ?
       WHERE source = ? AND object = ? AND id = ?`,
    ),
    restore: database.prepare<[string, string, string]>(
      'UPDATE record SET gone_at = NULL WHERE source = ? AND object = ? AND id = ?',
    ),
    setHealth: database.prepare<[string, string, number | null, string, string, string]>(
      `UPDATE record SET health = ?, scored_at = ?, updated_at = ifnull(?, updated_at)
       WHERE source = ? AND object = ? AND id = ?`,
    ),
    markGone: database
      .prepare<[number, string, string, string], string>(
        `UPDATE record SET gone_at = ? WHERE source = ? AND object = ? AND id IN (SELECT value FROM json_each(?))
       AND gone_at IS NULL RETURNING id`,
      )
      .pluck(),
  };
}

function prepareReads(database: Database) {
  return {
    // The plus keeps the planner on the primary key, where a page lies side by side.
    page: database
      .prepare<[string, string, string, number], RecordRow>(
        `SELECT ${columns} FROM record WHERE source = ? AND object = ? AND id > ? AND +gone_at IS NULL ORDER BY id LIMIT ?`,
      )
      .raw(),
    byId: database
      .prepare<[string, string, string], RecordRow>(
        `SELECT ${columns} FROM ${each} WHERE +gone_at IS NULL ORDER BY one.key`,
      )
      .raw(),
    updated: database
      .prepare<[string, string, string], [id: string, updatedAt: number]>(
        `SELECT record.id, updated_at FROM ${each} WHERE +gone_at IS NULL`,
      )
      .raw(),
    unseenSince: database
      .prepare<[string, string, string, number, number], string>(
        `SELECT id FROM record WHERE source = ? AND object = ? AND id > ? AND seen_run < ? AND +gone_at IS NULL
       ORDER BY id LIMIT ?`,
      )
      .pluck(),
  };
}

function recordOf(source: SourceName, object: ObjectType, row: RecordRow): CrmRecord {
  const [id, updatedAt, url, fields, health, scoredAt] = row;
  return {
    ref: { source, object, id },
    updatedAt: new Date(updatedAt),
    url,
    fields: unpackFields(fields),
    health: JSON.parse(health),
    scoredAt,
  };
}

function putRecord(statements: ReturnType<typeof prepareWrites>): Records['put'] {
  return (record, run) => {
    const { source, object, id } = record.ref;
    const [fields, health] = [packFields(record.fields), healthText(record.health)];
    const updatedAt = record.updatedAt.getTime();
    const known = statements.known.get(source, object, id);
    if (!known) {
      statements.insert.run(source, object, id, updatedAt, run, health, record.scoredAt, record.url, fields);
      return { isChanged: true, before: null, isHealthMoved: false };
    }
    statements.update.run(updatedAt, run, health, record.scoredAt, record.url, fields, source, object, id);
    if (known.gone_at !== null) statements.restore.run(source, object, id);
    return {
      isChanged: known.gone_at !== null || known.fields !== fields,
      before: known.gone_at === null && known.fields !== fields ? unpackFields(known.fields) : null,
      isHealthMoved: known.health !== health,
    };
  };
}

/** Records over one database; writes run within a transaction. */
export function recordsIn(database: Database): Records {
  const writes = prepareWrites(database);
  const reads = prepareReads(database);
  return {
    put: putRecord(writes),
    setHealth({ source, object, id }, health, scoredAt, updatedAt) {
      writes.setHealth.run(health, scoredAt, updatedAt?.getTime() ?? null, source, object, id);
    },
    markGone: (source, object, ids, at) => writes.markGone.all(at.getTime(), source, object, JSON.stringify(ids)),
    unseenSince: (source, object, run, after, limit) => reads.unseenSince.all(source, object, after, run, limit),
    page: ({ source, object, after, limit }) =>
      reads.page.all(source, object, after, limit).map((row) => recordOf(source, object, row)),
    byId: (source, object, ids) =>
      reads.byId.all(JSON.stringify([...new Set(ids)]), source, object).map((row) => recordOf(source, object, row)),
    unseen(source, object, hits) {
      const ids = [...new Set(hits.map(({ id }) => id))];
      const stored = new Map(reads.updated.all(JSON.stringify(ids), source, object));
      const changed = hits.filter(({ id, updatedAt }) => stored.get(id) !== updatedAt.getTime());
      return [...new Set(changed.map(({ id }) => id))];
    },
  };
}
