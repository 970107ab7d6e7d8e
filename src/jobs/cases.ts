import type { Beside, Engine } from '../engine/engine.ts';
import { withObservations } from '../engine/observed.ts';
import type { MatchedRecord, PeerGroups, RelatedRecords } from '../engine/surroundings.ts';
import { createCalendar } from '../model/calendar.ts';
import type { CrmRecord, ObjectType } from '../model/record.ts';
import type { Store } from '../model/store.ts';
import { counterpartsOf } from './counterparts.ts';
import { peersOf } from './peers.ts';

/** A stored record, completed by what we saw of it ourselves, with all that is known beside it. */
export interface Case extends Required<Beside> {
  readonly record: CrmRecord;
  readonly related: RelatedRecords;
  readonly counterparts: readonly MatchedRecord[];
  readonly peers: PeerGroups | undefined;
  readonly wonMedians: ReadonlyMap<string, number> | undefined;
}

/** Whether the rules of an object look at the same thing in other sources. */
export function readsCounterparts(engine: Engine, object: ObjectType): boolean {
  return engine.identity.watched.includes(object);
}

/** The related records that the rules of an object read, for a chunk of records, in one look-up per related object. */
async function relatedOf(
  records: readonly CrmRecord[],
  object: ObjectType,
  engine: Engine,
  store: Store,
): Promise<ReadonlyMap<string, RelatedRecords>> {
  const related = new Map<string, Partial<Record<ObjectType, CrmRecord[]>>>();
  const source = records[0]?.ref.source;
  if (source === undefined) return related;
  for (const record of records) related.set(record.ref.id, {});
  for (const read of engine.reads(object).related) {
    const links = await store.links(source, object, [...related.keys()], read.object);
    const ids = [...new Set(links.map((link) => link.to.id))];
    const found = new Map((await store.byId(source, read.object, ids)).map((other) => [other.ref.id, other]));
    for (const { from, to } of links) {
      const other = found.get(to.id);
      const own = related.get(from.id);
      if (!other || !own) continue;
      const list = own[read.object];
      // Appended in place: a company may have thousands of contacts.
      if (list) list.push(other);
      else own[read.object] = [other];
    }
  }
  return related;
}

/** Everything that judging a chunk of records of one source and object takes, in a few look-ups for all of them. */
export async function casesOf(
  records: readonly CrmRecord[],
  object: ObjectType,
  engine: Engine,
  store: Store,
): Promise<readonly Case[]> {
  const source = records[0]?.ref.source;
  if (source === undefined) return [];
  const ids = records.map((record) => record.ref.id);
  const related = await relatedOf(records, object, engine, store);
  const suppressions = await store.suppressions(source, object, ids);
  const observations = await store.observations(source, object, ids);
  const counterparts = readsCounterparts(engine, object) ? await counterpartsOf(records, engine, store) : null;
  const peers = await peersOf(records, object, engine, store);
  const wonMedians = engine.reads(object).medianWon ? ((await store.wonMedians(source)) ?? undefined) : undefined;
  const calendar = createCalendar(engine.agreement.timeZone);
  return records.map((record) => {
    const { id } = record.ref;
    return {
      record: withObservations(record, observations.get(id), calendar),
      related: related.get(id) ?? {},
      counterparts: counterparts?.get(id) ?? [],
      peers: peers.get(id),
      wonMedians,
      suppressions: suppressions.get(id) ?? [],
    };
  });
}
