import type { Agreement } from '../model/agreement.ts';
import {
  aloneVersion,
  counterpartIds,
  type Identity,
  identityVersion,
  isSameFamily,
  type KeyDefinition,
  type RecordKey,
  recordKind,
  storedKind,
} from '../model/identity.ts';
import { type CrmRecord, type ObjectType, objectTypes } from '../model/record.ts';
import { familyObjects, familyOf, type Rule } from '../model/rule.ts';
import type { Reads } from './ruleset.ts';

type Asked = Pick<Reads, 'counterparts' | 'peers'>;

const alone: Identity = { version: aloneVersion, places: [], watched: [], keysOf: () => [] };

/** No id or address is longer; what is would only bloat the index. */
const longestKey = 300;

type Kinds = ReadonlyMap<ObjectType, Map<string, KeyDefinition>>;

/** Of two definitions of one kind the first counts. */
function define(kinds: Kinds, object: ObjectType, definition: KeyDefinition): void {
  const own = kinds.get(object)!;
  if (!own.has(storedKind(definition))) own.set(storedKind(definition), definition);
}

/**
 * The kinds of keys of every object: those by which all rules, used or not, recognise records in other sources, so that
 * switching one on needs no new read; and those by which the rules in use look for others of the same source, on both
 * sides.
 */
function kindsByObject(isAlone: boolean, rules: readonly Rule[], reads: (object: ObjectType) => Asked): Kinds {
  const kinds: Kinds = new Map(objectTypes.map((object) => [object, new Map<string, KeyDefinition>()]));
  for (const rule of isAlone ? [] : rules)
    for (const definition of rule.keys ?? [])
      for (const object of familyObjects[familyOf(rule.meta.id)]) define(kinds, object, definition);
  for (const reader of objectTypes)
    for (const { by, object } of reads(reader).peers) for (const side of [reader, object]) define(kinds, side, by);
  return kinds;
}

/** The ids of other CRMs that a record names. */
function namedKeys(record: CrmRecord): readonly RecordKey[] {
  const field = record.fields[counterpartIds];
  if (field?.is !== 'value' || !Array.isArray(field.value)) return [];
  return field.value.flatMap((value) => (typeof value === 'string' ? [{ kind: recordKind, value }] : []));
}

/**
 * How the records of an agreement's sources are recognised in each other, and like ones within a source. `reads` tells
 * what the rules of an object ask for.
 */
export function identityOf(
  agreement: Agreement,
  rules: readonly Rule[],
  reads: (object: ObjectType) => Asked,
): Identity {
  const isAlone = agreement.sources.length < 2;
  const kinds = kindsByObject(isAlone, rules, reads);
  if (isAlone && [...kinds.values()].every(({ size }) => size === 0)) return alone;
  const places = isAlone
    ? []
    : agreement.sources.flatMap(({ name, connector, sync }) =>
        sync.map((object) => ({ source: name, object, prefix: `${connector}:${object}:` })),
      );
  const hasBeside = (object: ObjectType): boolean =>
    new Set(places.filter((place) => isSameFamily(place.object, object)).map((place) => place.source)).size > 1;
  return {
    // Ids that records name are kept beside the kinds, but where nobody else is there to be named.
    version: `${isAlone ? '' : 'ids, '}${identityVersion((object) => kinds.get(object)!)}`,
    places,
    watched: objectTypes.filter((object) => reads(object).counterparts !== null && hasBeside(object)),
    groupings: objectTypes.flatMap((reader) =>
      reads(reader).peers.map(({ by, object, fields }) => {
        return { reader, object, kind: storedKind(by), readsFields: fields.length > 0 };
      }),
    ),
    keysOf(record) {
      const keys = [...kinds.get(record.ref.object)!].flatMap(([kind, definition]) =>
        definition.valuesOf(record).map((value) => ({ kind, value })),
      );
      return [...(isAlone ? [] : namedKeys(record)), ...keys].filter(
        ({ value }) => value !== '' && value.length <= longestKey,
      );
    },
  };
}
