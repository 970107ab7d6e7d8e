import type { SourceName } from '../../model/record.ts';
import type { Database } from './database.ts';

/** The median amounts of won deals by which deals were last judged. */
export interface Medians {
  keep(source: SourceName, byPipeline: ReadonlyMap<string, number>): void;
  of(source: SourceName): ReadonlyMap<string, number> | null;
}

/** Medians over one database; `keep` runs within a transaction, and the deals of the source are to be judged again then. */
export function mediansIn(database: Database): Medians {
  const keep = database.prepare<[string, string]>('INSERT OR REPLACE INTO won_median (source, value) VALUES (?, ?)');
  const of = database.prepare<[string], string>('SELECT value FROM won_median WHERE source = ?').pluck();
  return {
    keep: (source, byPipeline) => void keep.run(source, JSON.stringify([...byPipeline])),
    of(source) {
      const value = of.get(source);
      return value === undefined ? null : new Map(JSON.parse(value) as [string, number][]);
    },
  };
}
