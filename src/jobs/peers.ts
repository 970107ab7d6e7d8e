import type { Engine } from '../engine/engine.ts';
import { type FoundPeers, type PeerGroups, peersKey } from '../engine/surroundings.ts';
import { holdsKeys, type KeyDefinition, mostPeers, storedKind } from '../model/identity.ts';
import type { CrmRecord, ObjectType, SourceName } from '../model/record.ts';
import type { Store } from '../model/store.ts';

const nobody: FoundPeers = { records: [], isMore: false };

/** Whether the stored records of both sides have the keys; those of a draft that nobody scanned with may be missing. */
async function haveKeys(
  store: Store,
  source: SourceName,
  sides: readonly ObjectType[],
  by: KeyDefinition,
): Promise<boolean> {
  for (const side of new Set(sides)) if (!holdsKeys(await store.keyVersion(source, side), side, by)) return false;
  return true;
}

/** What the rules of an object see of others of the same source, for a chunk of records, in two look-ups per key. */
export async function peersOf(
  records: readonly CrmRecord[],
  object: ObjectType,
  engine: Engine,
  store: Store,
): Promise<ReadonlyMap<string, PeerGroups>> {
  const found = new Map<string, Map<string, FoundPeers>>();
  const source = records[0]?.ref.source;
  const { peers: reads } = engine.reads(object);
  if (source === undefined || reads.length === 0) return found;
  const ids = records.map(({ ref }) => ref.id);
  for (const id of ids) found.set(id, new Map());
  for (const { by, object: among } of reads) {
    if (!(await haveKeys(store, source, [object, among], by))) continue;
    const groups = await store.peers(source, object, ids, { kind: storedKind(by), among, limit: mostPeers });
    const wanted = [...new Set([...groups.values()].flatMap((group) => group.ids))];
    const known = new Map((await store.byId(source, among, wanted)).map((record) => [record.ref.id, record]));
    for (const [id, own] of found) {
      const group = groups.get(id);
      const others = group?.ids.flatMap((other) => known.get(other) ?? []);
      own.set(peersKey(by, among), group && others ? { records: others, isMore: group.isMore } : nobody);
    }
  }
  return found;
}
