import type { Agreement } from '../model/agreement.ts';
import {
  aloneVersion,
  counterpartIds,
  type Identity,
  isSameFamily,
  type KeyDefinition,
  type RecordKey,
  recordKind,
} from '../model/identity.ts';
import { type CrmRecord, type ObjectType, objectTypes } from '../model/record.ts';
import { familyObjects, familyOf, type Rule } from '../model/rule.ts';

const alone: Identity = { version: aloneVersion, places: [], watched: [], keysOf: () => [] };

/** No id or address is longer; what is would only bloat the index. */
const longestKey = 300;

/** The kinds of keys of every object; of two definitions of one kind the first counts. */
function definitionsByObject(rules: readonly Rule[]): ReadonlyMap<ObjectType, readonly KeyDefinition[]> {
  const found = new Map(objectTypes.map((object) => [object, new Map<string, KeyDefinition>()]));
  for (const rule of rules)
    for (const definition of rule.keys ?? [])
      for (const object of familyObjects[familyOf(rule.meta.id)]) {
        const kinds = found.get(object)!;
        if (!kinds.has(definition.kind)) kinds.set(definition.kind, definition);
      }
  return new Map([...found].map(([object, kinds]) => [object, [...kinds.values()]]));
}

/** The ids of other CRMs that a record names. */
function namedKeys(record: CrmRecord): readonly RecordKey[] {
  const field = record.fields[counterpartIds];
  if (field?.is !== 'value' || !Array.isArray(field.value)) return [];
  return field.value.flatMap((value) => (typeof value === 'string' ? [{ kind: recordKind, value }] : []));
}

/**
 * How the records of an agreement's sources are recognised in each other. Key kinds come from all rules, used or not,
 * so that switching a rule on needs no new read. `reads` tells whether the rules of an object ask for counterparts.
 */
export function identityOf(
  agreement: Agreement,
  rules: readonly Rule[],
  reads: (object: ObjectType) => boolean,
): Identity {
  if (agreement.sources.length < 2) return alone;
  const definitions = definitionsByObject(rules);
  const places = agreement.sources.flatMap(({ name, connector, sync }) =>
    sync.map((object) => ({ source: name, object, prefix: `${connector}:${object}:` })),
  );
  const hasBeside = (object: ObjectType): boolean =>
    new Set(places.filter((place) => isSameFamily(place.object, object)).map((place) => place.source)).size > 1;
  const version = objectTypes
    .map((object) =>
      [
        object,
        ...definitions
          .get(object)!
          .map((one) => `${one.kind}${one.version}`)
          .sort(),
      ].join(' '),
    )
    .join(', ');
  return {
    version,
    places,
    watched: objectTypes.filter((object) => reads(object) && hasBeside(object)),
    keysOf(record) {
      const { object } = record.ref;
      const keys = definitions
        .get(object)!
        .flatMap(({ kind, valuesOf }) => valuesOf(record).map((value) => ({ kind, value })));
      return [...namedKeys(record), ...keys].filter(({ value }) => value !== '' && value.length <= longestKey);
    },
  };
}
