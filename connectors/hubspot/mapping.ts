import type { Change, ConnectorEnv } from '../../src/model/connector.ts';
import { dictionary } from '../../src/model/dictionary.ts';
import { type HealthKey, healthFieldPart, healthKeys, readHealthValues } from '../../src/model/health-field.ts';
import { counterpartIds } from '../../src/model/identity.ts';
import { createLifecycleMapping, type LifecycleMapping } from '../../src/model/lifecycle-mapping.ts';
import { parseField, parseTime } from '../../src/model/parse-field.ts';
import { type CrmRecord, type Field, type FieldName, type FieldType, unknownField } from '../../src/model/record.ts';
import type { Row } from './answers.ts';
import { crossIdProperties, crossIds } from './cross-ids.ts';
import { type HubspotObject, objectNames } from './objects.ts';
import { type StageDates, stageDatesIn, visitsFrom } from './stage-dates.ts';

/** Where a canonical field comes from: one property, several times, the lifecycle stage's meaning, or nowhere. */
type Origin =
  | string
  | { readonly timesOf: readonly string[] }
  | { readonly lifecycleOf: string }
  | { readonly visitsOf: string }
  | { readonly none: string };

/** Human activity on contacts and companies; modification dates never count, as our own writes move them. */
const personActivity = [
  'notes_last_contacted',
  'notes_last_updated',
  'hs_last_sales_activity_timestamp',
  'hs_sales_email_last_replied',
  'recent_conversion_date',
];

/** Every field of the dictionary and the HubSpot properties it is read from. */
export const origins: Readonly<Record<HubspotObject, Readonly<Record<FieldName, Origin>>>> = {
  contact: {
    email: 'email',
    phone: 'phone',
    mobilePhone: 'mobilephone',
    firstName: 'firstname',
    lastName: 'lastname',
    jobTitle: 'jobtitle',
    seniority: 'hs_seniority',
    buyingRole: 'hs_buying_role',
    companyName: 'company',
    country: 'country',
    lifecycleStage: 'lifecyclestage',
    lifecycle: { lifecycleOf: 'lifecyclestage' },
    leadStatus: 'hs_lead_status',
    disqualifiedReason: { none: 'HubSpot has no standard contact property for it' },
    originalSource: 'hs_analytics_source',
    emailBouncedAt: { none: 'HubSpot tells why an email bounced, not when' },
    emailBounceReason: 'hs_email_hard_bounce_reason_enum',
    lastFormAt: 'recent_conversion_date',
    nextActivityAt: 'notes_next_activity_date',
    ownerId: 'hubspot_owner_id',
    createdAt: 'createdate',
    activityTimes: { timesOf: personActivity },
    outboundTimes: { timesOf: ['hs_first_outreach_date', 'notes_last_contacted'] },
    inboundTimes: { timesOf: ['hs_sales_email_last_replied', 'recent_conversion_date'] },
    attempts: 'num_contacted_notes',
    stageVisits: { visitsOf: 'lifecyclestage' },
  },
  company: {
    name: 'name',
    domain: 'domain',
    website: 'website',
    industry: 'industry',
    employees: 'numberofemployees',
    annualRevenue: 'annualrevenue',
    country: 'country',
    lifecycleStage: 'lifecyclestage',
    lifecycle: { lifecycleOf: 'lifecyclestage' },
    ownerId: 'hubspot_owner_id',
    createdAt: 'createdate',
    activityTimes: { timesOf: personActivity },
  },
  deal: {
    name: 'dealname',
    amount: 'amount',
    closeDate: 'closedate',
    pipeline: 'pipeline',
    stage: 'dealstage',
    stageEnteredAt: 'hs_v2_date_entered_current_stage',
    nextStep: 'hs_next_step',
    nextStepChangedAt: 'hs_next_step_updated_at',
    dealType: 'dealtype',
    forecastCategory: 'hs_manual_forecast_category',
    lossReason: 'closed_lost_reason',
    ownerId: 'hubspot_owner_id',
    createdAt: 'createdate',
    activityTimes: {
      timesOf: [
        'notes_last_contacted',
        'notes_last_updated',
        'hs_latest_meeting_activity',
        'hs_latest_sales_email_reply_date',
      ],
    },
    closeDatePushes: { none: 'HubSpot does not count moves of the close date; they are counted as they are seen' },
    stageVisits: { visitsOf: 'dealstage' },
  },
};

