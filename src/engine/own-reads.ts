import type { Agreement } from '../model/agreement.ts';
import type { Condition, Subject } from '../model/condition.ts';
import { promiseFields } from '../model/promise-stand.ts';
import type { FieldName, ObjectType } from '../model/record.ts';
import type { RelatedRead } from '../model/rule.ts';
import { currencyField } from './money.ts';

/** Fields read of a record, and of records linked to it. */
interface Collected {
  readonly own: Set<FieldName>;
  readonly related: Map<ObjectType, Set<FieldName>>;
}

function noteField(field: FieldName, object: ObjectType, step: ObjectType | null, found: Collected): void {
  const known = step === null ? found.own : (found.related.get(step) ?? new Set<FieldName>());
  if (step !== null) found.related.set(step, known);
  known.add(field === 'emailDomain' ? 'email' : field);
  if ((step ?? object) === 'deal' && (field === 'stage' || field === 'amount'))
    for (const beside of ['pipeline', 'stage', currencyField]) known.add(beside);
}

function noteSubject(subject: Subject, object: ObjectType, agreement: Agreement, found: Collected): void {
  const derived = agreement.derived.find((field) => field.object === object && field.name === subject.field);
  if (!derived || subject.step !== null) {
    noteField(subject.field, object, subject.step, found);
    return;
  }
  if (!found.related.has(derived.count)) found.related.set(derived.count, new Set());
  for (const condition of derived.where) noteCondition(condition, object, derived.count, agreement, found);
}

function noteCondition(
  condition: Condition,
  object: ObjectType,
  step: ObjectType | null,
  agreement: Agreement,
  found: Collected,
): void {
  if (condition.is === 'sla') {
    if (step === null) for (const field of [...promiseFields, 'stage', 'pipeline']) found.own.add(field);
    return;
  }
  if (condition.is === 'meets') {
    const to = step ?? condition.step;
    const tests = agreement.definitions.find(({ name }) => name === condition.definition)?.tests[to ?? object];
    if (to !== null && !found.related.has(to)) found.related.set(to, new Set());
    for (const inner of tests ? [...tests.when, ...tests.unless] : [])
      noteCondition(inner, object, to, agreement, found);
    return;
  }
  const { subject } = condition;
  noteSubject({ ...subject, step: step ?? subject.step }, object, agreement, found);
  if (condition.is === 'same as')
    noteSubject({ ...condition.other, step: step ?? subject.step }, object, agreement, found);
}

/** What conditions about an object read, through definitions and derived fields. */
export function readsOfConditions(
  conditions: readonly Condition[],
  object: ObjectType,
  agreement: Agreement,
): { readonly own: ReadonlySet<FieldName>; readonly related: readonly RelatedRead[] } {
  const found: Collected = { own: new Set(), related: new Map() };
  for (const condition of conditions) noteCondition(condition, object, null, agreement, found);
  return {
    own: found.own,
    related: [...found.related].map(([to, fields]) => ({ object: to, fields: [...fields] })),
  };
}
