import { sql } from 'kysely';
import type { ObjectType, SourceName } from '../../model/record.ts';
import type { JournalEntry, NewIntent, Settlement } from '../../model/store.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Every write to a CRM: intended, then known. */
export interface Journal {
  intend(intents: readonly NewIntent[]): readonly number[];
  settle(settlement: Settlement): void;
  open(source: SourceName, limit: number): readonly JournalEntry[];
  ofRun(run: number, afterId: number, limit: number): readonly JournalEntry[];
}

function entryOf(row: Tables['journal']): JournalEntry {
  return {
    id: row.id,
    run: row.run,
    ref: { source: row.source, object: row.object as ObjectType, id: row.record },
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    why: row.why,
    agreement: row.agreement,
    at: new Date(row.at),
    state: row.state as JournalEntry['state'],
    detail: row.detail,
  };
}

/** The journal over one database; `settle` runs within a transaction. */
export function journalIn(database: Database): Journal {
  const { query } = database;
  const insert = database.prepare<unknown[]>(
    `INSERT INTO journal (run, source, object, record, before, after, why, agreement, at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'intended')`,
  );
  const settle = database.prepare<[string, string | null, number]>(
    'UPDATE journal SET state = ?, detail = ? WHERE id = ?',
  );
  const add = ({ run, ref, before, after, why, agreement, at }: NewIntent): number => {
    const key = [run, ref.source, ref.object, ref.id];
    const values = [JSON.stringify(before), JSON.stringify(after)];
    return Number(insert.run(...key, ...values, why, agreement, at.getTime()).lastInsertRowid);
  };
  return {
    intend: (intents) => database.transact(() => intents.map(add)),
    settle: ({ intent, state, detail }) => void settle.run(state, detail, intent),
    open: (source, limit) =>
      database
        .all(
          query
            .selectFrom('journal')
            .selectAll()
            .where('source', '=', source)
            // As text, not as a parameter: only so can the partial index serve.
            .where('state', '=', sql.lit('intended'))
            .orderBy('id')
            .limit(limit),
        )
        .map(entryOf),
    ofRun: (run, afterId, limit) =>
      database
        .all(
          query
            .selectFrom('journal')
            .selectAll()
            .where('run', '=', run)
            .where('id', '>', afterId)
            .orderBy('id')
            .limit(limit),
        )
        .map(entryOf),
  };
}
