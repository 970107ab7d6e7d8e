import { dictionary } from '../model/dictionary.ts';
import { type CalendarDuration, parseCalendarDuration } from '../model/duration.ts';
import { recordKind } from '../model/identity.ts';
import { parseField } from '../model/parse-field.ts';
import { type CrmRecord, type Field, type ObjectType, unknownField } from '../model/record.ts';
import type {
  Counterpart,
  Example,
  ExampleAround,
  OwnerState,
  RelatedRecord,
  StagePosition,
  StageTerms,
} from '../model/rule.ts';

/** A value as a CRM sends it: null is empty, undefined is unknown (not synced, not permitted). */
export type Raw = string | number | boolean | null | undefined;

/** What stands around a record when a rule judges it. */
export interface Around {
  readonly stage: StagePosition | null;
  readonly stageTerms: StageTerms | null;
  readonly related: Readonly<Record<ObjectType, readonly RelatedRecord[] | 'unknown'>>;
  /** The same thing in other sources. */
  readonly counterparts: readonly Counterpart[] | 'unknown';
  /** How the record's owner stands. */
  readonly owner: OwnerState;
}

/** A record to be judged, with what stands around it. */
export interface Subject {
  readonly record: CrmRecord;
  readonly around: Around;
}

type Values = Readonly<Record<string, Raw>>;

/** The moment at which the builders' records are healthy. */
export const healthyAt = '2024-04-11T10:00:00Z';

const person: Values = {
  email: 'nora.berg@kettler-maschinen.de',
  phone: '+493023125012',
  mobilePhone: '+4915228817386',
  firstName: 'Nora',
  lastName: 'Berg',
  jobTitle: 'Head of Purchasing',
  companyName: 'Kettler Maschinenbau GmbH',
  country: 'Germany',
  lifecycleStage: 'marketingqualifiedlead',
  lifecycle: 'mql',
  leadStatus: 'IN_PROGRESS',
  originalSource: 'ORGANIC_SEARCH',
  ownerId: '1001',
  createdAt: '2023-11-02T09:30:00Z',
  activityTimes: '2024-04-02T14:00:00Z',
};

const healthy: Readonly<Record<ObjectType, Values>> = {
  contact: person,
  lead: person,
  company: {
    name: 'Kettler Maschinenbau GmbH',
    domain: 'kettler-maschinen.de',
    website: 'https://www.kettler-maschinen.de',
    industry: 'MACHINERY',
    employees: '420',
    annualRevenue: '61000000',
    country: 'Germany',
    lifecycleStage: 'opportunity',
    lifecycle: 'opportunity',
    ownerId: '1001',
    createdAt: '2023-06-14T08:00:00Z',
    activityTimes: '2024-04-02T14:00:00Z',
  },
  deal: {
    name: 'Kettler Maschinenbau - Maintenance - 2024-05',
    amount: '24000',
    closeDate: '2024-05-15',
    pipeline: 'new-business',
    stage: 'proposal',
    stageEnteredAt: '2024-04-01T08:00:00Z',
    nextStep: 'Send the revised offer',
    nextStepChangedAt: '2024-04-08T15:00:00Z',
    dealType: 'newbusiness',
    ownerId: '1001',
    createdAt: '2024-02-20T11:00:00Z',
    activityTimes: '2024-04-09T16:30:00Z',
  },
};

/** The builders' pipeline, in display order; `stage: 'negotiation'` puts a deal into its third stage. */
const stages: Readonly<Record<string, StagePosition>> = Object.fromEntries(
  [
    ['qualification', 'Qualification', 'open', 0],
    ['proposal', 'Proposal', 'open', 1],
    ['negotiation', 'Negotiation', 'open', 2],
    ['won', 'Closed won', 'won', -1],
    ['lost', 'Closed lost', 'lost', -1],
  ].map(([id, label, state, openRank]) => [
    id,
    { id, label, state, openRank, pipelineId: 'new-business', pipelineLabel: 'New business' } as StagePosition,
  ]),
);

function fieldsOf(object: ObjectType, values: Values): CrmRecord['fields'] {
  const types = new Map(dictionary[object].map((field) => [field.name, field.type]));
  return Object.fromEntries(
    Object.entries({ ...healthy[object], ...values }).map(([name, raw]): [string, Field] => [
      name,
      raw === undefined ? unknownField('not synced') : parseField(types.get(name) ?? 'text', raw),
    ]),
  );
}

