import { type KeyHolder, localPattern, type Place, type RecordKey, recordKind } from '../../model/identity.ts';
import type { ObjectType, SourceName } from '../../model/record.ts';
import type { Keyset, Store } from '../../model/store.ts';
import type { Database } from './database.ts';

/** Keys of records; those that are gone have none. */
export interface Keys {
  version(source: SourceName, object: ObjectType): string | null;
  setVersion(source: SourceName, object: ObjectType, version: string): void;
  of(source: SourceName, object: ObjectType, ids: readonly string[]): readonly KeyHolder[];
  /** Makes `keys` the keys of a record; `before` are those it has. Gives the ones that came or went. */
  replace(ref: KeyHolder['ref'], before: readonly RecordKey[], keys: readonly RecordKey[]): readonly KeyHolder[];
  forget(source: SourceName, object: ObjectType, ids: readonly string[]): void;
  /** The present records of some places that hold one of the keys, stored or as their own id. */
  holders(keys: readonly RecordKey[], places: readonly Place[]): readonly KeyHolder[];
  sharing(keyset: Keyset): readonly string[];
  peers(...asked: Parameters<Store['peers']>): Awaited<ReturnType<Store['peers']>>;
}

type KeyRow = [id: string, kind: string, value: string];
type HolderRow = [kind: string, value: string, source: string, object: string, id: string];
type Key = [source: string, object: string, id: string, kind: string, value: string];

function prepareKeys(database: Database) {
  return {
    version: database
      .prepare<[string, string], string>('SELECT version FROM keyed WHERE source = ? AND object = ?')
      .pluck(),
    setVersion: database.prepare<[string, string, string]>(
      'INSERT OR REPLACE INTO keyed (source, object, version) VALUES (?, ?, ?)',
    ),
    of: database
      .prepare<[string, string, string], KeyRow>(
        `SELECT record_key.id, kind, record_key.value FROM json_each(?) AS one CROSS JOIN record_key
         ON record_key.source = ? AND record_key.object = ? AND record_key.id = one.value`,
      )
      .raw(),
    insert: database.prepare<Key>(
      'INSERT OR IGNORE INTO record_key (source, object, id, kind, value) VALUES (?, ?, ?, ?, ?)',
    ),
    remove: database.prepare<Key>(
      'DELETE FROM record_key WHERE source = ? AND object = ? AND id = ? AND kind = ? AND value = ?',
    ),
    forget: database.prepare<[string, string, string]>(
      'DELETE FROM record_key WHERE source = ? AND object = ? AND id IN (SELECT value FROM json_each(?))',
    ),
    stored: database
      .prepare<[string], HolderRow>(
        `SELECT record_key.kind, record_key.value, source, object, record_key.id FROM json_each(?) AS one
         CROSS JOIN record_key INDEXED BY record_key_value
           ON record_key.value = one.value ->> 1 AND record_key.kind = one.value ->> 0`,
      )
      .raw(),
    present: database
      .prepare<[string, string, string], string>(
        `SELECT record.id FROM json_each(?) AS one CROSS JOIN record
         ON record.source = ? AND record.object = ? AND record.id = one.value WHERE +gone_at IS NULL`,
      )
      .pluck(),
    own: database
      .prepare<[string, string, string, string], [id: string, value: string]>(
        `SELECT record_key.id, record_key.value FROM json_each(?) AS one CROSS JOIN record_key
         ON record_key.source = ? AND record_key.object = ? AND record_key.id = one.value AND record_key.kind = ?
         ORDER BY one.key`,
      )
      .raw(),
    group: database
      .prepare<[string, string, string, string, number], string>(
        `SELECT id FROM record_key INDEXED BY record_key_value
         WHERE value = ? AND kind = ? AND source = ? AND object = ? ORDER BY id LIMIT ?`,
      )
      .pluck(),
    sharing: database
      .prepare<[string, string, string, number], string>(
        `SELECT DISTINCT mine.id FROM record_key AS mine
         WHERE mine.source = ? AND mine.object = ? AND mine.id > ? AND (mine.kind = '${recordKind}'
           OR mine.kind NOT LIKE '${localPattern}' AND EXISTS (
           SELECT 1 FROM record_key AS other INDEXED BY record_key_value
           WHERE other.value = mine.value AND other.kind = mine.kind AND other.source <> mine.source))
         ORDER BY mine.id LIMIT ?`,
      )
      .pluck(),
  };
}

