import type { Engine } from '../engine/engine.ts';
import { createChooser, type Match, refKey, type Sharing, sharingsOf } from '../engine/match-records.ts';
import type { MatchedRecord } from '../engine/surroundings.ts';
import type { Catalog } from '../model/connector.ts';
import { type Identity, isLocalKind, isSameFamily, type KeyHolder, type Place, recordKind } from '../model/identity.ts';
import type { CrmRecord, ObjectType, RecordRef, SourceName } from '../model/record.ts';
import type { Store } from '../model/store.ts';

/** What a record is matched with in other sources. */
export interface Matches {
  /** At most one of each source. */
  readonly counterparts: readonly Match[];
  /** All that an id leads to, from either side; one list for all records that share the id. */
  readonly byId: readonly (readonly RecordRef[])[];
}

function byPlace(refs: readonly RecordRef[]): readonly (readonly [SourceName, ObjectType, readonly string[]])[] {
  const groups = new Map<string, { readonly ref: RecordRef; readonly ids: Set<string> }>();
  for (const ref of refs) {
    const key = `${ref.object} ${ref.source}`;
    const group = groups.get(key) ?? { ref, ids: new Set<string>() };
    groups.set(key, group);
    group.ids.add(ref.id);
  }
  return [...groups.values()].map(({ ref, ids }) => [ref.source, ref.object, [...ids]] as const);
}

/** The keys of records of one place, their own ids among them. */
async function keysWithOwn(
  store: Store,
  { places }: Identity,
  [source, object, ids]: readonly [SourceName, ObjectType, readonly string[]],
): Promise<readonly KeyHolder[]> {
  const place = places.find((candidate) => candidate.source === source && candidate.object === object);
  const stored = (await store.keys(source, object, ids)).filter(({ kind }) => !isLocalKind(kind));
  if (!place) return stored;
  return [
    ...stored,
    ...ids.map((id) => ({
      kind: recordKind,
      value: `${place.prefix}${id}`,
      isOwn: true as const,
      ref: { source, object, id },
    })),
  ];
}

/** Of those who share other keys than ids, the ones that an id leads to a record of `home`. */
async function findTaken(
  store: Store,
  identity: Identity,
  sharings: Iterable<Sharing>,
  home: readonly Place[],
): Promise<ReadonlySet<string>> {
  const rivals = [...new Set(sharings)].filter(({ by }) => by !== recordKind).flatMap(({ refs }) => refs);
  if (rivals.length === 0) return new Set();
  const keys = (await Promise.all(byPlace(rivals).map((group) => keysWithOwn(store, identity, group))))
    .flat()
    .filter(({ kind }) => kind === recordKind);
  return new Set(sharingsOf(keys, await store.holders(keys, home)).keys());
}

/** Matches records of one place with those of other sources. Records without a match are left out. */
export async function matchRecords(
  store: Store,
  identity: Identity,
  source: SourceName,
  object: ObjectType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Matches>> {
  const family = identity.places.filter((place) => isSameFamily(place.object, object));
  const beside = family.filter((place) => place.source !== source);
  const matches = new Map<string, Matches>();
  if (beside.length === 0) return matches;
  const keys = await keysWithOwn(store, identity, [source, object, ids]);
  const sharings = sharingsOf(keys, await store.holders(keys, beside));
  const home = family.filter((place) => place.source === source);
  const taken = await findTaken(store, identity, [...sharings.values()].flat(), home);
  const choose = createChooser((ref) => taken.has(refKey(ref)));
  for (const id of ids) {
    const own = sharings.get(refKey({ source, object, id }));
    if (!own) continue;
    const byId = own.filter(({ by }) => by === recordKind).map(({ refs }) => refs);
    matches.set(id, { counterparts: choose(own), byId });
  }
  return matches;
}

/** The counterparts of records of one object and source, read in full; by id of the record. */
export async function counterpartsOf(
  records: readonly CrmRecord[],
  engine: Engine,
  store: Store,
): Promise<ReadonlyMap<string, readonly MatchedRecord[]>> {
  const found = new Map<string, readonly MatchedRecord[]>();
  const [first] = records;
  if (!first || engine.identity.places.length === 0) return found;
  const { source, object } = first.ref;
  const matches = await matchRecords(
    store,
    engine.identity,
    source,
    object,
    records.map(({ ref }) => ref.id),
  );
  const wanted = [...matches.values()].flatMap(({ counterparts }) => counterparts.map(({ ref }) => ref));
  const read = await Promise.all(byPlace(wanted).map(([at, kind, ids]) => store.byId(at, kind, ids)));
  const byRef = new Map(read.flat().map((record) => [refKey(record.ref), record]));
  for (const [id, { counterparts }] of matches)
    found.set(
      id,
      counterparts.flatMap(({ ref, by }) => {
        const record = byRef.get(refKey(ref));
        return record ? [{ record, matchedBy: by }] : [];
      }),
    );
  return found;
}

/** The catalogs of all sources as they were last read; they say what the stages of counterparts mean. */
export async function storedCatalogs(store: Store, engine: Engine): Promise<ReadonlyMap<SourceName, Catalog>> {
  const catalogs = new Map<SourceName, Catalog>();
  for (const name of new Set(engine.identity.places.map((place) => place.source))) {
    const stored = await store.source(name);
    if (stored) catalogs.set(name, stored.catalog);
  }
  return catalogs;
}
