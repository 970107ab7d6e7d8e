import { sql } from 'kysely';
import type { SourceName } from '../../model/record.ts';
import { objectTypes } from '../../model/record.ts';
import type { Totals } from '../../model/store.ts';
import type { Database } from './database.ts';

interface Tally {
  readonly key: string | null;
  readonly count: number;
}

function asCounts<K extends string>(keys: readonly K[], rows: readonly Tally[]): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const { key, count } of rows) if (key !== null) counts[key as K] = (counts[key as K] ?? 0) + count;
  return counts;
}

function scoreTotals(database: Database, sources: readonly SourceName[]) {
  const rows = database.all(
    database.query
      .selectFrom('score')
      .select((make) => [
        'grade as key',
        make.fn.countAll<number>().as('count'),
        make.fn.count<number>('health').as('scored'),
        make.fn.count<number>('coverage').as('inScope'),
        make.fn.sum<number | null>('health').as('sum'),
        make.fn.count<number>('pending_rank').as('pending'),
      ])
      .where('source', 'in', sources)
      .groupBy('grade'),
  );
  const add = (pick: (row: (typeof rows)[number]) => number | null): number =>
    rows.reduce((sum, row) => sum + (pick(row) ?? 0), 0);
  const scored = add((row) => row.scored);
  return {
    grades: asCounts(['A', 'B', 'C', 'D', 'F'], rows),
    mean: scored === 0 ? null : add((row) => row.sum) / scored,
    unscored: add((row) => row.inScope) - scored,
    unchanged: add((row) => row.count - row.pending),
  };
}

/**
 * Counts everything at once for the report of a run; well under a second for half a million records. The plus keeps
 * the planner on the narrow indexes, where it would else read every record and message.
 */
export function totalsIn(database: Database, sources: readonly SourceName[]): Totals {
  const { query } = database;
  const isAsked = sql<boolean>`+source in (${sql.join(sources)})`;
  const records = database.all(
    query
      .selectFrom('record')
      .select((make) => ['object as key', make.fn.countAll<number>().as('count')])
      .where(isAsked)
      .where('gone_at', 'is', null)
      .groupBy(['source', 'object']),
  );
  const findings = database.all(
    query
      .selectFrom('finding')
      .select((make) => ['rule as key', make.fn.countAll<number>().as('count')])
      .where(isAsked)
      .groupBy('rule')
      .orderBy('rule'),
  );
  return {
    records: asCounts(objectTypes, records),
    findingsByRule: asCounts([], findings),
    ...scoreTotals(database, sources),
  };
}
