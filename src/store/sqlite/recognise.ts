import {
  type Identity,
  isLocalKind,
  isSameFamily,
  type KeyHolder,
  type Place,
  type RecordKey,
  recordKind,
} from '../../model/identity.ts';
import type { CrmRecord, ObjectType, RecordRef, SourceName } from '../../model/record.ts';
import type { Dirty } from './dirty.ts';
import type { Keys } from './keys.ts';

/** The parts of a database that this rests on. */
interface Parts {
  readonly keys: Keys;
  readonly dirty: Dirty;
}

function placesBeside(identity: Identity, source: SourceName, object: ObjectType): readonly Place[] {
  return identity.places.filter((place) => place.source !== source && isSameFamily(place.object, object));
}

function ownKeys(identity: Identity, { source, object, id }: RecordRef): readonly RecordKey[] {
  const place = identity.places.find((candidate) => candidate.source === source && candidate.object === object);
  return place ? [{ kind: recordKind, value: `${place.prefix}${id}`, isOwn: true }] : [];
}

function byPlace(holders: readonly KeyHolder[]): readonly (readonly [SourceName, ObjectType, readonly string[]])[] {
  const groups = new Map<string, { ref: RecordRef; ids: Set<string> }>();
  for (const { ref } of holders) {
    const key = `${ref.object} ${ref.source}`;
    const group = groups.get(key) ?? { ref, ids: new Set<string>() };
    groups.set(key, group);
    group.ids.add(ref.id);
  }
  return [...groups.values()].map(({ ref, ids }) => [ref.source, ref.object, [...ids]] as const);
}

function bumpAll({ dirty }: Parts, holders: readonly KeyHolder[], identity: Identity): void {
  for (const [source, object, ids] of byPlace(holders))
    if (identity.watched.includes(object)) dirty.bumpPresent(source, object, ids);
}

/**
 * Judges again whatever may have one of these records as its counterpart, by their present keys or by `former` ones
 * which they have lost. Who is matched by id is matched by nothing else, so where an id leads to a record, those that
 * share other keys with that one may win or lose it too.
 */
export function wakeCounterparts(
  parts: Parts,
  identity: Identity | undefined,
  refs: readonly RecordRef[],
  former: readonly RecordKey[],
): void {
  const [first] = refs;
  if (!identity || !first || !identity.watched.some((object) => isSameFamily(object, first.object))) return;
  const { source, object } = first;
  const present = parts.keys.of(
    source,
    object,
    refs.map(({ id }) => id),
  );
  const own = refs.flatMap((ref) => ownKeys(identity, ref));
  const shared = [...present, ...own, ...former].filter(({ kind }) => !isLocalKind(kind));
  const near = parts.keys.holders(shared, placesBeside(identity, source, object));
  bumpAll(parts, near, identity);
  const byId = near.filter(({ kind }) => kind === recordKind);
  const others = byPlace(byId).flatMap(([at, kind, ids]) => parts.keys.of(at, kind, ids));
  const home = identity.places.filter((place) => place.source === source && isSameFamily(place.object, object));
  bumpAll(
    parts,
    parts.keys.holders(
      others.filter(({ kind }) => kind !== recordKind && !isLocalKind(kind)),
      home,
    ),
    identity,
  );
}

/**
 * Judges again whatever sees one of these records in a group of its own source: by the keys they hold, where more than
 * its presence is read, and by `moved` ones, which came or went. A group that is larger than anybody is shown wakes
 * only where one of those shown changed.
 */
export function wakePeers(
  { keys, dirty }: Parts,
  identity: Identity | undefined,
  refs: readonly RecordRef[],
  moved: readonly KeyHolder[],
): void {
  const [first] = refs;
  const groupings = identity?.groupings?.filter(({ object }) => object === first?.object) ?? [];
  if (!first || groupings.length === 0) return;
  const { source, object } = first;
  const ids = refs.map(({ id }) => id);
  const present = groupings.some(({ readsFields }) => readsFields) ? keys.of(source, object, ids) : [];
  for (const { reader, kind, readsFields } of groupings) {
    const firstIds = new Map<string, string>();
    for (const { kind: of, value, ref } of readsFields ? [...moved, ...present] : moved) {
      const before = firstIds.get(value);
      if (of === kind && (before === undefined || ref.id < before)) firstIds.set(value, ref.id);
    }
    dirty.bumpGroups(source, { kind, object, reader }, firstIds);
  }
}

/** Keeps the keys of records of one place; gives the ids whose keys are others now, and the keys that were lost. */
export function keepKeys(
  parts: Parts,
  identity: Identity,
  records: readonly CrmRecord[],
): { readonly changed: readonly string[]; readonly lost: readonly KeyHolder[] } {
  const [first] = records;
  if (!first) return { changed: [], lost: [] };
  const { source, object } = first.ref;
  const before = new Map<string, KeyHolder[]>();
  const stored = parts.keys.of(
    source,
    object,
    records.map(({ ref }) => ref.id),
  );
  for (const key of stored) before.set(key.ref.id, [...(before.get(key.ref.id) ?? []), key]);
  const changed: string[] = [];
  const lost: KeyHolder[] = [];
  for (const record of records) {
    const known = before.get(record.ref.id) ?? [];
    const moved = parts.keys.replace(record.ref, known, identity.keysOf(record));
    if (moved.length > 0) changed.push(record.ref.id);
    lost.push(...moved);
  }
  return { changed, lost };
}
