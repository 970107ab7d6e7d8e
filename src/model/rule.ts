import type { ZodType } from 'zod';
import type { AgingLimit } from './aging-limit.ts';
import type { Calendar } from './calendar.ts';
import type { Stage } from './connector.ts';
import type { BusinessDuration, CalendarDuration } from './duration.ts';
import type { KeyDefinition } from './identity.ts';
import type { CrmRecord, FieldName, ObjectType, SourceName } from './record.ts';
import type { LifecycleTerms, Sla } from './terms.ts';
import type { WorkingTime } from './working-time.ts';

/** The severities, gravest first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
/** How much a finding matters; `off` exists only in the agreement. */
export type Severity = (typeof severities)[number];

/** The quality aspects. */
export const dimensions = [
  'completeness',
  'validity',
  'consistency',
  'uniqueness',
  'timeliness',
  'accuracy',
  'stage',
] as const;
/** The quality aspect a rule tests (DAMA UK's six); `stage` for process rules. */
export type Dimension = (typeof dimensions)[number];

/** Which half of the health score a rule counts in. */
export type Half = 'data' | 'stage';

/** The folder of a rule; `person` rules run on contacts and leads. */
export type RuleFamily = 'person' | 'lead' | 'company' | 'deal';
/** A rule's id: family and problem. */
export type RuleId = `${RuleFamily}/${string}`;
/** A built-in set of rules; `strict` is `recommended` and more. */
export type RulesetName = 'recommended' | 'strict';

/**
 * A ruleset pinned to a version: which rules are on, how severe each is. A later release may change what a rule's own
 * file says, but never a list that agreements name.
 */
export interface Ruleset {
  /** Name and version, as `extends:` writes them: `recommended@1`. */
  readonly name: string;
  readonly severities: Readonly<Record<string, Severity>>;
}

/** The objects a family's rules run on. */
export const familyObjects: Readonly<Record<RuleFamily, readonly ObjectType[]>> = {
  person: ['contact', 'lead'],
  lead: ['lead'],
  company: ['company'],
  deal: ['deal'],
};

/** The family of a rule id. */
export function familyOf(id: RuleId): RuleFamily {
  return id.slice(0, id.indexOf('/')) as RuleFamily;
}

/** What a failed check says: which message, about which field, filled with which values. */
export interface Report {
  readonly messageId: string;
  readonly field?: FieldName;
  readonly data?: Readonly<Record<string, string | number>>;
  /** Milder or graver than the rule's own severity, for this report only. */
  readonly severity?: Severity;
}

/** The outcome of one check on one record. */
export type Verdict =
  | { readonly is: 'pass' }
  | { readonly is: 'fail'; readonly reports: readonly Report[] }
  | { readonly is: 'partial'; readonly credit: number; readonly reports: readonly Report[] }
  | { readonly is: 'not applicable' }
  | { readonly is: 'unknown'; readonly why: string };

/** The rule holds. */
export const pass: Verdict = { is: 'pass' };
/** The rule does not concern this record now. */
export const notApplicable: Verdict = { is: 'not applicable' };
/** The rule is broken; one report per broken field. */
export function fail(...reports: Report[]): Verdict {
  return { is: 'fail', reports };
}
/** The check could not be made; never counts as a fail. */
export function unknown(why: string): Verdict {
  return { is: 'unknown', why };
}

/** A related record as a rule sees it: its id and the fields the rule declared; `stage` is resolved for deals. */
export interface RelatedRecord {
  readonly id: string;
  readonly fields: CrmRecord['fields'];
  readonly stage: StagePosition | null;
}

/** The same person, company or deal in another source, as a rule sees it. */
export interface Counterpart {
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly id: string;
  /** The kind of key by which it was recognised; `record` where one of the two names the id of the other. */
  readonly matchedBy: string;
  readonly fields: CrmRecord['fields'];
  /** Resolved by the pipelines of its own source; null for other objects than deals. */
  readonly stage: StagePosition | null;
}

/** Other records of the same source that share a key with a record, as a rule sees them. */
export interface Peers {
  /** The first by id, `mostPeers` at most. */
  readonly others: readonly RelatedRecord[];
  /** Whether there are more than these. */
  readonly isMore: boolean;
}

/** Where a deal stands: its stage, and which open stage of its pipeline that is. */
export interface StagePosition extends Stage {
  readonly pipelineId: string;
  readonly pipelineLabel: string;
  /** 0 for the first open stage; −1 when closed. */
  readonly openRank: number;
  /** How many open stages its pipeline has. */
  readonly openCount: number;
}