/** HubSpot's own lifecycle stages and what they are called in the agreement; accounts add stages with numeric values. */
const lifecycleStages: Readonly<Record<string, string>> = {
  subscriber: 'subscriber',
  lead: 'lead',
  marketingqualifiedlead: 'mql',
  salesqualifiedlead: 'sql',
  opportunity: 'opportunity',
  customer: 'customer',
  evangelist: 'evangelist',
  other: 'other',
};

/** HubSpot: a list call names all properties in its address; with more dates than this it would grow too long. */
const longestDates = 3500;

/** Ids of the records that were merged into this one, so that a merge is noticed when the survivor is read. */
export const mergedIdsProperty = 'hs_merged_object_ids';

/** The name of a health field in HubSpot: `stageHealth` → `hygiene_stage_health`. */
export function healthProperty(prefix: string, key: HealthKey): string {
  return `${prefix}_${healthFieldPart(key)}`;
}

/** The health key of a property name; null for other properties. */
export function healthKeyOf(prefix: string, property: string): HealthKey | null {
  return healthKeys.find((key) => healthProperty(prefix, key) === property) ?? null;
}

/** The properties to write for a change. HubSpot: an empty text clears, `a;b` replaces all values of a multi-select. */
export function toProperties(prefix: string, values: Change['values']): Readonly<Record<string, string>> {
  const properties: Record<string, string> = {};
  for (const key of healthKeys) {
    const value = values[key];
    if (value === undefined) continue;
    properties[healthProperty(prefix, key)] =
      value === null ? '' : typeof value === 'object' ? [...value].sort().join(';') : String(value);
  }
  return properties;
}

/** When HubSpot says the record was last modified; the same property as in search, so that both compare equal. */
export function modifiedAt(object: HubspotObject, row: Row): Date {
  const property = row.properties?.[objectNames[object].modified];
  const time = parseTime(typeof property === 'string' ? property : '') ?? parseTime(row.updatedAt ?? '');
  return new Date(time?.ms ?? 0);
}

/** The mapping of one object for one account: which properties to ask for, and how a row becomes a record. */
export interface Mapping {
  readonly properties: readonly string[];
  /** Fields that this account cannot give, with the reason. */
  readonly missing: Readonly<Record<FieldName, string>>;
  toRecord(row: Row, recordUrl: string): CrmRecord;
  /** Ids of records that were merged into this one. */
  mergedInto(row: Row): readonly string[];
}

type ReadField = (properties: Readonly<Record<string, unknown>>) => Field;

/** All times that are filled: which is the last depends on when the record is judged, as one may lie in the future. */
function timesOf(names: readonly string[]): ReadField {
  return (properties) => {
    const filled = names.flatMap((name) => {
      const value = properties[name];
      return value === null || value === undefined || String(value).trim() === '' ? [] : [String(value).trim()];
    });
    return parseField('times', filled.length === 0 ? null : filled.join(';'));
  };
}

function lifecycleOf(name: string, lifecycle: LifecycleMapping): ReadField {
  return (properties) => {
    const field = parseField('text', properties[name]);
    const stage = lifecycle.stageOf((column) => properties[column]);
    if (field.is !== 'value') return stage === null ? field : { is: 'value', value: stage, raw: properties[name] };
    return stage === null
      ? unknownField(`custom stage ${String(field.value)} is not mapped`)
      : { is: 'value', value: stage, raw: field.raw };
  };
}

/** What the stage properties of an object mean, the agreement's mapping first. */
function lifecycleMappingOf(object: HubspotObject, env: MappingEnv): LifecycleMapping {
  return createLifecycleMapping(object, env.lifecycle ?? [], (read) => {
    const value = read('lifecyclestage');
    return (
      lifecycleStages[
        String(value ?? '')
          .trim()
          .toLowerCase()
      ] ?? null
    );
  });
}

/** Values of the lifecycle stage that neither HubSpot's standard nor the agreement gives a meaning. */
export function unmappedStages(object: HubspotObject, values: readonly string[], env: MappingEnv): readonly string[] {
  const lifecycle = lifecycleMappingOf(object, env);
  return values.filter((value) => lifecycle.stageOfValue('lifecyclestage', value) === null);
}

/** The dates of stays in stages, where the account has them and they fit into the address of a list call. */
function stageDatesOf(available: ReadonlySet<string>): readonly StageDates[] | string {
  const dates = stageDatesIn(available);
  if (dates.length === 0) return 'HubSpot has no dates of stages in this account';
  const length = dates.reduce((sum, { entered, exited }) => sum + entered.length + (exited?.length ?? 0) + 6, 0);
  return length > longestDates ? 'this account has too many stages to read all their dates' : dates;
}