function recordOf(object: ObjectType, id: string, values: Values): CrmRecord {
  return {
    ref: { source: 'test', object, id },
    updatedAt: new Date(healthyAt),
    url: '',
    fields: fieldsOf(object, values),
    health: {},
    scoredAt: '',
  };
}

function stageOf(record: CrmRecord): StagePosition | null {
  const { stage, pipeline } = record.fields;
  if (stage?.is !== 'value' || pipeline?.is !== 'value') return null;
  return stages[String(stage.value)] ?? null;
}

function linked(object: ObjectType, all: readonly Values[]): readonly RelatedRecord[] {
  return all.map((values, index) => {
    const record = recordOf(object, `${object}-${index + 1}`, values);
    return { id: record.ref.id, fields: record.fields, stage: object === 'deal' ? stageOf(record) : null };
  });
}

function count(object: ObjectType, number: number | 'unknown'): readonly RelatedRecord[] | 'unknown' {
  return number === 'unknown' ? number : linked(object, Array<Values>(number).fill({}));
}

const stageInState = { open: 'proposal', won: 'won', lost: 'lost', unknown: undefined } as const;

function relatedOf(around: ExampleAround): Around['related'] {
  const deals = around.deals ?? [];
  return {
    contact: count('contact', around.contacts ?? 1),
    company: count('company', around.companies ?? 1),
    lead: [],
    deal:
      deals === 'unknown'
        ? deals
        : linked(
            'deal',
            deals.map((state) => ({ stage: stageInState[state] })),
          ),
  };
}

/** Counterparts agree with the record in all that the example does not say of them. */
function counterpartsOf(object: ObjectType, values: Values, around: ExampleAround): Around['counterparts'] {
  const { counterparts = [] } = around;
  if (counterparts === 'unknown') return counterparts;
  return counterparts.map(({ source = 'other_crm', matchedBy = recordKind, fields }, index) => {
    const record = recordOf(object, `${object}-elsewhere-${index + 1}`, { ...values, ...fields });
    const stage = object === 'deal' ? stageOf(record) : null;
    return { source, object, id: record.ref.id, matchedBy, fields: record.fields, stage };
  });
}

function limitOf(text: string): CalendarDuration {
  const duration = parseCalendarDuration(text);
  if (duration) return duration;
  throw new Error(`noLongerThan: expected a duration such as "21 days"; found "${text}"`);
}

function termsOf(around: ExampleAround): StageTerms | null {
  const { needs, noLongerThan } = around;
  if (needs === undefined && noLongerThan === undefined) return null;
  return { needs: needs ?? [], limit: noLongerThan === undefined ? null : limitOf(noLongerThan) };
}

function subject(object: ObjectType, values: Values, around: ExampleAround): Subject {
  const record = recordOf(object, `${object}-under-test`, values);
  const stage = object === 'deal' ? stageOf(record) : null;
  return {
    record,
    around: {
      stage,
      stageTerms: stage && termsOf(around),
      related: relatedOf(around),
      counterparts: counterpartsOf(object, values, around),
      owner: around.owner ?? 'active',
    },
  };
}

/** A healthy contact (an MQL with one company and no deals), but for the given raw values and surroundings. */
export function contact(values: Values = {}, around: ExampleAround = {}): Subject {
  return subject('contact', values, around);
}

/** A healthy lead, but for the given raw values and surroundings. */
export function lead(values: Values = {}, around: ExampleAround = {}): Subject {
  return subject('lead', values, around);
}

/** A healthy company with one contact, but for the given raw values and surroundings. */
export function company(values: Values = {}, around: ExampleAround = {}): Subject {
  return subject('company', values, around);
}

/** A healthy open deal in "Proposal", second of three stages, but for the given raw values and surroundings. */
export function deal(values: Values = {}, around: ExampleAround = {}): Subject {
  return subject('deal', values, around);
}

/** The record that an example of a rule describes. */
export function exampleSubject(example: Example): Subject {
  return subject(example.object, example.fields, example.around ?? {});
}
