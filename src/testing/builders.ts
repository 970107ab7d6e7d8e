import { dictionary } from '../model/dictionary.ts';
import { type Duration, parseDuration } from '../model/duration.ts';
import { recordKind } from '../model/identity.ts';
import { parseField } from '../model/parse-field.ts';
import { type CrmRecord, type Field, type ObjectType, unknownField } from '../model/record.ts';
import type {
  Counterpart,
  DefinitionState,
  Example,
  ExampleAround,
  OwnerState,
  RelatedRecord,
  StagePosition,
  StageTerms,
} from '../model/rule.ts';
import type { LifecycleTerms, Sla, SlaPromise, SlaStart } from '../model/terms.ts';

/** A value as a CRM sends it: null is empty, undefined is unknown (not synced, not permitted). */
export type Raw = string | number | boolean | null | undefined;

/** What stands around a record when a rule judges it. */
export interface Around {
  readonly stage: StagePosition | null;
  readonly stageTerms: StageTerms | null;
  readonly pipelineStages: readonly StagePosition[];
  /** What the agreement says of the person's lifecycle stage. */
  readonly lifecycleTerms: LifecycleTerms | null;
  readonly slas: readonly Sla[];
  /** How the record stands to the definition of its stage. */
  readonly definition: DefinitionState | null;
  readonly related: Readonly<Record<ObjectType, readonly RelatedRecord[] | 'unknown'>>;
  /** The same thing in other sources. */
  readonly counterparts: readonly Counterpart[] | 'unknown';
  /** Other records of the source, of one object; a rule is shown those that share the key it asks by. */
  readonly peers: PeersAround | 'unknown';
  /** The median amount of won deals of the pipeline. */
  readonly medianWon: number | null | 'unknown';
  /** How the record's owner stands. */
  readonly owner: OwnerState;
}

/** Records of one object beside the record, and whether each group has more than these. */
export interface PeersAround {
  readonly object: ObjectType;
  readonly all: readonly { readonly record: CrmRecord; readonly stage: StagePosition | null }[];
  readonly isMore: boolean;
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
  seniority: 'director',
  buyingRole: 'DECISION_MAKER',
  companyName: 'Kettler Maschinenbau GmbH',
  country: 'Germany',
  lifecycleStage: 'marketingqualifiedlead',
  lifecycle: 'mql',
  leadStatus: 'IN_PROGRESS',
  disqualifiedReason: null,
  originalSource: 'ORGANIC_SEARCH',
  emailBouncedAt: null,
  emailBounceReason: null,
  lastFormAt: '2024-03-20T09:15:00Z',
  nextActivityAt: '2024-04-18T08:00:00Z',
  ownerId: '1001',
  createdAt: '2023-11-02T09:30:00Z',
  activityTimes: '2024-04-02T14:00:00Z',
  outboundTimes: '2024-04-02T14:00:00Z',
  inboundTimes: null,
  attempts: '1',
  stageVisits: 'lead 2024-03-20T09:15:00Z..2024-04-02T08:00:00Z;mql 2024-04-02T08:00:00Z..',
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
    forecastCategory: 'PIPELINE',
    lossReason: null,
    ownerId: '1001',
    createdAt: '2024-02-20T11:00:00Z',
    activityTimes: '2024-04-09T16:30:00Z',
    closeDatePushes: '0',
    stageVisits: 'qualification 2024-02-20T11:00:00Z..2024-04-01T08:00:00Z;proposal 2024-04-01T08:00:00Z..',
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
    {
      id,
      label,
      state,
      openRank,
      openCount: 3,
      pipelineId: 'new-business',
      pipelineLabel: 'New business',
    } as StagePosition,
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

/** Peers agree with the record in all that the example does not say of them. */
function peersOf(object: ObjectType, values: Values, around: ExampleAround): Around['peers'] {
  const { peers = [], peersAre = object, hasMorePeers = false } = around;
  if (peers === 'unknown') return peers;
  const all = peers.map((fields, index) => {
    const record = recordOf(peersAre, `${peersAre}-other-${index + 1}`, { ...values, ...fields });
    return { record, stage: peersAre === 'deal' ? stageOf(record) : null };
  });
  return { object: peersAre, all, isMore: hasMorePeers };
}

function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (duration) return duration;
  throw new Error(`expected a duration such as "21 days" or "1 business hour"; found "${text}"`);
}

function termsOf(around: ExampleAround): StageTerms | null {
  const { needs, noLongerThan, learntDays } = around;
  if (needs === undefined && noLongerThan === undefined && learntDays === undefined) return null;
  const limit = noLongerThan === undefined ? null : durationOf(noLongerThan);
  const isWorking = limit?.unit === 'business day' || limit?.unit === 'business minute';
  return {
    needs: needs ?? [],
    limit: limit?.unit === 'day' || limit?.unit === 'month' ? limit : null,
    ...(isWorking ? { workingLimit: limit } : {}),
    ...(learntDays ? { isLearnt: true, learnt: { warnDays: learntDays[0], failDays: learntDays[1], visits: 30 } } : {}),
  };
}

function lifecycleTermsOf(object: ObjectType, around: ExampleAround): LifecycleTerms | null {
  const { needs, noLongerThan, isStageAgreed } = around;
  if (needs === undefined && noLongerThan === undefined && isStageAgreed === undefined) return null;
  return {
    stage: '',
    owner: 'sales',
    is: {},
    limit: noLongerThan === undefined ? null : durationOf(noLongerThan),
    handOffNeeds: { [object]: needs ?? [] },
  };
}

function promiseOf(object: ObjectType, promise: NonNullable<ExampleAround['promise']>): SlaPromise {
  if ('attempts' in promise) {
    const { attempts, overAtLeast } = promise;
    return { is: 'attempts', attempts, overAtLeast: overAtLeast === null ? null : durationOf(overAtLeast) };
  }
  const { starts, within } = promise;
  const when: SlaStart['when'] =
    starts === 'created' || starts === 'assigned' || starts === 'submits a form'
      ? { is: starts }
      : { is: 'enters', stage: starts };
  const metBy = { kinds: ['call', 'email', 'meeting'], isOutbound: true } as const;
  return { is: 'clock', startsWhen: { objects: [object], when }, metBy, within: durationOf(within) };
}

function slasOf(object: ObjectType, { promise }: ExampleAround): readonly Sla[] {
  if (promise === undefined) return [];
  const name = 'attempts' in promise ? 'hand_back' : 'first_response';
  return [{ name, says: '', owner: 'sales', target: null, promise: promiseOf(object, promise) }];
}

function definitionOf({ definition }: ExampleAround): DefinitionState | null {
  if (definition === undefined) return null;
  if (definition === 'met' || definition === 'unmet') return { is: definition };
  return definition === 'unknown'
    ? { is: 'undecided', lacks: [], why: ['employees of the linked company is not known'] }
    : { is: 'undecided', lacks: definition, why: [] };
}

function subject(object: ObjectType, values: Values, around: ExampleAround): Subject {
  const record = recordOf(object, `${object}-under-test`, values);
  const stage = object === 'deal' ? stageOf(record) : null;
  return {
    record,
    around: {
      stage,
      stageTerms: stage && termsOf(around),
      pipelineStages: Object.values(stages),
      lifecycleTerms: object === 'deal' ? null : lifecycleTermsOf(object, around),
      slas: slasOf(object, around),
      definition: definitionOf(around),
      related: relatedOf(around),
      counterparts: counterpartsOf(object, values, around),
      peers: peersOf(object, values, around),
      medianWon: around.medianWon === undefined ? 20_000 : around.medianWon,
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
