import type { Reader } from '../model/connector.ts';
import type { HealthKey } from '../model/health-field.ts';
import type { CrmRecord, SourceName } from '../model/record.ts';
import type { JournalEntry, Settlement, Store } from '../model/store.ts';
import { healthValue, isSameValue } from './plan.ts';

const readsPerCall = 100;

/** Whether the record holds what an entry wrote, in every key of it. */
export function holds(record: CrmRecord, values: Readonly<Record<string, unknown>>): boolean {
  return (Object.keys(values) as HealthKey[]).every((key) =>
    isSameValue(key, healthValue(key, record.health, record.scoredAt), values[key]),
  );
}

function settlementOf(entry: JournalEntry, record: CrmRecord | undefined): Settlement {
  const base = { intent: entry.id, ref: entry.ref, updatedAt: null };
  if (!record) return { ...base, state: 'gone', detail: 'the record no longer exists', health: null };
  const isWritten = holds(record, entry.after);
  return {
    ...base,
    state: isWritten ? 'done' : 'not applied',
    detail: isWritten ? 'found written after an interruption' : 'found not written after an interruption',
    health: { values: record.health, scoredAt: record.scoredAt },
  };
}

/**
 * Settles the intents that an interrupted run left without outcome, by reading their records: what is there tells
 * whether the write arrived. Never by repeating it blindly.
 */
export async function settleOpenIntents(store: Store, source: SourceName, reader: Reader): Promise<number> {
  let settled = 0;
  for (;;) {
    const entries = await store.openIntents(source, readsPerCall);
    if (entries.length === 0) return settled;
    const settlements: Settlement[] = [];
    for (const object of new Set(entries.map((entry) => entry.ref.object))) {
      const own = entries.filter((entry) => entry.ref.object === object);
      const page = await reader.byId(object, [...new Set(own.map((entry) => entry.ref.id))]);
      const records = new Map(page.records.map((record) => [record.ref.id, record]));
      settlements.push(...own.map((entry) => settlementOf(entry, records.get(entry.ref.id))));
    }
    await store.commit({ settlements });
    settled += entries.length;
  }
}
