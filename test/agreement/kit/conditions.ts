import { parseCondition } from '../../../src/agreement/condition.ts';
import { nothingKnown, type Vocabulary, vocabularyOf } from '../../../src/agreement/vocabulary.ts';
import type { DerivedField, OwnField } from '../../../src/model/agreement.ts';
import type { Condition, FieldTest, Match, Subject } from '../../../src/model/condition.ts';
import type { FieldType, ObjectType } from '../../../src/model/record.ts';

const own = (object: ObjectType, name: string, type: FieldType, allowed?: readonly string[]): OwnField => ({
  object,
  name,
  type,
  means: '',
  in: {},
  ...(allowed ? { allowed } : {}),
});
const fields = [
  own('contact', 'country code', 'text'),
  own('contact', 'who is it', 'text'),
  own('contact', 'opted in', 'boolean'),
  own('contact', 'tags', 'list'),
  own('contact', 'visits', 'number'),
  own('contact', 'reason', 'text', ['Price', 'No decision', 'Rock, paper']),
  own('deal', 'budget', 'number'),
];
const derived: readonly DerivedField[] = [{ object: 'deal', name: 'decision makers', count: 'contact', where: [] }];
export const known = {
  ...nothingKnown,
  lists: new Map([['competitors', ['rival.example', 'other.example']]]),
  definitions: new Map<string, readonly ObjectType[]>([
    ['ideal_customer', ['company']],
    ['mql', ['contact', 'lead']],
  ]),
  slas: ['first_response'],
};
export const contact = vocabularyOf('contact', fields, derived, known);
export const deal = vocabularyOf('deal', fields, derived, known);

export function read(text: string, vocabulary: Vocabulary = contact): Condition {
  const parsed = parseCondition(text, vocabulary);
  if ('mistake' in parsed) throw new Error(parsed.mistake.message);
  return parsed.condition;
}

export const subject = (field: string, type: FieldType = 'text', step: ObjectType | null = null): Subject => ({
  step,
  field,
  type,
});
export const texts = (...written: string[]): Match => ({ of: 'texts', values: { written, bySource: {} } });
export const on = (about: Subject, is: FieldTest, not = false): Condition => ({ ...is, subject: about, not });
export const oneOf = (field: string, values: readonly string[], not = false): Condition =>
  on(subject(field), { is: 'one of', match: texts(...values) }, not);
export const numbers = (...values: number[]): Match => ({
  of: 'numbers',
  values: values.map((value) => ({ value, currency: null })),
});
export const eur = (value: number) => ({ value, currency: 'EUR' });
export const stage = (name: string, pipeline: string | null = null) => ({ pipeline, stage: name, bySource: {} });
export const country = subject('country');
export const email = subject('email');
export const created = subject('createdAt', 'time');
export const visits = subject('visits', 'number');
export const amount = subject('amount', 'number');
export const dealStage = subject('stage');
