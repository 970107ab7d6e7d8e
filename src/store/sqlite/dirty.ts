import { type Grouping, mostPeers } from '../../model/identity.ts';
import type { ObjectType, SourceName } from '../../model/record.ts';
import type { Database } from './database.ts';

/** Which records are to be judged again. Only records that are there are ever dirty. */
export interface Dirty {
  /** The number of the newest commit that made records dirty; what is read after asking is at least that new. */
  tick(): number;
  /** Makes records dirty that are known to be there. */
  bump(source: SourceName, object: ObjectType, ids: readonly string[]): void;
  /** Makes neighbours of some records dirty: those of `objects` that are there. */
  bumpLinked(source: SourceName, object: ObjectType, ids: readonly string[], objects: readonly ObjectType[]): void;
  /** Makes records dirty where they are there. */
  bumpPresent(source: SourceName, object: ObjectType, ids: readonly string[]): void;
  /**
   * Makes the holders of keys dirty that are shown a changed record: `changed` has, by value of the key, the first id
   * of those that changed among the records of `object`.
   */
  bumpGroups(
    source: SourceName,
    group: Pick<Grouping, 'kind' | 'object' | 'reader'>,
    changed: ReadonlyMap<string, string>,
  ): void;
  /** Makes all records of an object dirty, of every source unless one is given. */
  bumpAll(object: ObjectType, source?: SourceName): void;
  /** Judged: clean again, but for records that became dirty after tick `asOf`. */
  settle(source: SourceName, object: ObjectType, ids: readonly string[], asOf: number): void;
  /** No longer there, so no longer dirty. */
  forget(source: SourceName, object: ObjectType, ids: readonly string[]): void;
  due(source: SourceName, object: ObjectType, nowMs: number, agreement: string, limit: number): readonly string[];
}

const upsert = 'ON CONFLICT (source, object, id) DO UPDATE SET seq = excluded.seq';
const isThere = `EXISTS (SELECT 1 FROM record r
  WHERE r.source = target.source AND r.object = target.object AND r.id = target.id AND r.gone_at IS NULL)`;

function prepareDirty(database: Database) {
  return {
    tick: database.prepare<[], { value: number }>('SELECT value FROM tick'),
    advance: database.prepare<[], { value: number }>('UPDATE tick SET value = value + 1 RETURNING value'),
    bump: database.prepare<[string, string, number, string]>(
      `INSERT INTO dirty (source, object, id, seq) SELECT ?, ?, value, ? FROM json_each(?) WHERE true ${upsert}`,
    ),
    bumpPresent: database.prepare<[number, string, string, string]>(
      `INSERT INTO dirty (source, object, id, seq)
       SELECT source, object, id, ? FROM (SELECT ? AS source, ? AS object, value AS id FROM json_each(?)) AS target
       WHERE ${isThere} ${upsert}`,
    ),
    bumpLinked: database.prepare<[number, string, string, string, string]>(
      `INSERT INTO dirty (source, object, id, seq)
       SELECT target.source, target.object, target.id, ? FROM (
         SELECT DISTINCT link.source, link.to_object AS object, link.to_id AS id
         FROM json_each(?) AS one CROSS JOIN link
           ON link.source = ? AND link.from_object = ? AND link.from_id = one.value
         WHERE link.to_object IN (SELECT value FROM json_each(?))
       ) AS target
       WHERE ${isThere} ${upsert}`,
    ),
    // A member is shown the first `mostPeers` others; one more tells that there are more, and one is itself.
    bumpGroups: database.prepare<[number, string, ...string[]]>(
      `INSERT INTO dirty (source, object, id, seq)
       SELECT member.source, member.object, member.id, ?
       FROM json_each(?) AS one CROSS JOIN record_key AS member INDEXED BY record_key_value
         ON member.value = one.key AND member.kind = ? AND member.source = ? AND member.object = ?
       WHERE one.value <= ifnull((
         SELECT id FROM record_key INDEXED BY record_key_value
         WHERE value = one.key AND kind = ? AND source = ? AND object = ?
         ORDER BY id LIMIT 1 OFFSET ${mostPeers + 1}
       ), one.value) ${upsert}`,
    ),
    bumpAll: database.prepare<[number, string, string | null]>(
      `INSERT INTO dirty (source, object, id, seq)
       SELECT source, object, id, ? FROM record WHERE object = ? AND source = ifnull(?, source) AND gone_at IS NULL ${upsert}`,
    ),
    settle: database.prepare<[string, string, string, number]>(
      `DELETE FROM dirty WHERE source = ? AND object = ? AND id IN (SELECT value FROM json_each(?)) AND seq <= ?`,
    ),
  };
}

