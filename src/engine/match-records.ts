import { type KeyHolder, recordKind } from '../model/identity.ts';
import { objectTypes, type RecordRef, type SourceName } from '../model/record.ts';

/** A record of another source, and the kind of key by which it was recognised. */
export interface Match {
  readonly ref: RecordRef;
  readonly by: string;
}

/**
 * Who holds one key in other sources, the first choice first. One object serves all records that hold the key, because
 * an address that was entered a thousand times on both sides has a million pairs.
 */
export interface Sharing {
  readonly by: string;
  readonly refs: readonly RecordRef[];
}

/** Contacts before leads, then the smallest id: numbers of one length compare as texts. */
function compareRefs(a: RecordRef, b: RecordRef): number {
  if (a.object !== b.object) return objectTypes.indexOf(a.object) - objectTypes.indexOf(b.object);
  if (a.id.length !== b.id.length) return a.id.length - b.id.length;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function keyText({ kind, value }: Pick<KeyHolder, 'kind' | 'value'>): string {
  return `${kind} ${value}`;
}

/** References as one text, for maps; sources and objects have no blank in them. */
export function refKey({ source, object, id }: RecordRef): string {
  return `${source} ${object} ${id}`;
}

function groupBy<T>(items: readonly T[], textOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const text = textOf(item);
    const group = groups.get(text);
    if (group) group.push(item);
    else groups.set(text, [item]);
  }
  return groups;
}

/** With whom each record shares keys: `keys` are those of the records, `holders` who holds such keys elsewhere. */
export function sharingsOf(
  keys: readonly KeyHolder[],
  holders: readonly KeyHolder[],
): ReadonlyMap<string, readonly Sharing[]> {
  const byKey = groupBy(holders, keyText);
  const known = new Map<string, Sharing | null>();
  const sharingOf = (key: KeyHolder): Sharing | null => {
    const text = `${key.isOwn ? 'own' : 'named'} ${keyText(key)}`;
    let sharing = known.get(text);
    if (sharing === undefined) {
      // Two own ids that are equal belong to two accounts of one CRM, and to two things.
      const found = (byKey.get(keyText(key)) ?? []).filter((holder) => !(key.isOwn && holder.isOwn));
      sharing = found.length === 0 ? null : { by: key.kind, refs: found.map(({ ref }) => ref).sort(compareRefs) };
      known.set(text, sharing);
    }
    return sharing;
  };
  const sharings = new Map<string, Sharing[]>();
  for (const key of keys) {
    const sharing = sharingOf(key);
    if (!sharing) continue;
    const own = refKey(key.ref);
    const list = sharings.get(own);
    if (list) list.push(sharing);
    else sharings.set(own, [sharing]);
  }
  return sharings;
}

function isBetter(a: Match, b: Match): boolean {
  const isById = a.by === recordKind;
  return isById === (b.by === recordKind) ? compareRefs(a.ref, b.ref) < 0 : isById;
}

/**
 * Chooses the counterparts of records: at most one of each other source, by id first. By another key only where neither
 * side has a match by id in the other's source; `isTaken` says so of a sharer, for the source of the records.
 */
export function createChooser(
  isTaken: (ref: RecordRef) => boolean,
): (sharings: readonly Sharing[]) => readonly Match[] {
  const firsts = new Map<Sharing, ReadonlyMap<SourceName, Match>>();
  const firstOf = (sharing: Sharing): ReadonlyMap<SourceName, Match> => {
    const known = firsts.get(sharing);
    if (known) return known;
    const { by, refs } = sharing;
    const found = new Map<SourceName, Match>();
    for (const ref of refs)
      if (!found.has(ref.source) && (by === recordKind || !isTaken(ref))) found.set(ref.source, { ref, by });
    firsts.set(sharing, found);
    return found;
  };
  return (sharings) => {
    const best = new Map<SourceName, Match>();
    for (const sharing of sharings)
      for (const [source, match] of firstOf(sharing)) {
        const known = best.get(source);
        if (!known || isBetter(match, known)) best.set(source, match);
      }
    return [...best.values()].sort((a, b) => (a.ref.source < b.ref.source ? -1 : 1));
  };
}
