import type { HealthKey } from './health-field.ts';
import type { FieldName, FieldType, ObjectType, SourceName } from './record.ts';
import type { RuleId, Severity, StageTerms } from './rule.ts';
import type { Scoring } from './score.ts';

/** One CRM account as the agreement names it. */
export interface SourceSettings {
  readonly name: SourceName;
  readonly connector: string;
  readonly sync: readonly ObjectType[];
  /** The connector's own settings, parsed by its manifest's schema. */
  readonly config: unknown;
}

/** How a rule is set after `extends` and overrides; rules that are off are left out. */
export interface RuleSetting {
  readonly id: RuleId;
  readonly severity: Severity;
  /** Replaces the weight of the severity; null for that weight. */
  readonly weight: number | null;
  readonly options: unknown;
  /** Fingerprint of the code of a rule that is not built in, so that other code makes another agreement. */
  readonly code?: string;
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

/** A parsed condition of `scope`; the tree of the grammar, evaluated over a record's fields (three-valued). */
export type Condition =
  | { readonly is: 'filled'; readonly field: FieldName; readonly not: boolean }
  | { readonly is: 'one of'; readonly field: FieldName; readonly values: readonly string[]; readonly not: boolean }
  | {
      readonly is: 'contains' | 'starts with' | 'ends with';
      readonly field: FieldName;
      readonly text: string;
      readonly not: boolean;
    };

/** Who is looked at at all: all of `when` must hold, and none of `unless`. */
export interface Scope {
  readonly when: readonly Condition[];
  readonly unless: readonly Condition[];
}

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

/** The agreement, resolved: rulesets applied, names looked up, defaults filled. */
export interface Agreement {
  readonly version: AgreementVersion;
  readonly name: string;
  /** IANA zone in which days are counted. */
  readonly timeZone: string;
  readonly currency: string;
  readonly sources: readonly SourceSettings[];
  readonly rules: readonly RuleSetting[];
  readonly fields: readonly OwnField[];
  readonly scope: Readonly<Partial<Record<ObjectType, Scope>>>;
  /** By pipeline label or id, then stage label or id, as written; compared ignoring case and outer blanks. */
  readonly pipelines: Readonly<Record<string, Readonly<Record<string, StageTerms>>>>;
  readonly scoring: Scoring;
  readonly writeBack: WriteBackSettings;
}
