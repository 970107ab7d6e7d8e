import type { ByObject, SlaState, StageName } from './condition.ts';
import type { Duration } from './duration.ts';
import type { FieldName, ObjectType, SourceName } from './record.ts';

/** Working time of a team: business hours and days are counted in it, in the agreement's zone. */
export interface WorkCalendar {
  readonly name: string;
  /** Working days as ISO week days, Monday 1 to Sunday 7, ascending. */
  readonly days: readonly number[];
  /** Minutes after local midnight, `open` before `close`. */
  readonly openMinute: number;
  readonly closeMinute: number;
  /** Public holidays by code of date-holidays (`DE`, `DE-BE`), and single dates (days since 1970-01-01). */
  readonly holidays: { readonly codes: readonly string[]; readonly days: readonly number[] };
}

/** Who belongs to a team: a team, role, queue or user of the CRMs named, by its name there. */
export interface TeamMember {
  readonly sources: readonly SourceName[];
  readonly kind: 'team' | 'role' | 'queue' | 'user';
  readonly name: string;
}

/** A team that owns promises, definitions and findings. */
export interface Team {
  readonly name: string;
  readonly members: readonly TeamMember[];
  /** The name of a work calendar; null where business time is counted from Monday to Friday, 9 to 17. */
  readonly calendar: string | null;
  /** Where its mail goes; null where none is named. */
  readonly address: string | null;
}

/** What a source's own field must hold for a record to be in a lifecycle stage; one of `values`, or none for `not`. */
export interface LifecycleTest {
  /** The object it is about; null for contacts and leads alike. */
  readonly object: ObjectType | null;
  /** The CRM's own name of the field, without the object. */
  readonly column: string;
  readonly values: readonly string[];
  readonly not: boolean;
}

/** What the agreement says of one stage of the lifecycle. */
export interface LifecycleTerms {
  /** A canonical stage (`lifecycleOrder`, `lifecycleAside`). */
  readonly stage: string;
  /** The team that answers for records in it; null where none is named. */
  readonly owner: string | null;
  /** How each source tells the stage: one of the tests holds. Sources that are not named keep the built-in mapping. */
  readonly is: Readonly<Record<SourceName, readonly LifecycleTest[]>>;
  readonly limit: Duration | null;
  /** Fields that must be filled when the stage is entered. */
  readonly handOffNeeds: ByObject<readonly FieldName[]>;
}

/** What starts a clock on a record of one of the objects. */
export interface SlaStart {
  readonly objects: readonly ObjectType[];
  readonly when: /** A canonical lifecycle stage, for all objects but deals. */
    | { readonly is: 'enters'; readonly stage: string }
    | { readonly is: 'enters deal stage'; readonly stage: StageName }
    | { readonly is: 'created' | 'assigned' | 'submits a form' };
}

/** The kinds of contact that can meet an SLA. */
export const touchKinds = ['call', 'email', 'meeting', 'message'] as const;
/** A kind of human contact. */
export type TouchKind = (typeof touchKinds)[number];

/** What an SLA promises. */
export type SlaPromise =
  | {
      readonly is: 'clock';
      readonly startsWhen: SlaStart;
      /** The first contact of one of these kinds, by us where `isOutbound`. */
      readonly metBy: { readonly kinds: readonly TouchKind[]; readonly isOutbound: boolean };
      readonly within: Duration;
    }
  | { readonly is: 'attempts'; readonly attempts: number; readonly overAtLeast: Duration | null };

/** A promise between the teams. */
export interface Sla {
  readonly name: string;
  /** The promise as people say it. */
  readonly says: string;
  readonly owner: string;
  /** Share that should keep the promise, 0 to 1; null where none is set. */
  readonly target: number | null;
  readonly promise: SlaPromise;
}

/** The metrics goals can be set for (domain.md §2), with the kind of value each has. */
export const metrics = {
  average_score: 'number',
  pass_rate: 'percent',
  speed_to_lead: 'duration',
  within_first_hour: 'percent',
  sla_attainment: 'percent',
  follow_up_rate: 'percent',
  followed_up_conversion: 'percent',
  reply_time: 'duration',
  mql_to_sql: 'percent',
  acceptance_rate: 'percent',
  recycling_rate: 'percent',
  stage_conversion: 'percent',
  time_in_stage: 'duration',
  win_rate: 'percent',
  velocity: 'number',
  retention: 'percent',
} as const;
/** The name of a metric. */
export type Metric = keyof typeof metrics;

/** A value of a metric: a share as 0 to 1, a number, or a span of time. */
export type MetricValue =
  | { readonly is: 'percent' | 'number'; readonly value: number }
  | { readonly is: 'duration'; readonly duration: Duration };

/** A shared aim: a metric, from where to where, by which day. */
export interface Goal {
  readonly name: string;
  readonly metric: Metric;
  readonly from: MetricValue;
  readonly to: MetricValue;
  /** Days since 1970-01-01. */
  readonly by: number;
  readonly owners: readonly string[];
}

/** When a coarse job runs, in the agreement's zone. */
export type Timing =
  | { readonly is: 'every'; readonly minutes: number }
  | { readonly is: 'after each sync' }
  /** On these ISO week days at so many minutes after midnight. */
  | { readonly is: 'at'; readonly days: readonly number[]; readonly minute: number }
  | { readonly is: 'off' };

/** The jobs a schedule can set; one that is not set is null. */
export interface Schedule {
  readonly sync: Timing | null;
  readonly score: Timing | null;
  readonly sweep: Timing | null;
  readonly digest: Timing | null;
}

/** Who is told of what. */
export interface Notice {
  readonly when:
    | { readonly is: 'sla'; readonly sla: string; readonly state: SlaState }
    | { readonly is: 'score drops'; readonly points: number; readonly within: Duration };
  readonly who:
    | { readonly is: 'record owner' }
    | { readonly is: 'team'; readonly team: string }
    | { readonly is: 'address'; readonly address: string };
  readonly by: 'email';
}
