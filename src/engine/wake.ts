import { addMonths } from '../model/calendar.ts';
import type { Condition, Conditions, Moment, TimeTest } from '../model/condition.ts';
import { becomesOlderAt, type Duration, lastDayWithin } from '../model/duration.ts';
import { visitsIn } from '../model/promise-stand.ts';
import type { TimeValue } from '../model/record.ts';
import { standAt } from './condition.ts';
import { stageDefinitions } from './definition-state.ts';
import { dayOfMoment } from './moment.ts';
import { type Place, placeOfRelated } from './place.ts';
import { type RecordView, RuleScene } from './record-view.ts';
import type { SetRule } from './ruleset.ts';
import { beginsAt } from './time.ts';

const minuteMs = 60_000;

/** Moments at which a test may turn; one too many costs a look at one record, one too few a wrong score. */
type Moments = (at: number) => void;

function timesOf(field: string, place: Place): readonly TimeValue[] {
  const held = place.field(field);
  if (held.is !== 'value' || typeof held.value !== 'object') return [];
  return 'ms' in held.value ? [held.value as TimeValue] : (held.value as readonly TimeValue[]);
}

function noteMoment(moment: Moment, day: number, place: Place, note: Moments): void {
  const { calendar, today } = place.frame;
  if (moment.is === 'day') return;
  note(calendar.startOf(moment.is === 'today' ? day : dayOfMoment(moment, today) + 1));
  if (moment.is === 'today') note(calendar.startOf(day + 1));
}

/** When `now` comes so near to a day that it lies within a duration. */
function noteNearing(duration: Duration, day: number, place: Place, note: Moments): void {
  const { calendar } = place.frame;
  if (duration.unit === 'day') note(calendar.startOf(day - duration.count));
  if (duration.unit !== 'month') return;
  let first = addMonths(day, -duration.count) - 4;
  while (lastDayWithin(first, duration) < day) first++;
  note(calendar.startOf(first));
}

function notePeriod(duration: Duration, time: TimeValue, place: Place, team: string | null, note: Moments): void {
  const { frame } = place;
  const { calendar } = frame;
  const day = calendar.day(time);
  const at = beginsAt(time, frame);
  for (const near of [day, day + 1]) note(calendar.startOf(near));
  note(at);
  note(at + 1);
  if (duration.unit === 'day' || duration.unit === 'month') {
    note(becomesOlderAt(time, duration, calendar));
    noteNearing(duration, day, place, note);
  } else if (duration.unit === 'minute') {
    for (const shift of [duration.count, -duration.count])
      for (const late of [0, 1]) note(at + shift * minuteMs + late);
  } else note(calendar.startOf(frame.today + 1));
  if (duration.unit === 'business minute')
    for (const sign of [1, -1])
      for (const late of [0, 1]) note(frame.workingTime(team).addMinutes(at, sign * duration.count) + late);
}

function noteTest(test: TimeTest, time: TimeValue, place: Place, team: string | null, note: Moments): void {
  const day = place.frame.calendar.day(time);
  switch (test.is) {
    case 'in the last':
    case 'in the next':
    case 'older than':
      notePeriod(test.duration, time, place, team, note);
      return;
    case 'before':
    case 'after':
      noteMoment(test.moment, day, place, note);
      return;
    case 'between days':
      for (const moment of [test.from, test.to]) noteMoment(moment, day, place, note);
      return;
    default:
      for (const at of [beginsAt(time, place.frame), time.ms]) for (const late of [0, 1]) note(at + late);
      for (const near of [day, day + 1]) note(place.frame.calendar.startOf(near));
  }
}

function placesOf(condition: Exclude<Condition, { is: 'sla' }>, place: Place): readonly Place[] {
  const step = condition.is === 'meets' ? condition.step : condition.subject.step;
  if (step === null) return [place];
  const related = place.related(step);
  return related === 'unknown' ? [] : related.map((one) => placeOfRelated(one, step, place));
}

