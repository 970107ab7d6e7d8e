import type { Condition, Conditions, FieldTest, Match, Subject } from '../model/condition.ts';
import { type PromiseStand, standOf } from '../model/promise-stand.ts';
import type { Field, FieldName, ObjectType, Value } from '../model/record.ts';
import { countDerived } from './derived.ts';
import { fold } from './fold.ts';
import { isAmong, isStageAmong } from './match.ts';
import { compareNumber } from './money.ts';
import { testOrder } from './order.ts';
import { fieldIn, type Place, placeOfRelated } from './place.ts';
import { testText } from './text.ts';
import { latestUpTo, testTime } from './time.ts';
import { every, negate, some, type Truth } from './truth.ts';

type Filled = Field & { readonly is: 'value' };

/** A subject on the record itself: derived fields are counted, of several times the latest up to now counts. */
export function readSubject(subject: Subject, place: Place): Field {
  const derived = place.frame.agreement.derived.find(
    ({ object, name }) => object === place.object && name === subject.field,
  );
  if (derived) return countDerived(derived, place, (where, at) => evaluateConditions({ when: where, unless: [] }, at));
  const field = place.field(subject.field);
  if (subject.type !== 'times' || field.is !== 'value') return field;
  const latest = latestUpTo(field.value, place.frame);
  return latest === null ? { is: 'empty' } : { is: 'value', value: latest, raw: field.raw };
}

function matches(match: Match, name: FieldName, field: Filled, place: Place): Truth {
  if (match.of === 'stages') return isStageAmong(match.values, field.value, place);
  return isAmong(match, name, field.value, place);
}

function isSame(a: Filled, other: Subject, place: Place): Truth {
  const b = readSubject({ ...other, step: null }, place);
  if (b.is !== 'value') return b.is === 'empty' ? false : b.is;
  return isSameValue(a.value, b.value, place);
}

function isSameValue(a: Value, b: Value, place: Place): Truth {
  if (typeof a === 'object' && 'ms' in a && typeof b === 'object' && 'ms' in b)
    return place.frame.calendar.day(a) === place.frame.calendar.day(b);
  if (typeof a === 'object' || typeof b === 'object') return JSON.stringify(a) === JSON.stringify(b);
  return fold(String(a)) === fold(String(b));
}

/** What a test says of a value; whoever asks has looked at the other three states. */
function testValue(test: FieldTest, name: FieldName, field: Filled, place: Place, team: string | null): Truth {
  switch (test.is) {
    case 'filled':
      return true;
    case 'one of':
      return matches(test.match, name, field, place);
    case 'same as':
      return isSame(field, test.other, place);
    case 'changed':
      return 'unknown';
    case 'more than':
    case 'less than':
    case 'at least':
    case 'at most':
    case 'between':
      return compareNumber(test, field.value, place);
    case 'contains':
    case 'starts with':
    case 'ends with':
    case 'matches':
    case 'in list':
      return testText(test, field.value);
    case 'stage before':
    case 'stage at or after':
    case 'lifecycle before':
    case 'lifecycle at or after':
      return testOrder(test, field.value, place);
    default:
      return typeof field.value === 'object' && 'ms' in field.value
        ? testTime(test, field.value, place.frame, team)
        : false;
  }
}

function testField(test: FieldTest, subject: Subject, place: Place, team: string | null): Truth {
  const field = readSubject(subject, place);
  switch (field.is) {
    case 'unknown':
      return 'unknown';
    case 'empty':
      return false;
    case 'invalid':
      return test.is === 'filled' ? true : 'invalid';
    case 'value':
      return testValue(test, subject.field, field, place, team);
  }
}

/** Over a step: true where it is for one linked record; false where none is linked, unknown where nobody tells. */
function overStep(step: ObjectType | null, place: Place, judge: (at: Place) => Truth): Truth {
  if (step === null) return judge(place);
  const related = place.related(step);
  return related === 'unknown' ? 'unknown' : some(related.map((one) => judge(placeOfRelated(one, step, place))));
}

function meets(name: string, place: Place): Truth {
  const definition = place.frame.definitions.get(name);
  const tests = definition?.tests[place.object];
  return tests ? evaluateConditions(tests, place, definition?.owner ?? null) : 'unknown';
}

/** How a record stands to a promise by its name; one that the agreement does not have is not known. */
export function standAt(name: string, place: Place): PromiseStand {
  const { frame } = place;
  const sla = frame.agreement.slas.find((one) => one.name === name);
  if (!sla) return { is: 'unknown', why: `there is no ${name}` };
  return standOf(sla, {
    object: place.object,
    source: place.source,
    now: frame.now,
    calendar: frame.calendar,
    field: (field) => place.field(field),
    workingTime: (team) => frame.workingTime(team),
  });
}

function evaluatePositive(condition: Condition, place: Place, team: string | null): Truth {
  switch (condition.is) {
    case 'sla': {
      const stand = standAt(condition.sla, place);
      if (stand.is === 'unknown') return 'unknown';
      return stand.is === 'running' && stand.clock.state === condition.state;
    }
    case 'meets':
      return overStep(condition.step, place, (at) => meets(condition.definition, at));
    default:
      return overStep(condition.subject.step, place, (at) => testField(condition, condition.subject, at, team));
  }
}

/**
 * The truth of a condition about a record (domain.md §7). Plain and slow: it explains, and the compiled form is held
 * to it by a property test. `team` is the one whose working time counts.
 */
export function evaluateCondition(condition: Condition, place: Place, team: string | null = null): Truth {
  const truth = evaluatePositive(condition, place, team);
  return condition.not ? negate(truth) : truth;
}

/** All of `when`, and none of `unless`. */
export function evaluateConditions(conditions: Conditions, place: Place, team: string | null = null): Truth {
  return every([
    ...conditions.when.map((condition) => evaluateCondition(condition, place, team)),
    ...conditions.unless.map((condition) => negate(evaluateCondition(condition, place, team))),
  ]);
}

/** Whether a record is looked at; what is not decided leaves it in. */
export function isInScope(scope: Conditions, place: Place): boolean {
  return evaluateConditions(scope, place) !== false;
}

function reasonsOf(
  condition: Condition,
  place: Place,
  team: string | null,
  label: (name: string) => string,
): readonly string[] {
  if (condition.is === 'sla') return [`how ${condition.sla} stands is not known`];
  if (condition.is === 'meets') {
    const inner =
      condition.step === null ? place.frame.definitions.get(condition.definition)?.tests[place.object] : null;
    const reasons = inner ? whyUndecided([...inner.when, ...inner.unless], place, team, label) : [];
    return reasons.length > 0 ? reasons : [`whether ${condition.definition} is met is not known`];
  }
  const { step, field } = condition.subject;
  if (step !== null) return [`${label(field)} of the linked ${step} is not known`];
  const held = fieldIn({ [field]: place.field(field) }, field);
  if (condition.is === 'changed') return [`earlier values of ${label(field)} are not known`];
  return [`${label(field)} is not known${held.is === 'unknown' ? `: ${held.why}` : ''}`];
}

/** Why conditions are not decided, one sentence part for each that is unknown. */
export function whyUndecided(
  conditions: readonly Condition[],
  place: Place,
  team: string | null,
  label: (name: string) => string,
): readonly string[] {
  const reasons = conditions
    .filter((condition) => evaluateCondition(condition, place, team) === 'unknown')
    .flatMap((condition) => reasonsOf(condition, place, team, label));
  return [...new Set(reasons)];
}
