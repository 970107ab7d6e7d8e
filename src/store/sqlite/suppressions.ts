import type { ObjectType, RecordRef, SourceName } from '../../model/record.ts';
import type { Lifting } from '../../model/store.ts';
import type { KeptSuppression, Suppression } from '../../model/suppression.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Muted findings, those that are muted no more among them. */
export interface Suppressions {
  /** Mutes a finding; an earlier suppression of the same finding is lifted by it. */
  add(suppression: Suppression): void;
  lift(lifting: Lifting): void;
  /** Those of some records that nobody has lifted, by id; ended ones too, for only the agreement knows what day it is. */
  of(source: SourceName, object: ObjectType, ids: readonly string[]): ReadonlyMap<string, readonly Suppression[]>;
  list(): readonly KeptSuppression[];
}

type Row = Tables['suppression'];

function refOf(row: Row): RecordRef {
  return { source: row.source, object: row.object as ObjectType, id: row.id };
}

function suppressionOf(row: Row): Suppression {
  return {
    record: refOf(row),
    rule: row.rule,
    field: row.field === '' ? null : row.field,
    reason: row.reason,
    by: row.by,
    at: new Date(row.at),
    until: row.until,
  };
}

function prepareSuppressions(database: Database) {
  return {
    insert: database.prepare<unknown[]>(
      `INSERT INTO suppression (source, object, id, rule, field, reason, by, at, until)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    lift: database.prepare<[number, string, string, string, string, string, string]>(
      `UPDATE suppression SET lifted_at = ?, lifted_by = ?
       WHERE source = ? AND object = ? AND id = ? AND rule = ? AND field = ? AND lifted_at IS NULL`,
    ),
    of: database.prepare<[string, string, string], Row>(
      `SELECT suppression.* FROM json_each(?) AS one CROSS JOIN suppression
       ON suppression.source = ? AND suppression.object = ? AND suppression.id = one.value AND lifted_at IS NULL
       ORDER BY number`,
    ),
    list: database.prepare<[], Row>('SELECT * FROM suppression ORDER BY number'),
    isAny: database.prepare<[], 1>('SELECT 1 FROM suppression WHERE lifted_at IS NULL LIMIT 1').pluck(),
  };
}

const none: ReadonlyMap<string, readonly Suppression[]> = new Map();

/** Suppressions over one database; writes run within a transaction. */
export function suppressionsIn(database: Database): Suppressions {
  const statements = prepareSuppressions(database);
  const lift: Suppressions['lift'] = ({ record, rule, field, at, by }) => {
    const { source, object, id } = record;
    statements.lift.run(at.getTime(), by, source, object, id, rule, field ?? '');
  };
  return {
    add(suppression) {
      lift(suppression);
      const { record, rule, field, reason, by, at, until } = suppression;
      const { source, object, id } = record;
      statements.insert.run(source, object, id, rule, field ?? '', reason, by, at.getTime(), until);
    },
    lift,
    of(source, object, ids) {
      // Most databases hold none, and a scan asks for every chunk of its records.
      if (statements.isAny.get() === undefined) return none;
      const byId = new Map<string, Suppression[]>();
      for (const row of statements.of.all(JSON.stringify(ids), source, object)) {
        const own = byId.get(row.id);
        if (own) own.push(suppressionOf(row));
        else byId.set(row.id, [suppressionOf(row)]);
      }
      return byId;
    },
    list: () =>
      statements.list.all().map((row) => ({
        ...suppressionOf(row),
        lifted: row.lifted_at === null ? null : { at: new Date(row.lifted_at), by: row.lifted_by ?? '' },
      })),
  };
}