function prepareDue(database: Database) {
  return {
    dirty: database
      .prepare<[string, string, number], string>(
        'SELECT id FROM dirty WHERE source = ? AND object = ? ORDER BY id LIMIT ?',
      )
      .pluck(),
    woken: database
      .prepare<[string, string, number, number], string>(
        'SELECT id FROM score WHERE source = ? AND object = ? AND wake_at <= ? ORDER BY wake_at, id LIMIT ?',
      )
      .pluck(),
    otherAgreements: database.prepare<[string], number>('SELECT number FROM agreement WHERE version <> ?').pluck(),
    judgedBy: database
      .prepare<[string, string, number, number], string>(
        'SELECT id FROM score WHERE source = ? AND object = ? AND agreement = ? ORDER BY id LIMIT ?',
      )
      .pluck(),
  };
}

/**
 * Takes from each index only as much as is asked for; the next call finds the rest, because judging takes a record out
 * of all of them. (Sorting everything due would take seconds per call on the night when a million records wake.)
 */
function dueOf(statements: ReturnType<typeof prepareDue>): Dirty['due'] {
  return (source, object, nowMs, agreement, limit) => {
    const ids = new Set(statements.dirty.all(source, object, limit));
    const take = (more: readonly string[]): void => {
      for (const id of more) if (ids.size < limit) ids.add(id);
    };
    if (ids.size < limit) take(statements.woken.all(source, object, nowMs, limit));
    for (const other of statements.otherAgreements.all(agreement)) {
      if (ids.size >= limit) break;
      take(statements.judgedBy.all(source, object, other, limit));
    }
    return [...ids].sort();
  };
}

/** The queue of records to be judged, over one database; all but `tick` and `due` run within a transaction. */
export function dirtyIn(database: Database): Dirty {
  const statements = prepareDirty(database);
  const advance = (): number => statements.advance.get()!.value;
  return {
    tick: () => statements.tick.get()!.value,
    bump(source, object, ids) {
      if (ids.length > 0) statements.bump.run(source, object, advance(), JSON.stringify(ids));
    },
    bumpPresent(source, object, ids) {
      if (ids.length > 0) statements.bumpPresent.run(advance(), source, object, JSON.stringify(ids));
    },
    bumpLinked(source, object, ids, objects) {
      if (ids.length === 0 || objects.length === 0) return;
      statements.bumpLinked.run(advance(), JSON.stringify(ids), source, object, JSON.stringify(objects));
    },
    bumpGroups(source, { kind, object, reader }, changed) {
      if (changed.size === 0) return;
      const firstIds = JSON.stringify(Object.fromEntries(changed));
      statements.bumpGroups.run(advance(), firstIds, kind, source, reader, kind, source, object);
    },
    bumpAll: (object, source) => void statements.bumpAll.run(advance(), object, source ?? null),
    settle(source, object, ids, asOf) {
      statements.settle.run(source, object, JSON.stringify(ids), asOf);
    },
    forget(source, object, ids) {
      statements.settle.run(source, object, JSON.stringify(ids), Number.MAX_SAFE_INTEGER);
    },
    due: dueOf(prepareDue(database)),
  };
}