/** As the database orders ids: by code point. */
function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function keyText({ kind, value }: RecordKey): string {
  return `${kind} ${value}`;
}

function distinctKeys(keys: readonly RecordKey[]): readonly RecordKey[] {
  return [...new Map(keys.map((key) => [keyText(key), key])).values()];
}

/** The ids that some record names; own ids lead to nobody but those who name them. */
function namedIds(keys: readonly RecordKey[]): readonly string[] {
  return [...new Set(keys.filter(({ kind, isOwn }) => kind === recordKind && !isOwn).map(({ value }) => value))];
}

/** The records whose own id is one of those named. */
function owners(
  statements: ReturnType<typeof prepareKeys>,
  named: readonly string[],
  places: readonly Place[],
): readonly KeyHolder[] {
  return places.flatMap(({ source, object, prefix }) => {
    const ids = named.filter((value) => value.startsWith(prefix)).map((value) => value.slice(prefix.length));
    if (ids.length === 0) return [];
    return statements.present
      .all(JSON.stringify(ids), source, object)
      .map((id) => ({ kind: recordKind, value: `${prefix}${id}`, isOwn: true, ref: { source, object, id } }));
  });
}

/** Joins, for each record, the groups of all its values. */
function peersIn(
  own: readonly (readonly [id: string, value: string])[],
  groupOf: (value: string) => readonly string[],
  limit: number,
  isAmongThem: boolean,
): Awaited<ReturnType<Store['peers']>> {
  const groups = new Map<string, readonly string[]>();
  const found = new Map<string, { readonly ids: readonly string[]; readonly isMore: boolean }>();
  for (const [id, value] of own) {
    const group = groups.get(value) ?? groupOf(value);
    groups.set(value, group);
    const others = isAmongThem ? group.filter((other) => other !== id) : group;
    if (others.length === 0) continue;
    const before = found.get(id);
    const all = before ? [...new Set([...before.ids, ...others])].sort(byText) : others;
    found.set(id, { ids: all.slice(0, limit), isMore: before?.isMore === true || all.length > limit });
  }
  return found;
}

/** Keys over one database; writes run within a transaction. */
export function keysIn(database: Database): Keys {
  const statements = prepareKeys(database);
  return {
    version: (source, object) => statements.version.get(source, object) ?? null,
    setVersion: (source, object, version) => void statements.setVersion.run(source, object, version),
    of: (source, object, ids) =>
      statements.of
        .all(JSON.stringify(ids), source, object)
        .map(([id, kind, value]) => ({ kind, value, ref: { source, object, id } })),
    replace(ref, before, keys) {
      const { source, object, id } = ref;
      const [was, is] = [new Set(before.map(keyText)), new Set(keys.map(keyText))];
      const lost = before.filter((key) => !is.has(keyText(key)));
      const won = distinctKeys(keys).filter((key) => !was.has(keyText(key)));
      for (const { kind, value } of lost) statements.remove.run(source, object, id, kind, value);
      for (const { kind, value } of won) statements.insert.run(source, object, id, kind, value);
      return [...lost, ...won].map(({ kind, value }) => ({ kind, value, ref }));
    },
    forget: (source, object, ids) => void statements.forget.run(source, object, JSON.stringify(ids)),
    holders(keys, places) {
      if (keys.length === 0 || places.length === 0) return [];
      const distinct = distinctKeys(keys);
      const isAsked = new Set(places.map(({ source, object }) => `${object} ${source}`));
      const stored = statements.stored
        .all(JSON.stringify(distinct.map(({ kind, value }) => [kind, value])))
        .filter(([, , source, object]) => isAsked.has(`${object} ${source}`))
        .map(([kind, value, source, object, id]) => ({
          kind,
          value,
          ref: { source, object: object as ObjectType, id },
        }));
      return [...stored, ...owners(statements, namedIds(keys), places)];
    },
    peers(source, object, ids, { kind, among, limit }) {
      // One for the record itself, and one to tell that there are more.
      const groupOf = (value: string) => statements.group.all(value, kind, source, among, limit + 2);
      return peersIn(statements.own.all(JSON.stringify(ids), source, object, kind), groupOf, limit, among === object);
    },
    sharing: ({ source, object, after, limit }) => statements.sharing.all(source, object, after, limit),
  };
}
