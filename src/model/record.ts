import type { StageVisit } from './stage-visit.ts';

/** The canonical objects; a connector maps its own (accounts, opportunities …) onto these. */
export const objectTypes = ['contact', 'lead', 'company', 'deal'] as const;
/** One of the canonical objects. */
export type ObjectType = (typeof objectTypes)[number];

/** A key under `crms:` in the agreement: one CRM account. */
export type SourceName = string;

/** Which record: ids are unique per source and object only. */
export interface RecordRef {
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly id: string;
}

/**
 * What a field holds once its text is read. Instants and calendar dates are both a `TimeValue`; `times` are several,
 * of which the latest that is not in the future counts: which one that is depends on `now`, so all are kept. `visits`
 * are stays in stages; no condition names them.
 */
export type FieldType = 'text' | 'number' | 'time' | 'times' | 'boolean' | 'list' | 'visits';

/**
 * A point in time as a CRM gives it. `instant`: epoch milliseconds. `day`: a calendar date without zone,
 * as epoch milliseconds of its midnight in UTC; it is that date in whatever zone the agreement names.
 */
export interface TimeValue {
  readonly ms: number;
  readonly precision: 'day' | 'instant';
}

/** A typed value; which one follows from the field's `FieldType`. */
export type Value =
  | string
  | number
  | boolean
  | TimeValue
  | readonly TimeValue[]
  | readonly string[]
  | readonly StageVisit[];

/** The four states of a field, never fewer: the dirt survives the mapping. `raw` is what the CRM sent. */
export type Field<T extends Value = Value> =
  | { readonly is: 'value'; readonly value: T; readonly raw: unknown }
  | { readonly is: 'empty' }
  | { readonly is: 'invalid'; readonly raw: unknown }
  | { readonly is: 'unknown'; readonly why: string };

/** Canonical field names, and own fields under the name the agreement gives them. */
export type FieldName = string;

/** The current values of our health fields in the CRM; an absent key is an empty field. `scoredAt` is kept apart. */
export interface HealthValues {
  readonly score?: number;
  readonly grade?: string;
  readonly stageHealth?: string;
  /** Flag values, sorted: a CRM returns a multi-select in any order. */
  readonly flags?: readonly string[];
  readonly nextAction?: string;
}

/** A record of a CRM in the vocabulary of the agreement. */
export interface CrmRecord {
  readonly ref: RecordRef;
  /** When the CRM says it was last modified; our own writes move it, so it never counts as freshness. */
  readonly updatedAt: Date;
  /** Where a person opens the record; empty where the source has no such page. */
  readonly url: string;
  readonly fields: Readonly<Record<FieldName, Field>>;
  /** What our health fields hold in the CRM now. */
  readonly health: HealthValues;
  /** The CRM's `scored_at` (ISO), empty string where there is none. */
  readonly scoredAt: string;
}

/** One association, reported by the record it hangs on; the store answers for both directions. */
export interface Link {
  readonly from: { readonly object: ObjectType; readonly id: string };
  readonly to: { readonly object: ObjectType; readonly id: string };
}

/** A field that the CRM does not offer or that we may not read; never a fail. */
export function unknownField(why: string): Field<never> {
  return { is: 'unknown', why };
}

/** `{object} {id}` for messages and logs; carries no personal data. */
export function refText(ref: RecordRef): string {
  return `${ref.object} ${ref.id}`;
}
