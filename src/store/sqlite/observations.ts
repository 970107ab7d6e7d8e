import {
  type DateMove,
  dateMoveBetween,
  leastImported,
  type Observations,
  stageMoveBetween,
  stageStartOf,
} from '../../model/observation.ts';
import type { CrmRecord, ObjectType, SourceName } from '../../model/record.ts';
import type { StageMove } from '../../model/stage-visit.ts';
import type { Database } from './database.ts';

/** What was seen of records between reads. */
export interface Observed {
  /** Notes what changed between two reads of a record; `before` is null on its first. */
  note(before: CrmRecord['fields'] | null, record: CrmRecord): void;
  /** Records that are no longer there start no stage with others. */
  forget(source: SourceName, object: ObjectType, ids: readonly string[]): void;
  /** Forgets what a transaction that failed has left behind. */
  begin(): void;
  /** Ids of records whose stage began together with those noted since the last call, where that makes or ends an import. */
  takeTurned(): readonly {
    readonly source: SourceName;
    readonly object: ObjectType;
    readonly ids: readonly string[];
  }[];
  of(source: SourceName, object: ObjectType, ids: readonly string[]): ReadonlyMap<string, Observations>;
}

type Kind = 'stage' | 'close date';

interface Row {
  readonly id: string;
  readonly kind: Kind;
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** A second in which stages began: how many records it had before this transaction changed it. */
interface Touched {
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly second: number;
  readonly before: number;
}

function prepareObserved(database: Database) {
  return {
    insert: database.prepare<[string, string, string, string, number, string, string]>(
      'INSERT OR IGNORE INTO observation (source, object, id, kind, at, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    of: database.prepare<[string, string, string], Row>(
      `SELECT observation.id, kind, at, before, after FROM json_each(?) AS one CROSS JOIN observation
       ON observation.source = ? AND observation.object = ? AND observation.id = one.value ORDER BY at`,
    ),
    start: database
      .prepare<[string, string, string], number>(
        'SELECT second FROM stage_start WHERE source = ? AND object = ? AND id = ?',
      )
      .pluck(),
    setStart: database.prepare<[string, string, string, number]>(
      `INSERT INTO stage_start (source, object, id, second) VALUES (?, ?, ?, ?)
       ON CONFLICT (source, object, id) DO UPDATE SET second = excluded.second`,
    ),
    dropStart: database.prepare<[string, string, string]>(
      'DELETE FROM stage_start WHERE source = ? AND object = ? AND id = ?',
    ),
    count: database
      .prepare<[string, string, number], number>(
        'SELECT count(*) FROM stage_start WHERE source = ? AND object = ? AND second = ?',
      )
      .pluck(),
    idsAt: database
      .prepare<[string, string, number], string>(
        'SELECT id FROM stage_start WHERE source = ? AND object = ? AND second = ?',
      )
      .pluck(),
    imported: database
      .prepare<[string, string, string, number], string>(
        `SELECT one.value FROM json_each(?) AS one CROSS JOIN stage_start AS own
         ON own.source = ? AND own.object = ? AND own.id = one.value
         WHERE (SELECT count(*) FROM stage_start AS other WHERE other.source = own.source
           AND other.object = own.object AND other.second = own.second) >= ?`,
      )
      .pluck(),
  };
}

function moveOf({ at, before, after }: Row): StageMove {
  return { at, from: JSON.parse(before), to: JSON.parse(after) };
}

function dateMoveOf({ at, before, after }: Row): DateMove {
  return { at, from: JSON.parse(before), to: JSON.parse(after) };
}

/** Observations over one database; all but `of` run within a transaction. */
export function observedIn(database: Database): Observed {
  const statements = prepareObserved(database);
  let touched = new Map<string, Touched>();
  const touch = (source: SourceName, object: ObjectType, second: number): void => {
    const key = `${object} ${second} ${source}`;
    if (touched.has(key)) return;
    touched.set(key, { source, object, second, before: statements.count.get(source, object, second) ?? 0 });
  };
  const noteStart = ({ source, object, id }: CrmRecord['ref'], second: number | null): void => {
    const known = statements.start.get(source, object, id);
    if (known === (second ?? undefined)) return;
    if (known !== undefined) touch(source, object, known);
    if (second === null) statements.dropStart.run(source, object, id);
    else {
      touch(source, object, second);
      statements.setStart.run(source, object, id, second);
    }
  };
  return {
    note(before, record) {
      const { source, object, id } = record.ref;
      if (object !== 'company') noteStart(record.ref, stageStartOf(record));
      if (before === null) return;
      const found: readonly [Kind, StageMove | DateMove | null][] = [
        ['stage', stageMoveBetween(before, record)],
        ['close date', dateMoveBetween(before, record)],
      ];
      for (const [kind, move] of found)
        if (move !== null)
          statements.insert.run(source, object, id, kind, move.at, JSON.stringify(move.from), JSON.stringify(move.to));
    },
    forget(source, object, ids) {
      for (const id of ids) noteStart({ source, object, id }, null);
    },
    begin: () => touched.clear(),
    takeTurned() {
      const all = [...touched.values()];
      touched = new Map();
      return all.flatMap(({ source, object, second, before }) => {
        const now = statements.count.get(source, object, second) ?? 0;
        if (now >= leastImported === before >= leastImported) return [];
        return [{ source, object, ids: statements.idsAt.all(source, object, second) }];
      });
    },
    of(source, object, ids) {
      const text = JSON.stringify(ids);
      const rows = Map.groupBy(statements.of.all(text, source, object), (row) => row.id);
      const imported = new Set(statements.imported.all(text, source, object, leastImported));
      return new Map(
        [...new Set([...rows.keys(), ...imported])].map((id) => {
          const own = rows.get(id) ?? [];
          return [
            id,
            {
              moves: own.filter(({ kind }) => kind === 'stage').map(moveOf),
              dateMoves: own.filter(({ kind }) => kind === 'close date').map(dateMoveOf),
              isImported: imported.has(id),
            },
          ];
        }),
      );
    },
  };
}