function noteCondition(condition: Condition, place: Place, team: string | null, note: Moments): void {
  if (condition.is === 'sla') {
    const stand = standAt(condition.sla, place);
    if (stand.is === 'running' && stand.clock.changesAt !== null) note(stand.clock.changesAt);
    return;
  }
  for (const at of placesOf(condition, place)) {
    if (condition.is === 'meets') {
      const definition = place.frame.definitions.get(condition.definition);
      const tests = definition?.tests[at.object];
      if (tests) noteAll(tests, at, definition?.owner ?? null, note);
      continue;
    }
    const { field, type } = condition.subject;
    noteDerived(field, at, team, note);
    if (type === 'time' || type === 'times') noteTimes(condition, timesOf(field, at), at, team, note);
  }
}

/** A derived number turns when the conditions of its linked records do. */
function noteDerived(field: string, place: Place, team: string | null, note: Moments): void {
  const derived = place.frame.agreement.derived.find((one) => one.object === place.object && one.name === field);
  const related = derived ? place.related(derived.count) : 'unknown';
  if (!derived || related === 'unknown') return;
  for (const one of related)
    for (const condition of derived.where)
      noteCondition(condition, placeOfRelated(one, derived.count, place), team, note);
}

function noteTimes(
  condition: Exclude<Condition, { is: 'sla' | 'meets' }>,
  times: readonly TimeValue[],
  place: Place,
  team: string | null,
  note: Moments,
): void {
  for (const time of times) {
    // Of several times one that is still to come takes over when it comes.
    note(beginsAt(time, place.frame));
    if (condition.is === 'one of' && condition.match.of === 'moments')
      for (const moment of condition.match.values) noteMoment(moment, place.frame.calendar.day(time), place, note);
    else if ('duration' in condition || 'moment' in condition || isAboutTime(condition.is))
      noteTest(condition as TimeTest, time, place, team, note);
  }
}

function isAboutTime(is: string): boolean {
  return is === 'between days' || is === 'in the past' || is === 'in the future';
}

function noteAll(conditions: Conditions, place: Place, team: string | null, note: Moments): void {
  for (const condition of [...conditions.when, ...conditions.unless]) noteCondition(condition, place, team, note);
}

function noteOwn(set: SetRule, view: RecordView, note: Moments): void {
  if (set.judge.is !== 'own') return;
  const { own, check } = set.judge;
  noteAll({ when: [...check.when, ...check.check], unless: check.unless }, view, own.owner, note);
  const { grace } = own;
  const created = view.field('createdAt');
  if (grace && created.is === 'value' && typeof created.value === 'object' && 'ms' in created.value) {
    const time = created.value as TimeValue;
    notePeriod(grace, time, view, own.owner, note);
    if (grace.unit === 'day' || grace.unit === 'month')
      note(view.frame.calendar.startOf(lastDayWithin(view.frame.calendar.day(time), grace)));
  }
}

function noteCode(set: SetRule, view: RecordView, note: Moments): void {
  if (set.judge.is !== 'code') return;
  const { rule, setting } = set.judge;
  if (rule.asksDefinition)
    for (const { tests, owner } of stageDefinitions(view.object, view.frame.agreement))
      noteAll(tests, view, owner, note);
  try {
    const at = rule.wakes?.(view.record, new RuleScene(view, setting.options)) ?? null;
    if (at !== null) note(at);
  } catch (error) {
    view.fault(set.id, error);
  }
}

/** The next moment at which time alone could change what rules say of the record in view; null for never. */
export function wakeOf(rules: readonly SetRule[], view: RecordView): number | null {
  const { now, today, calendar, agreement } = view.frame;
  let next: number | null = null;
  const note: Moments = (at) => {
    if (at > now && (next === null || at < next)) next = at;
  };
  // A stage may have been entered after the `now` at which a scan began.
  for (const { enteredAt } of visitsIn(view.field('stageVisits'))) note(enteredAt);
  const scope = agreement.scope[view.object];
  if (scope) noteAll(scope, view, null, note);
  for (const set of rules) {
    noteOwn(set, view, note);
    noteCode(set, view, note);
    for (const { where, until } of set.exceptions) {
      if (until < today) continue;
      note(calendar.startOf(until + 1));
      for (const condition of where[view.object] ?? []) noteCondition(condition, view, null, note);
    }
  }
  return next;
}