/**
 * How an owner id stands: a `queue` is no owner; `missing` is an id that no list of the CRM has; 'unknown' where
 * owners are not readable.
 */
export type OwnerState = 'active' | 'inactive' | 'queue' | 'missing' | 'unknown';

/** How a record stands to a definition of the agreement. */
export type DefinitionState =
  | { readonly is: 'met' | 'unmet' }
  /** Empty fields of its own decide it once they are filled: `lacks`, or those that only the CRM can tell: `why`. */
  | { readonly is: 'undecided'; readonly lacks: readonly FieldName[]; readonly why: readonly string[] };

/** What a rule may know beside the record; pure data and pure functions, one `now` for a whole run. */
export interface RuleContext<O> {
  readonly options: O;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The calendar day of `now` in the agreement's zone. */
  readonly today: number;
  readonly calendar: Calendar;
  /** The deal's position; null for other objects and where stage or pipeline is not known. */
  readonly stage: StagePosition | null;
  /** What the agreement asks of the record's present stage; null where it asks nothing. */
  readonly stageTerms: StageTerms | null;
  /** Related records of an object; 'unknown' where the source does not tell. */
  related(object: ObjectType): readonly RelatedRecord[] | 'unknown';
  /** The same thing in other sources, at most one of each; 'unknown' where nobody looked for them. */
  counterparts(): readonly Counterpart[] | 'unknown';
  /** Other records of the source, of the same object unless given, that share a key; 'unknown' where nobody looked. */
  peers(by: KeyDefinition, object?: ObjectType): Peers | 'unknown';
  /** The median amount of the won deals of the deal's pipeline; null where there are too few, 'unknown' where nobody looked. */
  medianWonAmount(): number | null | 'unknown';
  /** How an owner id stands. */
  owner(id: string): OwnerState;
  /** The label people know a field by ("close date"). */
  label(field: FieldName): string;
  /** The stages of the deal's pipeline in display order; empty where they are not known. */
  readonly pipelineStages: readonly StagePosition[];
  /** The promises of the agreement. */
  readonly slas: readonly Sla[];
  /** What the agreement says of a canonical lifecycle stage; null where it says nothing. */
  lifecycleTerms(stage: string): LifecycleTerms | null;
  /** How the record stands to a definition; null where the agreement has none by this name for the object. */
  definition(name: string): DefinitionState | null;
  /** The working time of a team; without team or calendar of its own Monday to Friday, 9 to 17. */
  workingTime(team: string | null): WorkingTime;
}

/** What the agreement asks of a pipeline stage. */
export interface StageTerms {
  readonly needs: readonly FieldName[];
  /** How long a deal may stay; null where the rule's own limit holds. */
  readonly limit: CalendarDuration | null;
  /** The same in working time; absent where it is not counted so. */
  readonly workingLimit?: BusinessDuration;
  /** The limit is to be learnt from won deals; until then the rule's own holds. */
  readonly isLearnt?: true;
  /** The limit in force that was learnt; absent until somebody has accepted one. */
  readonly learnt?: AgingLimit;
}

/** Which fields of related records a rule reads; drives sync and the re-scoring of neighbours. */
export interface RelatedRead {
  readonly object: ObjectType;
  readonly fields: readonly FieldName[];
}

/** Which other records of its source a rule looks at: those that share a key with the record. */
export interface PeerRead {
  readonly by: KeyDefinition;
  /** The record's own unless given. */
  readonly object?: ObjectType;
  readonly fields: readonly FieldName[];
}

/** Another record of an example's source, by raw values; it agrees with the example in all that is not given. */
export type ExamplePeer = Readonly<Record<FieldName, string | number | null | undefined>>;

/** A counterpart of an example's record: it agrees with it in everything but the given fields. */
export interface ExampleCounterpart {
  /** `other_crm` unless given. */
  readonly source?: SourceName;
  /** `record` (by id) unless given. */
  readonly matchedBy?: string;
  /** Raw values; undefined is unknown there. */
  readonly fields?: Readonly<Record<FieldName, string | number | null | undefined>>;
}

