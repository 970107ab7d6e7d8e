import type { Change, ConnectorEnv, OwnFieldSource } from '../../src/model/connector.ts';
import { dictionary } from '../../src/model/dictionary.ts';
import { type HealthKey, healthKeys, readHealthValues } from '../../src/model/health-field.ts';
import { createLifecycleMapping, type LifecycleMapping } from '../../src/model/lifecycle-mapping.ts';
import { parseField, parseTime } from '../../src/model/parse-field.ts';
import {
  type CrmRecord,
  type Field,
  type FieldName,
  type FieldType,
  type ObjectType,
  unknownField,
} from '../../src/model/record.ts';
import { visitsText } from '../../src/model/stage-visit.ts';
import type { Row } from './answers.ts';
import type { ChildFacts } from './children.ts';
import { healthField, longestText } from './health-fields.ts';
import { defaultPipeline, sObjects } from './objects.ts';

/** Where a canonical field comes from: a field, a meaning computed from some, or nowhere, with the reason. */
type Origin =
  | string
  | { readonly lifecycleOf: string }
  | { readonly timesOf: string }
  | { readonly pipelineOf: string }
  | { readonly hostOf: string }
  | 'stage entered'
  | { readonly visitsOf: string }
  | { readonly touches: 'outbound' | 'inbound' | 'attempts' }
  | { readonly none: string };

const person: Readonly<Record<FieldName, Origin>> = {
  email: 'Email',
  phone: 'Phone',
  mobilePhone: 'MobilePhone',
  firstName: 'FirstName',
  lastName: 'LastName',
  jobTitle: 'Title',
  seniority: { none: 'Salesforce has no standard field for seniority' },
  buyingRole: { none: 'Salesforce keeps the role by opportunity, not by person' },
  originalSource: 'LeadSource',
  emailBouncedAt: 'EmailBouncedDate',
  emailBounceReason: 'EmailBouncedReason',
  lastFormAt: { none: 'Salesforce has no standard field for form submissions' },
  nextActivityAt: { none: 'open Salesforce tasks are not read; booked events count as activity' },
  ownerId: 'OwnerId',
  createdAt: 'CreatedDate',
  activityTimes: { timesOf: 'LastActivityDate' },
  outboundTimes: { touches: 'outbound' },
  inboundTimes: { touches: 'inbound' },
  attempts: { touches: 'attempts' },
};

const noStage: Origin = { none: 'Salesforce keeps no lifecycle stage on this object' };

/** Every field of the dictionary and the Salesforce field it is read from. */
export const origins: Readonly<Record<ObjectType, Readonly<Record<FieldName, Origin>>>> = {
  lead: {
    ...person,
    companyName: 'Company',
    country: 'Country',
    lifecycleStage: 'Status',
    lifecycle: { lifecycleOf: 'Status' },
    leadStatus: 'Status',
    stageVisits: { visitsOf: 'Status' },
    disqualifiedReason: { none: 'Salesforce has no standard field for the reason; name yours under `fields`' },
  },
  contact: {
    ...person,
    companyName: { none: 'a Salesforce contact names its company by its account alone' },
    country: 'MailingCountry',
    lifecycleStage: noStage,
    lifecycle: noStage,
    leadStatus: { none: 'only Salesforce leads have a status' },
    stageVisits: noStage,
    disqualifiedReason: { none: 'only Salesforce leads are disqualified' },
  },
  company: {
    name: 'Name',
    // Salesforce accounts have no domain of their own: it is the host of their website.
    domain: { hostOf: 'Website' },
    website: 'Website',
    industry: 'Industry',
    employees: 'NumberOfEmployees',
    annualRevenue: 'AnnualRevenue',
    country: 'BillingCountry',
    lifecycleStage: noStage,
    lifecycle: noStage,
    ownerId: 'OwnerId',
    createdAt: 'CreatedDate',
    activityTimes: { timesOf: 'LastActivityDate' },
  },
  deal: {
    name: 'Name',
    amount: 'Amount',
    closeDate: 'CloseDate',
    pipeline: { pipelineOf: 'RecordTypeId' },
    stage: 'StageName',
    stageEnteredAt: 'stage entered',
    nextStep: 'NextStep',
    nextStepChangedAt: { none: 'Salesforce does not say when the next step was changed' },
    dealType: 'Type',
    forecastCategory: 'ForecastCategoryName',
    lossReason: { none: 'Salesforce has no standard field for the loss reason; name yours under `fields`' },
    ownerId: 'OwnerId',
    createdAt: 'CreatedDate',
    activityTimes: { timesOf: 'LastActivityDate' },
    closeDatePushes: 'PushCount',
    stageVisits: { visitsOf: 'StageName' },
  },
};

