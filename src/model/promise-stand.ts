import type { Calendar } from './calendar.ts';
import type { StageName } from './condition.ts';
import { type Deadline, deadlineOf } from './deadline.ts';
import { lifecycleAside, lifecycleOrder } from './dictionary.ts';
import type { Field, FieldName, ObjectType, SourceName, TimeValue } from './record.ts';
import { readClock, type SlaClock } from './sla-clock.ts';
import { isSameStage, type StageVisit } from './stage-visit.ts';
import type { Sla, SlaPromise } from './terms.ts';
import type { WorkingTime } from './working-time.ts';

/** The record whose promises are looked at, and the run it is looked at in. */
export interface PromiseScene {
  readonly object: ObjectType;
  readonly source: SourceName;
  /** Epoch ms. */
  readonly now: number;
  readonly calendar: Calendar;
  field(name: FieldName): Field;
  workingTime(team: string | null): WorkingTime;
}

/** How a record stands to a promise of the agreement. */
export type PromiseStand =
  /** No clock runs on this record: it never came so far, was handed back, or was already in contact. */
  | { readonly is: 'not applicable' }
  | { readonly is: 'unknown'; readonly why: string }
  | { readonly is: 'running'; readonly startedAt: number; readonly deadline: Deadline; readonly clock: SlaClock };

type Clock = SlaPromise & { readonly is: 'clock' };
type Attempts = SlaPromise & { readonly is: 'attempts' };

const none: PromiseStand = { is: 'not applicable' };

/** Fields that a promise may be judged by. */
export const promiseFields: readonly FieldName[] = [
  ...['lifecycle', 'stageVisits', 'createdAt', 'lastFormAt', 'outboundTimes', 'inboundTimes', 'attempts'],
];

function unknown(field: Field, what: string): PromiseStand {
  return { is: 'unknown', why: `${what} is not known${field.is === 'unknown' ? `: ${field.why}` : ''}` };
}

function isUntold(field: Field): boolean {
  return field.is === 'unknown' || field.is === 'invalid';
}

function textOf(field: Field): string | null {
  return field.is === 'value' && typeof field.value === 'string' ? field.value : null;
}

/** The stays in stages that a record's field holds. */
export function visitsIn(field: Field): readonly StageVisit[] {
  return field.is === 'value' ? (field.value as readonly StageVisit[]) : [];
}

/** The instants of a field of several times, in order; a date alone stands for its midnight in the agreement's zone. */
export function instantsIn(field: Field, calendar: Calendar): readonly number[] {
  if (field.is !== 'value') return [];
  const times = Array.isArray(field.value) ? (field.value as readonly TimeValue[]) : [field.value as TimeValue];
  return times
    .map((time) => (time.precision === 'day' ? calendar.startOf(calendar.day(time)) : time.ms))
    .sort((a, b) => a - b);
}

function isAside(stage: string): boolean {
  return (lifecycleAside as readonly string[]).includes(stage);
}

/** When the present round began: a record that was handed back or closed and came again starts anew. */
function roundStart(visits: readonly StageVisit[], before: number): number {
  const last = visits.findLast(({ stage, enteredAt }) => isAside(stage) && enteredAt <= before);
  return last === undefined ? Number.NEGATIVE_INFINITY : (last.leftAt ?? last.enteredAt);
}

function isNotYetAt(lifecycle: string | null, stage: string): boolean {
  const order: readonly string[] = lifecycleOrder;
  return lifecycle !== null && order.includes(lifecycle) && order.indexOf(lifecycle) < order.indexOf(stage);
}

/** When a record entered one of some stages. */
function entryOf(
  isWanted: (stage: string) => boolean,
  isThere: boolean,
  scene: PromiseScene,
): TimeValue | PromiseStand {
  const field = scene.field('stageVisits');
  const visit = visitsIn(field).findLast(({ stage, enteredAt }) => isWanted(stage) && enteredAt <= scene.now);
  if (visit) return visit.isImported ? none : { ms: visit.enteredAt, precision: 'instant' };
  return isUntold(field) || isThere ? unknown(field, 'when it entered the stage') : none;
}

function dealEntry(stage: StageName, scene: PromiseScene): TimeValue | PromiseStand {
  const ids = stage.bySource[scene.source]?.map(({ stageId }) => stageId) ?? [stage.stage];
  const isWanted = (entered: string): boolean => ids.some((id) => isSameStage(entered, id));
  return entryOf(isWanted, isWanted(textOf(scene.field('stage')) ?? ''), scene);
}

function timeOf(name: FieldName, what: string, scene: PromiseScene): TimeValue | PromiseStand {
  const field = scene.field(name);
  if (field.is === 'value') return field.value as TimeValue;
  return field.is === 'empty' ? none : unknown(field, what);
}

