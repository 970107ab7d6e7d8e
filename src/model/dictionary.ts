import type { FieldName, FieldType, ObjectType } from './record.ts';

/** A field of the vocabulary: the name code uses, and the label people write in the agreement. */
export interface FieldDefinition {
  readonly name: FieldName;
  readonly label: string;
  readonly type: FieldType;
  /**
   * Many accounts keep it in a field of their own making: a field of the agreement by this name says where, and takes
   * the place of what the CRM offers as standard.
   */
  readonly isOftenOwn?: true;
}

const person: readonly FieldDefinition[] = [
  { name: 'email', label: 'email', type: 'text' },
  { name: 'phone', label: 'phone', type: 'text' },
  { name: 'mobilePhone', label: 'mobile phone', type: 'text' },
  { name: 'firstName', label: 'first name', type: 'text' },
  { name: 'lastName', label: 'last name', type: 'text' },
  { name: 'jobTitle', label: 'job title', type: 'text' },
  { name: 'seniority', label: 'seniority', type: 'text', isOftenOwn: true },
  { name: 'buyingRole', label: 'buying role', type: 'text', isOftenOwn: true },
  { name: 'companyName', label: 'company name', type: 'text' },
  { name: 'country', label: 'country', type: 'text' },
  { name: 'lifecycleStage', label: 'lifecycle stage', type: 'text' },
  { name: 'lifecycle', label: 'lifecycle', type: 'text' },
  { name: 'leadStatus', label: 'lead status', type: 'text' },
  { name: 'disqualifiedReason', label: 'disqualified reason', type: 'text', isOftenOwn: true },
  { name: 'originalSource', label: 'original source', type: 'text' },
  { name: 'emailBouncedAt', label: 'email bounced', type: 'time' },
  { name: 'emailBounceReason', label: 'email bounce reason', type: 'text' },
  { name: 'lastFormAt', label: 'last form submission', type: 'time', isOftenOwn: true },
  { name: 'nextActivityAt', label: 'next activity', type: 'time' },
  { name: 'ownerId', label: 'owner', type: 'text' },
  { name: 'createdAt', label: 'created', type: 'time' },
  { name: 'activityTimes', label: 'last activity', type: 'times' },
  { name: 'outboundTimes', label: 'last outbound touch', type: 'times' },
  { name: 'inboundTimes', label: 'last answer', type: 'times' },
  { name: 'attempts', label: 'attempts', type: 'number' },
  { name: 'stageVisits', label: 'stage visits', type: 'visits' },
];

const company: readonly FieldDefinition[] = [
  { name: 'name', label: 'name', type: 'text' },
  { name: 'domain', label: 'domain', type: 'text' },
  { name: 'website', label: 'website', type: 'text' },
  { name: 'industry', label: 'industry', type: 'text' },
  { name: 'employees', label: 'employees', type: 'number' },
  { name: 'annualRevenue', label: 'annual revenue', type: 'number' },
  { name: 'country', label: 'country', type: 'text' },
  { name: 'lifecycleStage', label: 'lifecycle stage', type: 'text' },
  { name: 'lifecycle', label: 'lifecycle', type: 'text' },
  { name: 'ownerId', label: 'owner', type: 'text' },
  { name: 'createdAt', label: 'created', type: 'time' },
  { name: 'activityTimes', label: 'last activity', type: 'times' },
];

const deal: readonly FieldDefinition[] = [
  { name: 'name', label: 'name', type: 'text' },
  { name: 'amount', label: 'amount', type: 'number' },
  { name: 'closeDate', label: 'close date', type: 'time' },
  { name: 'pipeline', label: 'pipeline', type: 'text' },
  { name: 'stage', label: 'stage', type: 'text' },
  { name: 'stageEnteredAt', label: 'stage entered', type: 'time' },
  { name: 'nextStep', label: 'next step', type: 'text' },
  { name: 'nextStepChangedAt', label: 'next step changed', type: 'time' },
  { name: 'dealType', label: 'deal type', type: 'text' },
  { name: 'forecastCategory', label: 'forecast category', type: 'text' },
  { name: 'lossReason', label: 'loss reason', type: 'text', isOftenOwn: true },
  { name: 'ownerId', label: 'owner', type: 'text' },
  { name: 'createdAt', label: 'created', type: 'time' },
  { name: 'activityTimes', label: 'last activity', type: 'times' },
  { name: 'closeDatePushes', label: 'close date pushes', type: 'number' },
  { name: 'stageVisits', label: 'stage visits', type: 'visits' },
];

/**
 * The standard fields of every object. `lifecycleStage` is the CRM's own value, `lifecycle` its canonical stage
 * (unknown while a custom stage is not mapped); `activityTimes` are the latest human activities by kind (call, meeting,
 * form …), booked ones included, never our own writes; `nextActivityAt` is the next task or meeting that is planned.
 * `outboundTimes` are times at which a person of ours was in touch, as far as the CRM tells (the first ones and the last),
 * `inboundTimes` those of answers; `attempts` counts the former. `closeDatePushes` counts moves to a later month.
 */
export const dictionary: Readonly<Record<ObjectType, readonly FieldDefinition[]>> = {
  contact: person,
  lead: person,
  company,
  deal,
};

/** A text derived from a person's email: what stands after the @; no connector is asked for it. */
export const emailDomain: FieldDefinition = { name: 'emailDomain', label: 'email domain', type: 'text' };

/** Canonical lifecycle stages in order (domain.md §3); the last ones stand outside of the order. */
export const lifecycleOrder = [
  'subscriber',
  'lead',
  'mql',
  'working',
  'sql',
  'opportunity',
  'customer',
  'evangelist',
] as const;

/** Canonical stages that are no step on the way: neither before nor after the others. */
export const lifecycleAside = ['recycled', 'disqualified', 'other'] as const;

/** Whether a canonical stage stands at `from` or later; false for stages outside of the order. */
export function isAtOrAfter(stage: string, from: (typeof lifecycleOrder)[number]): boolean {
  return (lifecycleOrder as readonly string[]).indexOf(stage) >= lifecycleOrder.indexOf(from);
}

/** The canonical fields that hold the value of a CRM's own field as it is, by a connector's table of origins. */
export function canonicalOf(
  origins: Readonly<Record<FieldName, unknown>>,
  column: string,
): { readonly canonical?: readonly FieldName[] } {
  const canonical = Object.entries(origins).flatMap(([field, origin]) => (origin === column ? [field] : []));
  return canonical.length > 0 ? { canonical } : {};
}