/** Salesforce's standard lead statuses and what they are called in the agreement; orgs add their own. */
const lifecycleOfStatus: Readonly<Record<string, string>> = {
  new: 'lead',
  'open - not contacted': 'lead',
  'working - contacted': 'working',
  qualified: 'sql',
  nurturing: 'recycled',
  'closed - not converted': 'disqualified',
};

/** Fields read beside those of the dictionary, where the org shows them. */
const ownReads: readonly string[] = ['Id', 'SystemModstamp', 'IsDeleted', 'IsConverted', 'MasterRecordId'];

/** What a record's mapping must know of the org. */
export interface OrgFacts {
  /** API names of the fields that the user may read. */
  readonly available: ReadonlySet<string>;
  /** Record type ids and their developer names. */
  readonly recordTypes: ReadonlyMap<string, string>;
  /** Lead statuses that convert a lead: they mean SQL whatever they are called. */
  readonly convertedStatuses: ReadonlySet<string>;
  /** Whether stage changes can be read (OpportunityHistory). */
  readonly hasHistory: boolean;
  /** Whether changes of lead fields are tracked and can be read (LeadHistory). */
  readonly hasLeadHistory?: boolean;
  /** Whether tasks can be read, which calls and mails are. */
  readonly hasTasks?: boolean;
  /** Why a field cannot hold what the agreement reads from it; null where it can. */
  misfit?(own: OwnFieldSource): string | null;
}

/** Whether a flag of a row is set: JSON sends a boolean, CSV a text. */
export function isTrue(value: unknown): boolean {
  return String(value).toLowerCase() === 'true';
}

/** When Salesforce says a row was last modified, by whomever. */
export function modifiedAt(row: Row): Date {
  return new Date(parseTime(String(row.SystemModstamp ?? ''))?.ms ?? 0);
}

/** A text that fits into a text field of Salesforce, which refuses longer ones. */
function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

/** The fields to write for a change. Salesforce: null clears, `a;b` replaces all values of a multi-select. */
export function toFields(prefix: string, values: Change['values']): Readonly<Record<string, string | number | null>> {
  const fields: Record<string, string | number | null> = {};
  for (const key of healthKeys) {
    const value = values[key];
    if (value === undefined) continue;
    const plain = value !== null && typeof value === 'object' ? [...value].sort().join(';') : value;
    fields[healthField(prefix, key)] =
      plain === '' ? null : typeof plain === 'string' && key === 'nextAction' ? cut(plain) : plain;
  }
  return fields;
}

/** The mapping of one object for one org: which fields to ask for, and how a row becomes a record. */
export interface Mapping {
  readonly fields: readonly string[];
  /** Canonical fields that this org cannot give, with the reason. */
  readonly missing: Readonly<Record<FieldName, string>>;
  toRecord(row: Row, facts: ChildFacts | null, url: string): CrmRecord;
}

type ReadField = (row: Row, facts: ChildFacts | null) => Field;

/** What the agreement says of stages, then the standard statuses; a status that converts a lead is SQL. */
function lifecycleMappingOf(
  object: ObjectType,
  org: Pick<OrgFacts, 'convertedStatuses'>,
  env: MappingEnv,
): LifecycleMapping {
  return createLifecycleMapping(object, env.lifecycle ?? [], (read) => {
    const status = String(read('Status') ?? '').trim();
    if (org.convertedStatuses.has(status) || isTrue(read('IsConverted'))) return 'sql';
    return lifecycleOfStatus[status.toLowerCase()] ?? null;
  });
}

/** Lead statuses that neither Salesforce's standard nor the agreement gives a meaning. */
export function unmappedStatuses(
  statuses: readonly { readonly name: string; readonly isConverted: boolean }[],
  env: MappingEnv,
): readonly string[] {
  const converted = statuses.filter(({ isConverted }) => isConverted).map(({ name }) => name);
  const lifecycle = lifecycleMappingOf('lead', { convertedStatuses: new Set(converted) }, env);
  return statuses.map(({ name }) => name).filter((name) => lifecycle.stageOfValue('Status', name) === null);
}

