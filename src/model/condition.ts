import type { Duration } from './duration.ts';
import type { Field, FieldName, FieldType, ObjectType, SourceName } from './record.ts';

/**
 * What a predicate is about: a field of the record itself (`step` null), or of the records of another object that are
 * linked to it. Over a step the positive predicate holds where it holds for at least one linked record; none linked
 * counts as an empty field, links the source does not tell as unknown. `not` turns the result over afterwards.
 * Fields derived by the agreement (`Agreement.derived`) are numbers and stand here under their own name.
 */
export interface Subject {
  readonly step: ObjectType | null;
  readonly field: FieldName;
  readonly type: FieldType;
}

/**
 * Texts a value is compared with, ignoring case and outer blanks. `written` are labels or API names as the author wrote
 * them. `bySource` holds the API names (several where one label has several) of each source whose catalogue was known
 * when the agreement was loaded; a source that is not in it compares its value, and the value's label where it knows
 * one, with `written`. An empty list means that the source has none of the values.
 */
export interface TextValues {
  readonly written: readonly string[];
  readonly bySource: Readonly<Record<SourceName, readonly string[]>>;
}

/**
 * A stage of a deal. `pipeline` is null where the author wrote none; names are labels or ids, compared ignoring case
 * and outer blanks. `bySource` holds the ids of each source whose pipelines were known at load, with the stage's place
 * in the display order of its pipeline; an empty list means that the source has no such stage.
 */
export interface StageName {
  readonly pipeline: string | null;
  readonly stage: string;
  readonly bySource: Readonly<
    Record<SourceName, readonly { readonly pipelineId: string; readonly stageId: string; readonly rank: number }[]>
  >;
}

/** What `stage is …` names: a stage, or all stages of a state (`stage is open`; `closed` is won or lost). */
export type StageValue =
  | ({ readonly is: 'stage' } & StageName)
  | { readonly is: 'state'; readonly state: 'open' | 'won' | 'lost' | 'closed' };

/** A number; ISO 4217 `currency` for money (the agreement's where none is written), null for numbers without one. */
export interface Amount {
  readonly value: number;
  readonly currency: string | null;
}

/** A day of comparison, in the agreement's zone: a calendar date (days since 1970-01-01), or one that `now` decides. */
export type Moment =
  | { readonly is: 'day'; readonly day: number }
  | { readonly is: 'today' }
  | { readonly is: 'end of'; readonly span: 'month' | 'quarter' | 'year' };

/**
 * What a value is tested for equality with; the kind follows from the subject's type: `texts` for text and list (one
 * item suffices), `moments` for time and times (the same calendar day), `stages` for the stage of a deal.
 */
export type Match =
  | { readonly of: 'texts'; readonly values: TextValues }
  | { readonly of: 'numbers'; readonly values: readonly Amount[] }
  | { readonly of: 'yes/no'; readonly value: boolean }
  | { readonly of: 'moments'; readonly values: readonly Moment[] }
  | { readonly of: 'stages'; readonly values: readonly StageValue[] };

/** Ways in which a number is compared; the bounds of `between` belong to it. */
export type NumberTest =
  | { readonly is: 'more than' | 'less than' | 'at least' | 'at most'; readonly amount: Amount }
  | { readonly is: 'between'; readonly from: Amount; readonly to: Amount };

/**
 * Ways in which a time is compared, all by calendar days of the agreement's zone except durations of minutes, hours
 * and business time. `before` and `after` are strict; both days of `between days` belong to it; `in the last 7 days`
 * includes today and reaches back to the same day as `isOlderThan`; the past and the future are told by the instant,
 * for a date without time by the day, so that today is neither.
 */
export type TimeTest =
  | { readonly is: 'in the last' | 'in the next' | 'older than'; readonly duration: Duration }
  | { readonly is: 'before' | 'after'; readonly moment: Moment }
  | { readonly is: 'between days'; readonly from: Moment; readonly to: Moment }
  | { readonly is: 'in the past' | 'in the future' };

/** Ways in which a text is compared; of a list one item suffices. Case and outer blanks make no difference. */
export type TextTest =
  | { readonly is: 'contains' | 'starts with' | 'ends with'; readonly text: string }
  /** RE2 syntax, checked at load; found anywhere in the text; case counts unless `ignoresCase`. */
  | { readonly is: 'matches'; readonly pattern: string; readonly ignoresCase: boolean }
  /** The list's values stand here, as written under `lists`. */
  | { readonly is: 'in list'; readonly list: string; readonly values: readonly string[] };

/**
 * Where something stands in an order. `stage`: in the display order of the pipeline of the deal, false for a deal of
 * another pipeline, a lost deal is neither. `lifecycle`: a canonical stage in `lifecycleOrder`; false for stages aside.
 */
export type OrderTest =
  | { readonly is: 'stage before' | 'stage at or after'; readonly stage: StageName }
  | { readonly is: 'lifecycle before' | 'lifecycle at or after'; readonly stage: string };

/** How the clock of an SLA stands on a record. */
export type SlaState = 'met' | 'pending' | 'at risk' | 'breached';

/** What a predicate about a field says of it. */
export type FieldTest =
  | { readonly is: 'filled' }
  | { readonly is: 'one of'; readonly match: Match }
  | { readonly is: 'same as'; readonly other: Subject }
  /** `within` null: ever. History the CRM does not keep is unknown. */
  | { readonly is: 'changed'; readonly from: Match | null; readonly to: Match | null; readonly within: Duration | null }
  | NumberTest
  | TimeTest
  | TextTest
  | OrderTest;

/**
 * A condition of the agreement, resolved when it was loaded: plain data, three-valued (Kleene) over a record at `now`.
 * The truth of a FieldTest (domain.md §7): an unknown field is unknown; an empty one makes every test but `filled`
 * false; an invalid one makes every test but `filled` unknown, because its own rule owns that fault. Then `not` turns
 * the result over, unknown stays unknown.
 */
export type Condition =
  | (FieldTest & { readonly subject: Subject; readonly not: boolean })
  /** The definition (`Agreement.definitions`) holds for the record itself or for one linked record of `step`. */
  | { readonly is: 'meets'; readonly step: ObjectType | null; readonly definition: string; readonly not: boolean }
  | { readonly is: 'sla'; readonly sla: string; readonly state: SlaState; readonly not: boolean };

/** All of `when` hold and none of `unless`. */
export interface Conditions {
  readonly when: readonly Condition[];
  readonly unless: readonly Condition[];
}

/** The same conditions resolved for each object they apply to, because fields, types and values differ. */
export type ByObject<T> = Readonly<Partial<Record<ObjectType, T>>>;

/** An example of an own rule as a record: fields that it does not name are empty. */
export interface ExampleRecord {
  readonly object: ObjectType;
  readonly fields: Readonly<Record<FieldName, Field>>;
  /** Fields of linked records, one record of each object. */
  readonly related: ByObject<Readonly<Record<FieldName, Field>>>;
}
