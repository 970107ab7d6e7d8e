import type { ByObject, Condition, Conditions } from './condition.ts';
import type { Duration } from './duration.ts';
import type { HealthKey } from './health-field.ts';
import type { FieldName, FieldType, ObjectType, SourceName } from './record.ts';
import type { Dimension, Half, RuleId, Severity, StageTerms } from './rule.ts';
import type { Scoring } from './score.ts';
import type { Goal, LifecycleTerms, Notice, Schedule, Sla, Team, WorkCalendar } from './terms.ts';

/** One CRM account as the agreement names it. */
export interface SourceSettings {
  readonly name: SourceName;
  readonly connector: string;
  readonly sync: readonly ObjectType[];
  /** The connector's own settings, parsed by its manifest's schema. */
  readonly config: unknown;
}

/** Records on which a rule keeps silent for a while: one that fulfils all of `where` is not applicable. */
export interface RuleException {
  readonly where: ByObject<readonly Condition[]>;
  readonly reason: string;
  /** The last day on which it holds, in days since 1970-01-01. */
  readonly until: number;
}

/** How a built-in rule is set after `extends` and overrides; rules that are off are left out. */
export interface RuleSetting {
  readonly id: RuleId;
  readonly severity: Severity;
  /** Replaces the weight of the severity; null for that weight. */
  readonly weight: number | null;
  readonly options: unknown;
  /** Absent where there are none. */
  readonly exceptions?: readonly RuleException[];
  /** The team that answers for its findings; absent where none is named. */
  readonly owner?: string;
  /** The agreement's own words for what to do; absent for the rule's. */
  readonly fix?: string;
  /** Fingerprint of the code of a rule that is not built in, so that other code makes another agreement. */
  readonly code?: string;
}

/** What an own rule asks of one object: where `when` holds and `unless` does not, all of `check` must hold. */
export interface OwnCheck extends Conditions {
  readonly check: readonly Condition[];
}

/** A rule written in the agreement; those that are off are left out. */
export interface OwnRule {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly weight: number | null;
  readonly half: Half;
  readonly dimension: Dimension;
  /** The rule as people say it; `{name}` stands for a field of the record, by label or name. */
  readonly says: string;
  /** What to do where it fails; the same placeholders. */
  readonly fix: string;
  readonly owner: string | null;
  /** How young a record must be not to be judged; null for no grace. */
  readonly grace: Duration | null;
  /** One entry for every object it applies to. */
  readonly checks: ByObject<OwnCheck>;
  readonly exceptions: readonly RuleException[];
}

/** A named test, `mql` or `ideal_customer`; those that others need come before them in `Agreement.definitions`. */
export interface Definition {
  readonly name: string;
  readonly means: string;
  readonly owner: string | null;
  /** One entry for every object it applies to. */
  readonly tests: ByObject<Conditions>;
}

/** An own field of the agreement and where each source keeps it. */
export interface OwnField {
  readonly object: ObjectType;
  readonly name: FieldName;
  readonly type: FieldType;
  readonly means: string;
  readonly in: Readonly<Record<SourceName, readonly string[]>>;
  /** The values of a pick-list; absent where any value is possible. */
  readonly allowed?: readonly string[];
  /** The team that keeps it filled; absent where none is named. */
  readonly owner?: string;
}

/**
 * A number counted from linked records: those of `count` for which all of `where` hold, each judged by its own fields
 * alone. Unknown where the source does not tell the links, or where unknown records could change the number.
 */
export interface DerivedField {
  readonly object: ObjectType;
  readonly name: FieldName;
  readonly count: ObjectType;
  readonly where: readonly Condition[];
}

/** Who is looked at at all: all of `when` must hold, and none of `unless`. */
export type Scope = Conditions;

/** How results reach the CRM. */
export interface WriteBackSettings {
  readonly mode: 'preview' | 'on';
  readonly fieldPrefix: string;
  readonly fields: readonly HealthKey[];
  /** Records per run, worst first; null for all. */
  readonly limit: number | null;
}

/** Which agreement a result rests on: `hash` covers everything that can change a score. */
export interface AgreementVersion {
  readonly hash: string;
}

/** The agreement, resolved: rulesets applied, names looked up, defaults filled. Plain data. */
export interface Agreement {
  readonly version: AgreementVersion;
  readonly name: string;
  /** IANA zone in which days are counted. */
  readonly timeZone: string;
  readonly currency: string;
  /** The day (days since 1970-01-01) before which the agreement is to be read again; null where none is set. */
  readonly reviewBefore: number | null;
  /** Teams that sign each revision before it is in force. */
  readonly requireSignatures: readonly string[];
  readonly sources: readonly SourceSettings[];
  readonly calendars: readonly WorkCalendar[];
  readonly teams: readonly Team[];
  readonly rules: readonly RuleSetting[];
  readonly ownRules: readonly OwnRule[];
  readonly fields: readonly OwnField[];
  readonly derived: readonly DerivedField[];
  /** Values by list name; conditions hold their list's values themselves. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly definitions: readonly Definition[];
  readonly lifecycle: readonly LifecycleTerms[];
  readonly scope: ByObject<Scope>;
  /** By pipeline label or id, then stage label or id, as written; compared ignoring case and outer blanks. */
  readonly pipelines: Readonly<Record<string, Readonly<Record<string, StageTerms>>>>;
  readonly slas: readonly Sla[];
  readonly goals: readonly Goal[];
  readonly scoring: Scoring;
  readonly writeBack: WriteBackSettings;
  readonly schedule: Schedule;
  readonly notify: readonly Notice[];
}
