import { setImmediate as nextTurn } from 'node:timers/promises';
import { refKey } from '../engine/match-records.ts';
import { type Family, families, familyOfObject, type Identity, type Place } from '../model/identity.ts';
import type { RecordRef } from '../model/record.ts';
import type { Store } from '../model/store.ts';
import { matchRecords } from './counterparts.ts';

const recordsPerChunk = 1000;

/** Things of one family over all sources: each counted once, and how many were seen in more than one source. */
export interface DistinctCount {
  readonly total: number;
  readonly shared: number;
}

/** Sets of records that are one thing, joined as matches are found. */
class Things {
  readonly #parents = new Map<string, string>();

  #rootOf(member: string): string {
    let root = member;
    for (let next = this.#parents.get(root); next !== undefined && next !== root; next = this.#parents.get(root))
      root = next;
    this.#parents.set(member, root);
    return root;
  }

  join(a: string, b: string): void {
    this.#parents.set(this.#rootOf(a), this.#rootOf(b));
  }

  get members(): number {
    return this.#parents.size;
  }

  get count(): number {
    let roots = 0;
    for (const [member, parent] of this.#parents) if (member === parent) roots++;
    return roots;
  }
}

async function joinPlace(store: Store, identity: Identity, { source, object }: Place, things: Things): Promise<void> {
  let after = '';
  for (;;) {
    const ids = await store.sharing({ source, object, after, limit: recordsPerChunk });
    const last = ids.at(-1);
    if (last === undefined) return;
    const joined = new Set<readonly RecordRef[]>();
    for (const [id, { counterparts, byId }] of await matchRecords(store, identity, source, object, ids)) {
      const own = refKey({ source, object, id });
      for (const { ref } of counterparts) things.join(own, refKey(ref));
      for (const refs of byId) {
        things.join(own, refKey(refs[0]!));
        if (!joined.has(refs)) for (const ref of refs) things.join(own, refKey(ref));
        joined.add(refs);
      }
    }
    after = last;
    await nextTurn();
  }
}

/**
 * Counts people, companies and deals over all sources, a shared one once. `recordsOf` is the number of records of a
 * family, all sources together. Costs a look at the records that share a key, and nothing with one source.
 */
export async function countDistinct(
  store: Store,
  identity: Identity,
  synced: readonly Family[],
  recordsOf: (family: Family) => number,
): Promise<Partial<Record<Family, DistinctCount>>> {
  const counts: Partial<Record<Family, DistinctCount>> = {};
  for (const family of families.filter((candidate) => synced.includes(candidate))) {
    const things = new Things();
    for (const place of identity.places)
      if (familyOfObject(place.object) === family) await joinPlace(store, identity, place, things);
    const shared = things.count;
    counts[family] = { total: recordsOf(family) - things.members + shared, shared };
  }
  return counts;
}
