import type { LearntLimit } from '../../model/aging-limit.ts';
import type { Database } from './database.ts';

/** Limits that were accepted. */
export interface Learnt {
  /** Takes the place of all that were accepted before. */
  accept(limits: readonly LearntLimit[], at: Date): void;
  all(): readonly LearntLimit[];
}

/** Accepted limits over one database; `accept` runs within a transaction, and every deal is to be judged again then. */
export function learntIn(database: Database): Learnt {
  const clear = database.prepare<[]>('DELETE FROM learnt_limit');
  const insert = database.prepare<[string, string, string, number]>(
    'INSERT INTO learnt_limit (pipeline, stage, value, accepted_at) VALUES (?, ?, ?, ?)',
  );
  const all = database.prepare<[], { readonly pipeline: string; readonly stage: string; readonly value: string }>(
    'SELECT pipeline, stage, value FROM learnt_limit ORDER BY pipeline, stage',
  );
  return {
    accept(limits, at) {
      clear.run();
      for (const { pipeline, stage, limit } of limits) insert.run(pipeline, stage, JSON.stringify(limit), at.getTime());
    },
    all: () => all.all().map(({ pipeline, stage, value }) => ({ pipeline, stage, limit: JSON.parse(value) })),
  };
}