/** The stays of a record: from its creation, or the first change that is known, to now. */
function visitsOf(name: string, object: ObjectType, lifecycle: LifecycleMapping): ReadField {
  const nameOf = (stage: string): string =>
    object === 'lead' ? (lifecycle.stageOfValue(name, stage.trim()) ?? stage.trim()) : stage;
  return (row, facts) => {
    const moves = facts?.moves ?? null;
    const created = parseTime(String(row.CreatedDate ?? ''));
    const present = typeof row[name] === 'string' ? row[name] : null;
    if (moves === null || created === null || present === null) return unknownField('its history was not read');
    const [first] = moves;
    // Salesforce does not say which fields are tracked: a lead that is past the first status and has no row may have moved.
    if (first === undefined && object === 'lead' && nameOf(present) !== 'lead')
      return unknownField('no change of its status is recorded');
    const start = first === undefined ? present : first.from;
    const begun = start === null ? [] : [{ at: created.ms, to: start }];
    const all = [...begun, ...moves];
    const visits = all.map(({ at, to }, index) => ({
      stage: nameOf(to),
      enteredAt: at,
      leftAt: all[index + 1]?.at ?? null,
    }));
    return parseField('visits', visitsText(visits));
  };
}

/** Who was in touch, by the closed tasks and the events of a record. */
function touchesOf(kind: 'outbound' | 'inbound' | 'attempts'): ReadField {
  return (_row, facts) => {
    if (facts === null) return unknownField('its activities were not read');
    if (kind === 'attempts') return parseField('number', facts.attempts);
    return parseField('times', facts[kind].length === 0 ? null : facts[kind].join(';'));
  };
}

function lifecycleOf(name: string, lifecycle: LifecycleMapping): ReadField {
  return (row) => {
    const field = parseField('text', row[name]);
    const stage = lifecycle.stageOf((column) => row[column]);
    if (field.is !== 'value') return field;
    return stage === null
      ? unknownField(`lead status ${String(field.value).trim()} is not mapped`)
      : { is: 'value', value: stage, raw: field.raw };
  };
}

/** The CRM's own last activity, and what closed tasks and events tell: they know the time of day, and the future. */
function timesOf(name: string): ReadField {
  return (row, facts) => {
    const own = row[name];
    const times = [...(own === null || own === undefined || own === '' ? [] : [String(own)]), ...(facts?.times ?? [])];
    return parseField('times', times.length === 0 ? null : times.join(';'));
  };
}

/** The host of a web address, without `www.`; people leave out the scheme. */
function hostOf(name: string): ReadField {
  return (row) => {
    const field = parseField('text', row[name]);
    if (field.is !== 'value') return field;
    const text = String(field.value).trim();
    const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
    const host = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '';
    // What has no dot is no address ("n/a", "tbd"): it stays as it was typed, for the rules to judge.
    return { is: 'value', value: host.includes('.') ? host : text, raw: field.raw };
  };
}

function pipelineOf(name: string, recordTypes: ReadonlyMap<string, string>): ReadField {
  return (row) => {
    const id = row[name];
    const value = (typeof id === 'string' && recordTypes.get(id)) || defaultPipeline;
    return { is: 'value', value, raw: id ?? null };
  };
}

/** The last stage change, where one is known; a deal that never moved is in its stage since it was created. */
const stageEntered: ReadField = (row, facts) =>
  parseField('time', facts?.stageEnteredAt ?? row.LastStageChangeDate ?? row.CreatedDate);

function fieldsOfOrigin(origin: Origin): readonly string[] {
  if (origin === 'stage entered') return ['CreatedDate'];
  if (typeof origin === 'string') return [origin];
  if ('lifecycleOf' in origin) return [origin.lifecycleOf];
  if ('timesOf' in origin) return [origin.timesOf];
  if ('hostOf' in origin) return [origin.hostOf];
  if ('visitsOf' in origin) return [origin.visitsOf, 'CreatedDate'];
  return [];
}

function readerOf(
  origin: Exclude<Origin, { readonly none: string }>,
  type: FieldType,
  object: ObjectType,
  org: OrgFacts,
  lifecycle: LifecycleMapping,
): ReadField {
  if (origin === 'stage entered') return stageEntered;
  if (typeof origin === 'string') return (row) => parseField(type, row[origin]);
  if ('lifecycleOf' in origin) return lifecycleOf(origin.lifecycleOf, lifecycle);
  if ('visitsOf' in origin) return visitsOf(origin.visitsOf, object, lifecycle);
  if ('touches' in origin) return touchesOf(origin.touches);
  if ('hostOf' in origin) return hostOf(origin.hostOf);
  return 'timesOf' in origin ? timesOf(origin.timesOf) : pipelineOf(origin.pipelineOf, org.recordTypes);
}