function startOf({ startsWhen: { when } }: Clock, scene: PromiseScene): TimeValue | PromiseStand {
  switch (when.is) {
    case 'enters': {
      const stage = textOf(scene.field('lifecycle'));
      if (isNotYetAt(stage, when.stage)) return none;
      return entryOf((entered) => entered === when.stage, stage === when.stage, scene);
    }
    case 'enters deal stage':
      return dealEntry(when.stage, scene);
    case 'created':
      return timeOf('createdAt', 'when it was created', scene);
    case 'submits a form':
      return timeOf('lastFormAt', 'when the last form was submitted', scene);
    case 'assigned':
      return { is: 'unknown', why: 'when it was assigned is not known: owners have no history here' };
  }
}

/** Deals that are closed are judged by no promise; the rules see to that, as they know the pipeline. */
function isOver(scene: PromiseScene): boolean {
  return scene.object !== 'deal' && isAside(textOf(scene.field('lifecycle')) ?? '');
}

function clockStand(sla: Sla, promise: Clock, scene: PromiseScene): PromiseStand {
  if (!promise.startsWhen.objects.includes(scene.object) || isOver(scene)) return none;
  const start = startOf(promise, scene);
  if ('is' in start) return start;
  const [startedAt] = instantsIn({ is: 'value', value: start, raw: null }, scene.calendar);
  const touchFields = promise.metBy.isOutbound ? ['outboundTimes'] : ['outboundTimes', 'inboundTimes'];
  const touches = touchFields.flatMap((name) => instantsIn(scene.field(name), scene.calendar));
  const open = touchFields.map((name) => scene.field(name)).find(isUntold);
  const deadline = deadlineOf(start, promise.within, scene.calendar, scene.workingTime(sla.owner));
  const clock = readClock(startedAt!, deadline, touches, scene.now);
  // A touch that is known meets the promise, whatever is not known beside it.
  if (open && clock.state !== 'met') return unknown(open, 'who was in touch');
  const round = roundStart(visitsIn(scene.field('stageVisits')), startedAt!);
  if (touches.some((at) => at < startedAt! && at >= round)) return none;
  return { is: 'running', startedAt: startedAt!, deadline, clock };
}

/** The stages in which a person is worked on and may be handed back. */
const workedOn: readonly string[] = ['mql', 'working', 'sql'];

/** The first of some instants at which a state is another than now; null where it stays. */
function changeOf<T>(state: (at: number) => T, instants: readonly number[], now: number): number | null {
  const present = state(now);
  const ahead = instants.filter((at) => at > now).sort((a, b) => a - b);
  return ahead.find((at) => state(at) !== present) ?? null;
}

/**
 * Attempts are used up, over long enough, and nobody answered: then the record is to be handed back. Until then the
 * promise is pending; an answer meets it.
 */
function attemptsStand(sla: Sla, promise: Attempts, scene: PromiseScene): PromiseStand {
  const [lifecycle, outbound, inbound] = [
    scene.field('lifecycle'),
    scene.field('outboundTimes'),
    scene.field('inboundTimes'),
  ];
  if (isUntold(lifecycle)) return unknown(lifecycle, 'the lifecycle stage');
  if (scene.object === 'deal' || !workedOn.includes(textOf(lifecycle) ?? '')) return none;
  if (isUntold(outbound)) return unknown(outbound, 'who was in touch');
  const round = roundStart(visitsIn(scene.field('stageVisits')), scene.now);
  const tries = instantsIn(outbound, scene.calendar).filter((at) => at >= round);
  const [first] = tries;
  if (first === undefined) return none;
  const counted = scene.field('attempts');
  // The CRM's own number counts all rounds, so it tells nothing of a second one.
  const total = round === Number.NEGATIVE_INFINITY && counted.is === 'value' ? Number(counted.value) : 0;
  const working = scene.workingTime(sla.owner);
  const deadline = promise.overAtLeast
    ? deadlineOf({ ms: first, precision: 'instant' }, promise.overAtLeast, scene.calendar, working)
    : { atRiskAt: first, overAt: first };
  const answers = instantsIn(inbound, scene.calendar).filter((at) => at >= first);
  const stateAt = (at: number): SlaClock['state'] => {
    if (answers[0] !== undefined && answers[0] <= at) return 'met';
    const isUsed = Math.max(total, tries.filter((tried) => tried <= at).length) >= promise.attempts;
    return isUsed && at >= deadline.overAt ? 'breached' : 'pending';
  };
  const state = stateAt(scene.now);
  if (state === 'breached' && isUntold(inbound)) return unknown(inbound, 'whether there was an answer');
  const changesAt = changeOf(stateAt, [...tries, ...answers, deadline.overAt], scene.now);
  const metAt = state === 'met' ? answers[0]! : null;
  return { is: 'running', startedAt: first, deadline, clock: { state, metAt, changesAt } };
}

/** How a record stands to a promise at one `now`. */
export function standOf(sla: Sla, scene: PromiseScene): PromiseStand {
  return sla.promise.is === 'clock' ? clockStand(sla, sla.promise, scene) : attemptsStand(sla, sla.promise, scene);
}
