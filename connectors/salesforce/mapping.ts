import type { Change, ConnectorEnv, OwnFieldSource } from '../../src/model/connector.ts';
import { dictionary } from '../../src/model/dictionary.ts';
import { type HealthKey, healthKeys, readHealthValues } from '../../src/model/health-field.ts';
import { parseField, parseTime } from '../../src/model/parse-field.ts';
import {
  type CrmRecord,
  type Field,
  type FieldName,
  type FieldType,
  type ObjectType,
  unknownField,
} from '../../src/model/record.ts';
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
  | { readonly none: string };

const person: Readonly<Record<FieldName, Origin>> = {
  email: 'Email',
  phone: 'Phone',
  mobilePhone: 'MobilePhone',
  firstName: 'FirstName',
  lastName: 'LastName',
  jobTitle: 'Title',
  originalSource: 'LeadSource',
  ownerId: 'OwnerId',
  createdAt: 'CreatedDate',
  activityTimes: { timesOf: 'LastActivityDate' },
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
  },
  contact: {
    ...person,
    companyName: { none: 'a Salesforce contact names its company by its account alone' },
    country: 'MailingCountry',
    lifecycleStage: noStage,
    lifecycle: noStage,
    leadStatus: { none: 'only Salesforce leads have a status' },
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
    ownerId: 'OwnerId',
    createdAt: 'CreatedDate',
    activityTimes: { timesOf: 'LastActivityDate' },
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

function lifecycleOf(name: string, converted: ReadonlySet<string>): ReadField {
  return (row) => {
    const field = parseField('text', row[name]);
    if (field.is !== 'value') return field;
    const status = String(field.value).trim();
    const stage = converted.has(status) || isTrue(row.IsConverted) ? 'sql' : lifecycleOfStatus[status.toLowerCase()];
    return stage === undefined
      ? unknownField(`lead status ${status} is not mapped`)
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
  return [];
}

function readerOf(origin: Exclude<Origin, { readonly none: string }>, type: FieldType, org: OrgFacts): ReadField {
  if (origin === 'stage entered') return stageEntered;
  if (typeof origin === 'string') return (row) => parseField(type, row[origin]);
  if ('lifecycleOf' in origin) return lifecycleOf(origin.lifecycleOf, org.convertedStatuses);
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
  const names = fieldsOfOrigin(origin);
  return names.every((name) => org.available.has(name)) ? null : hiddenWhy(object, names);
}

/**
 * Ties the tables to what an org shows: only fields that `describe` lists are asked for, as one unknown name fails a
 * whole query; fields it lacks are unknown, with a reason.
 */
export function createMapping(
  object: ObjectType,
  org: OrgFacts,
  env: Pick<ConnectorEnv, 'source' | 'ownFields' | 'fieldPrefix'>,
): Mapping {
  const readers: [FieldName, ReadField][] = [];
  const missing: Record<FieldName, string> = {};
  // Worked out once, as a million records ask for them.
  const healthNames = new Map(healthKeys.map((key) => [key, healthField(env.fieldPrefix, key)]));
  const healthName = (key: HealthKey): string => healthNames.get(key)!;
  const optional = [...ownReads, ...healthNames.values()];
  if (object === 'deal') optional.push('LastStageChangeDate', 'RecordTypeId');
  const asked = new Set(optional.filter((name) => org.available.has(name)));
  const add = (field: FieldName, origin: Origin, type: FieldType): void => {
    const why = missingWhy(object, origin, org);
    if (why !== null || (typeof origin === 'object' && 'none' in origin)) {
      missing[field] ??= why ?? '';
      return;
    }
    delete missing[field];
    for (const name of fieldsOfOrigin(origin)) asked.add(name);
    readers.push([field, readerOf(origin, type, org)]);
  };
  for (const { name, type } of dictionary[object]) add(name, origins[object][name] ?? name, type);
  // Of several fields named for one own field, the first that exists is read.
  for (const own of env.ownFields) {
    if (own.object !== object || readers.some(([name]) => name === own.name)) continue;
    const misfit = org.misfit?.(own) ?? null;
    if (misfit === null) add(own.name, own.column, own.type);
    else missing[own.name] ??= misfit;
  }

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
