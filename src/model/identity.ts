import type { CrmRecord, FieldName, ObjectType, RecordRef, SourceName } from './record.ts';

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
  /** Values in one form for one meaning; none where the record has none to be recognised by. */
  valuesOf(record: CrmRecord): readonly string[];
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

/** How the same thing is recognised in several sources of an agreement. */
export interface Identity {
  /** Changes when records give other keys than before. */
  readonly version: string;
  /** Every object of every source; empty where there is one source only, which then keeps no keys. */
  readonly places: readonly Place[];
  /** Objects whose rules read counterparts: they are judged again when one of these changes. */
  readonly watched: readonly ObjectType[];
  /** The keys of a record but its own id, which follows from its place. */
  keysOf(record: CrmRecord): readonly RecordKey[];
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
