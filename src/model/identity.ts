import {
  type CrmRecord,
  type FieldName,
  type ObjectType,
  objectTypes,
  type RecordRef,
  type SourceName,
} from './record.ts';

/** A text by which a record is recognised: records of several sources that hold the same one are the same thing. */
export interface RecordKey {
  readonly kind: string;
  readonly value: string;
  /** Its own id. Two accounts of one CRM may give the same id to two things, so own ids match named ones only. */
  readonly isOwn?: true;
}

/** A record and one of its keys. */
export interface KeyHolder extends RecordKey {
  readonly ref: RecordRef;
}

/**
 * How one kind of key is read from a record. Rules declare the kinds they rest on, so that the core knows neither
 * what an email nor what a domain is; records of every object of the rule's family get them.
 */
export interface KeyDefinition {
  readonly kind: string;
  /** Raised when the same record gives other values than before: stored keys are then made again. */
  readonly version: number;
  /** Groups the records of one source alone: nothing is recognised in another source by it. */
  readonly isLocal?: true;
  /** Values in one form for one meaning; none where the record has none to be recognised by. */
  valuesOf(record: CrmRecord): readonly string[];
}

const localMark = '~';

/** The kind under which the keys of a definition are stored; local ones are told apart by it. */
export function storedKind({ kind, isLocal }: KeyDefinition): string {
  return isLocal ? `${localMark}${kind}` : kind;
}

/** A LIKE pattern for the stored kinds of local keys. */
export const localPattern = `${localMark}%`;

/** Whether stored keys of a kind group the records of one source alone. */
export function isLocalKind(kind: string): boolean {
  return kind.startsWith(localMark);
}

/**
 * How many others of a group a rule is shown, the first by id. A placeholder that 50,000 records share would otherwise
 * make each of them read, and wake, all the others.
 */
export const mostPeers = 50;

/** Which records are judged beside each other: those of `reader` see those of `object` that share a key with them. */
export interface Grouping {
  readonly reader: ObjectType;
  readonly object: ObjectType;
  /** As it is stored. */
  readonly kind: string;
  /** Whether more is read of the others than that they are there. */
  readonly readsFields: boolean;
}

/** The kind of keys that are ids of records: `<connector>:<object>:<id>`. A record holds its own and those it names. */
export const recordKind = 'record';

/** The list field in which a connector gives the ids of other CRMs that a record names, as keys of `recordKind`. */
export const counterpartIds: FieldName = 'counterpartIds';

/** Where counterparts are looked for: the records of one object of one source. */
export interface Place {
  readonly source: SourceName;
  readonly object: ObjectType;
  /** What the own keys of its records begin with: `<connector>:<object>:`. */
  readonly prefix: string;
}

/** How the same thing is recognised in several sources of an agreement, and like ones within a source. */
export interface Identity {
  /** Changes when records give other keys than before. */
  readonly version: string;
  /** Every object of every source; empty where there is one source only. */
  readonly places: readonly Place[];
  /** Objects whose rules read counterparts: they are judged again when one of these changes. */
  readonly watched: readonly ObjectType[];
  /** Who sees whom within one source; absent where no rule looks at like records. */
  readonly groupings?: readonly Grouping[];
  /** The keys of a record but its own id, which follows from its place. */
  keysOf(record: CrmRecord): readonly RecordKey[];
}

/** The version of an identity: every object, and the kinds of its keys with their versions. */
export function identityVersion(
  kindsOf: (object: ObjectType) => Iterable<readonly [stored: string, definition: KeyDefinition]>,
): string {
  return objectTypes
    .map((object) =>
      [object, ...[...kindsOf(object)].map(([kind, { version }]) => `${kind}${version}`).sort()].join(' '),
    )
    .join(', ');
}

/** Whether keys that were made by a version hold those of a definition, for an object. */
export function holdsKeys(version: string | null, object: ObjectType, definition: KeyDefinition): boolean {
  const kinds =
    (version ?? '')
      .split(', ')
      .map((part) => part.split(' '))
      .find(([name]) => name === object) ?? [];
  return kinds.includes(`${storedKind(definition)}${definition.version}`);
}

/** The version of a source that stands alone and keeps no keys. */
export const aloneVersion = 'alone';

/** Objects that can be the same thing in another source; a person is a contact here and a lead there. */
export function isSameFamily(a: ObjectType, b: ObjectType): boolean {
  return familyOfObject(a) === familyOfObject(b);
}

/** The kind of thing that a record of an object stands for. */
export function familyOfObject(object: ObjectType): Family {
  return object === 'company' || object === 'deal' ? object : 'person';
}

/** The kinds of things that are counted over all sources. */
export const families = ['person', 'company', 'deal'] as const;
/** One of the kinds of things. */
export type Family = (typeof families)[number];