/** `scored_at` as ISO text, the way it was written; Salesforce gives it back with another spelling of UTC. */
function readScoredAt(value: unknown): string {
  const time = parseTime(String(value ?? ''));
  return time === null ? '' : new Date(time.ms).toISOString();
}

/** The reason why a field is not to be had, in words an admin can act on. */
function hiddenWhy(object: ObjectType, names: readonly string[]): string {
  return `Salesforce shows us no field ${sObjects[object]}.${names.join(' or ')} (absent or hidden)`;
}

function missingWhy(object: ObjectType, origin: Origin, org: OrgFacts): string | null {
  if (typeof origin === 'object' && 'none' in origin) return origin.none;
  if (origin === 'stage entered' && !org.hasHistory && !org.available.has('LastStageChangeDate'))
    return 'Salesforce shows us neither OpportunityHistory nor LastStageChangeDate';
  if (typeof origin === 'object' && 'visitsOf' in origin && !(object === 'lead' ? org.hasLeadHistory : org.hasHistory))
    return object === 'lead' ? 'this org does not track changes of leads' : 'Salesforce shows us no OpportunityHistory';
  if (typeof origin === 'object' && 'touches' in origin && !org.hasTasks) return 'Salesforce shows us no tasks';
  const names = fieldsOfOrigin(origin);
  return names.every((name) => org.available.has(name)) ? null : hiddenWhy(object, names);
}

/** What a mapping must know beside the org. */
type MappingEnv = Pick<ConnectorEnv, 'source' | 'ownFields' | 'fieldPrefix' | 'lifecycle'>;

/**
 * Ties the tables to what an org shows: only fields that `describe` lists are asked for, as one unknown name fails a
 * whole query; fields it lacks are unknown, with a reason.
 */
export function createMapping(object: ObjectType, org: OrgFacts, env: MappingEnv): Mapping {
  const lifecycle = lifecycleMappingOf(object, org, env);
  const readers: [FieldName, ReadField][] = [];
  const missing: Record<FieldName, string> = {};
  // Worked out once, as a million records ask for them.
  const healthNames = new Map(healthKeys.map((key) => [key, healthField(env.fieldPrefix, key)]));
  const healthName = (key: HealthKey): string => healthNames.get(key)!;
  const optional = [...ownReads, ...lifecycle.columns, ...healthNames.values()];
  if (object === 'deal') optional.push('LastStageChangeDate', 'RecordTypeId');
  const asked = new Set(optional.filter((name) => org.available.has(name)));
  const add = (field: FieldName, origin: Origin, type: FieldType): void => {
    if (readers.some(([name]) => name === field)) return;
    const why = missingWhy(object, origin, org);
    if (why !== null || (typeof origin === 'object' && 'none' in origin)) {
      missing[field] ??= why ?? '';
      return;
    }
    delete missing[field];
    for (const name of fieldsOfOrigin(origin)) asked.add(name);
    readers.push([field, readerOf(origin, type, object, org, lifecycle)]);
  };
  // Of several fields named for one own field, the first that exists is read; a standard field may be named too.
  for (const own of env.ownFields) {
    if (own.object !== object || readers.some(([name]) => name === own.name)) continue;
    const misfit = org.misfit?.(own) ?? null;
    if (misfit === null) add(own.name, own.column, own.type);
    else missing[own.name] ??= misfit;
  }
  for (const { name, type } of dictionary[object]) add(name, origins[object][name] ?? name, type);

  const unknown = Object.entries(missing).map(([field, why]) => [field, unknownField(why)] as const);
  return {
    fields: [...asked],
    missing,
    toRecord(row, facts, url) {
      const fields: Record<FieldName, Field> = {};
      for (const [field, why] of unknown) fields[field] = why;
      for (const [field, read] of readers) fields[field] = read(row, facts);
      return {
        ref: { source: env.source, object, id: String(row.Id) },
        updatedAt: modifiedAt(row),
        url,
        fields,
        health: readHealthValues((key) => row[healthName(key)]),
        scoredAt: readScoredAt(row[healthName('scoredAt')]),
      };
    },
  };
}
