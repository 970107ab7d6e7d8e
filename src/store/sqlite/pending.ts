import { sql } from 'kysely';
import type { ObjectType, RecordRef, SourceName } from '../../model/record.ts';
import type { Pending, PendingKey } from '../../model/store.ts';
import type { Database } from './database.ts';

/** Records without a health score come after all that have one. */
const rankWithoutHealth = 101;

/** Where a record stands among the writes to make, worst first; null where its fields are as they should be. */
export function pendingRank(health: number | null, desired: string, stored: string): number | null {
  return desired === stored ? null : (health ?? rankWithoutHealth);
}

/** The writes to make. */
export interface PendingWrites {
  /** Compares again after the health fields in the CRM were found or made to be `stored`. */
  refresh(ref: RecordRef, stored: string): void;
  page(
    sources: readonly SourceName[],
    limit: number,
    after: PendingKey | null,
  ): { readonly rows: readonly Pending[]; readonly next: PendingKey | null };
  count(sources: readonly SourceName[]): number;
}

interface PendingRow {
  readonly rank: number;
  readonly source: string;
  readonly object: string;
  readonly id: string;
  readonly health: string;
  readonly scored_at: string;
  readonly desired: string;
}

function pendingOf(row: PendingRow): Pending {
  return {
    ref: { source: row.source, object: row.object as ObjectType, id: row.id },
    health: JSON.parse(row.health),
    scoredAt: row.scored_at,
    desired: JSON.parse(row.desired),
  };
}

function keyOf(row: PendingRow): PendingKey {
  return { health: row.rank, source: row.source, object: row.object as ObjectType, id: row.id };
}

/** The list of writes over one database. */
export function pendingIn(database: Database): PendingWrites {
  const refresh = database.prepare<[string, number, string, string, string]>(
    `UPDATE score SET pending_rank = CASE WHEN desired = ? THEN NULL ELSE ifnull(health, ?) END
     WHERE source = ? AND object = ? AND id = ?`,
  );
  // The plus keeps the planner on the index of pending ones, which is in the order asked for.
  const page = database.prepare<[number, string, string, string, string, number], PendingRow>(
    `SELECT pending_rank AS rank, score.source, score.object, score.id, record.health, record.scored_at, score.desired
     FROM score INDEXED BY score_pending
     CROSS JOIN record ON record.source = score.source AND record.object = score.object AND record.id = score.id
     WHERE pending_rank IS NOT NULL AND (pending_rank, score.source, score.object, score.id) > (?, ?, ?, ?)
       AND +score.source IN (SELECT value FROM json_each(?))
     ORDER BY pending_rank, score.source, score.object, score.id LIMIT ?`,
  );
  return {
    refresh: ({ source, object, id }, stored) => void refresh.run(stored, rankWithoutHealth, source, object, id),
    page(sources, limit, after) {
      const from = after ?? { health: -1, source: '', object: '', id: '' };
      const rows = page.all(from.health, from.source, from.object, from.id, JSON.stringify(sources), limit);
      const last = rows.length < limit ? undefined : rows.at(-1);
      return { rows: rows.map(pendingOf), next: last ? keyOf(last) : null };
    },
    count: (sources) =>
      database.first(
        database.query
          .selectFrom('score')
          .select((make) => make.fn.countAll<number>().as('count'))
          .where('pending_rank', 'is not', null)
          .where(sql`+source`, 'in', sources),
      )!.count,
  };
}