/** What surrounds an example's record; an absent part keeps the builder's healthy surroundings. */
export interface ExampleAround {
  /** How many are linked; 'unknown' where the source does not tell. */
  readonly contacts?: number | 'unknown';
  readonly companies?: number | 'unknown';
  /** How the record stands to the definition of its stage; a list names the empty fields that leave it undecided. */
  readonly definition?: 'met' | 'unmet' | 'unknown' | readonly FieldName[];
  /** The agreement names the person's stage, whose team is "sales". */
  readonly isStageAgreed?: true;
  /** A promise: a clock that starts when the record enters a stage or is created, or a number of attempts. */
  readonly promise?:
    | { readonly starts: string; readonly within: string }
    | { readonly attempts: number; readonly overAtLeast: string | null };
  /** Days learnt from won deals for the deal's stage: from the first on a warning, from the second on a fail. */
  readonly learntDays?: readonly [warn: number, fail: number];
  /** The linked deals, each by the state of its stage. */
  readonly deals?: readonly (Stage['state'] | 'unknown')[] | 'unknown';
  /** The same thing in other sources; none unless given. */
  readonly counterparts?: readonly ExampleCounterpart[] | 'unknown';
  /** Other records of the source and object, or of `peersAre`; a rule is shown those that share the key it asks by. */
  readonly peers?: readonly ExamplePeer[] | 'unknown';
  readonly peersAre?: ObjectType;
  /** Each group has more than are shown. */
  readonly hasMorePeers?: true;
  /** The median amount of won deals of the deal's pipeline; 20,000 unless given, null where there are too few. */
  readonly medianWon?: number | null | 'unknown';
  /** How the record's owner stands. */
  readonly owner?: OwnerState;
  /** Fields the agreement asks for in the deal's stage, or when a person is handed on in its lifecycle stage. */
  readonly needs?: readonly FieldName[];
  /** How long the agreement lets the record stay in its stage, as written there (`21 days`, `5 business days`). */
  readonly noLongerThan?: string;
}

/** A record as an example writes it: canonical field → raw value as text; absent fields keep the builder's healthy value. */
export interface Example {
  readonly title: string;
  readonly object: ObjectType;
  readonly fields: Readonly<Record<FieldName, string | number | null>>;
  readonly around?: ExampleAround;
  /** Options other than the defaults, in camelCase; for rules that say nothing without any. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What a rule says of itself: documentation, defaults, messages, examples. */
export interface RuleMeta<O> {
  /** Its path under rules/. */
  readonly id: RuleId;
  readonly half: Half;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly sets: readonly RulesetName[];
  /** Rules that own a shared failure: where one of them fails, this one is silent. */
  readonly yieldsTo: readonly RuleId[];
  /** Reports on a field that another rule of the record already reported are dropped. */
  readonly yieldsPerField?: boolean;
  readonly options: ZodType<O>;
  /** Message texts with `{{name}}` placeholders, by message id. */
  readonly messages: Readonly<Record<string, string>>;
  /** `flag` is the short text a CRM user sees as the flag's label; `remedy` is what to do, without day counts. */
  readonly docs: { readonly summary: string; readonly why: string; readonly remedy: string; readonly flag: string };
  readonly examples: { readonly passes: readonly Example[]; readonly fails: readonly Example[] };
}

/** What a rule reads: fields of the record itself, of related records, and of its counterparts in other sources. */
export interface RuleReads {
  readonly own: readonly FieldName[];
  readonly related: readonly RelatedRead[];
  /** Absent where the rule does not ask for counterparts. */
  readonly counterparts?: readonly FieldName[];
  /** Absent where the rule looks at no other record by key. A rule of a plug-in gets none: they are unknown to it. */
  readonly peers?: readonly PeerRead[];
  /** Whether it asks for the median amount of won deals. */
  readonly medianWon?: true;
}

/** One check: pure, no I/O, no clock, no mutation. */
export interface Rule<O = unknown> {
  readonly meta: RuleMeta<O>;
  /** Keys by which records of its family are recognised, whether or not the agreement uses the rule. */
  readonly keys?: readonly KeyDefinition[];
  reads(options: O): RuleReads;
  check(record: CrmRecord, ctx: RuleContext<O>): Verdict;
  /** When (epoch ms, after `now`) time alone could change the verdict; null for never. */
  wakes?(record: CrmRecord, ctx: RuleContext<O>): number | null;
  /** Asks for the definition of the record's stage, whose fields it reads and with which it wakes. */
  readonly asksDefinition?: true;
}

/** Fixes the option type of a rule while it is written, and forgets it for the registry. */
export function defineRule<O>(rule: Rule<O>): Rule {
  return rule as unknown as Rule;
}

/** The value a rule has as a flag in a CRM's multi-select: `deal/close-date-past` → `deal_close_date_past`. */
export function flagOf(id: string): string {
  return id.replace(/[^a-z0-9]+/g, '_');
}