type KnownOrigin = Exclude<Origin, { readonly none: string }>;

function namesOf(origin: KnownOrigin): readonly string[] {
  if (typeof origin === 'string') return [origin];
  if ('timesOf' in origin) return origin.timesOf;
  return ['lifecycleOf' in origin ? origin.lifecycleOf : origin.visitsOf];
}

function readerOf(
  origin: Exclude<KnownOrigin, { readonly visitsOf: string }>,
  type: FieldType,
  present: readonly string[],
  lifecycle: LifecycleMapping,
): ReadField {
  const name = present[0]!;
  if (typeof origin === 'string') return (properties) => parseField(type, properties[name]);
  return 'timesOf' in origin ? timesOf(present) : lifecycleOf(name, lifecycle);
}

/** What a mapping must know beside the account. */
type MappingEnv = Pick<ConnectorEnv, 'source' | 'ownFields' | 'fieldPrefix' | 'lifecycle'>;

/**
 * Ties the tables to what an account offers. `available` are the names of its properties; fields whose properties it
 * lacks are unknown, with a reason, and are not asked for.
 */
export function createMapping(object: HubspotObject, available: ReadonlySet<string>, env: MappingEnv): Mapping {
  const lifecycle = lifecycleMappingOf(object, env);
  const readers: [FieldName, ReadField][] = [];
  const missing: Record<FieldName, string> = {};
  const health = healthKeys.map((key) => healthProperty(env.fieldPrefix, key));
  const asked = new Set(
    [
      objectNames[object].modified,
      mergedIdsProperty,
      ...crossIdProperties(object),
      ...health,
      ...lifecycle.columns,
    ].filter((name) => available.has(name)),
  );
  const addVisits = (field: FieldName, of: string): void => {
    const dates = stageDatesOf(available);
    if (typeof dates === 'string') {
      missing[field] = dates;
      return;
    }
    for (const { entered, exited } of dates) for (const name of [entered, exited]) if (name !== null) asked.add(name);
    const nameOf = (stage: string): string =>
      object === 'deal' ? stage : (lifecycle.stageOfValue(of, stage) ?? stage);
    readers.push([field, (properties) => parseField('visits', visitsFrom(dates, properties, nameOf))]);
  };
  const add = (field: FieldName, origin: Origin, type: FieldType): void => {
    if (readers.some(([name]) => name === field)) return;
    if (typeof origin === 'object' && 'none' in origin) {
      missing[field] ??= origin.none;
      return;
    }
    if (typeof origin === 'object' && 'visitsOf' in origin) {
      addVisits(field, origin.visitsOf);
      return;
    }
    const names = namesOf(origin);
    const present = names.filter((name) => available.has(name));
    if (present.length === 0) {
      missing[field] ??= `HubSpot has no ${objectNames[object].path} property ${names.join(' or ')} in this account`;
      return;
    }
    delete missing[field];
    for (const name of present) asked.add(name);
    readers.push([field, readerOf(origin, type, present, lifecycle)]);
  };
  // Of several properties named for one field, the first that exists is read; a standard field may be named too.
  for (const own of env.ownFields) if (own.object === object) add(own.name, own.column, own.type);
  for (const { name, type } of dictionary[object]) add(name, origins[object][name] ?? name, type);

  return {
    properties: [...asked],
    missing,
    toRecord(row, recordUrl) {
      const properties = row.properties ?? {};
      const fields: Record<FieldName, Field> = {};
      for (const [field, why] of Object.entries(missing)) fields[field] = unknownField(why);
      for (const [field, read] of readers) fields[field] = read(properties);
      const ids = crossIds(object, properties);
      if (ids) fields[counterpartIds] = ids;
      const scoredAt = properties[healthProperty(env.fieldPrefix, 'scoredAt')];
      return {
        ref: { source: env.source, object, id: row.id },
        updatedAt: modifiedAt(object, row),
        url: row.url ?? recordUrl,
        fields,
        health: readHealthValues((key) => properties[healthProperty(env.fieldPrefix, key)]),
        scoredAt: typeof scoredAt === 'string' ? scoredAt : '',
      };
    },
    mergedInto(row) {
      const merged = row.properties?.[mergedIdsProperty];
      const ids = typeof merged === 'string' ? merged.split(';').map((id) => id.trim()) : [];
      return ids.filter((id) => id !== '' && id !== row.id);
    },
  };
}
