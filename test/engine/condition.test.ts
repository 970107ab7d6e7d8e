import { describe, expect, test } from '@jest/globals';
import { parseCondition } from '../../src/agreement/condition.ts';
import { vocabularyOf } from '../../src/agreement/vocabulary.ts';
import { evaluateCondition, isInScope, type Truth } from '../../src/engine/condition.ts';
import type { Condition, OwnField } from '../../src/model/agreement.ts';
import { parseField } from '../../src/model/parse-field.ts';
import type { CrmRecord, Field, FieldType } from '../../src/model/record.ts';

const own = (name: string, type: FieldType): OwnField => ({ object: 'contact', name, type, means: '', in: {} });
const contact = vocabularyOf('contact', [own('opted in', 'boolean'), own('tags', 'list'), own('visits', 'number')]);

function record(fields: Readonly<Record<string, Field>>): CrmRecord {
  return {
    ref: { source: 'main', object: 'contact', id: '1' },
    updatedAt: new Date(0),
    url: '',
    fields,
    health: {},
    scoredAt: '',
  };
}

function condition(text: string): Condition {
  const parsed = parseCondition(text, contact);
  if ('mistake' in parsed) throw new Error(parsed.mistake.message);
  return parsed.condition;
}

const value = parseField('text', ' Germany ');
const empty: Field = { is: 'empty' };
const invalid: Field = { is: 'invalid', raw: {} };
const unknown: Field = { is: 'unknown', why: 'not synced' };

describe('country', () => {
  test.each<[string, Truth, Truth, Truth, Truth]>([
    // condition, " Germany ", empty, invalid, unknown
    ['country is filled', true, false, true, 'unknown'],
    ['country is not filled', false, true, false, 'unknown'],
    ['country is germany', true, false, 'unknown', 'unknown'],
    ['country is not germany', false, true, 'unknown', 'unknown'],
    ['country is Spain', false, false, 'unknown', 'unknown'],
    ['country is not Spain', true, true, 'unknown', 'unknown'],
    ['country is one of Spain, GERMANY', true, false, 'unknown', 'unknown'],
    ['country is not one of Spain, GERMANY', false, true, 'unknown', 'unknown'],
    ['country contains MAN', true, false, 'unknown', 'unknown'],
    ['country does not contain man', false, true, 'unknown', 'unknown'],
    ['country starts with ger', true, false, 'unknown', 'unknown'],
    ['country does not start with ger', false, true, 'unknown', 'unknown'],
    ['country ends with ANY', true, false, 'unknown', 'unknown'],
    ['country ends with ger', false, false, 'unknown', 'unknown'],
  ])('%s', (text, ...expected) => {
    const truths = [value, empty, invalid, unknown].map((field) =>
      evaluateCondition(condition(text), record({ country: field })),
    );
    expect(truths).toEqual(expected);
  });
});

test.each<[string, string, Field, Truth]>([
  ['visits is 5', 'visits', parseField('number', '5.0'), true],
  ['visits is not one of 4, 5e0', 'visits', parseField('number', 5), false],
  ['opted in is yes', 'opted in', parseField('boolean', 'true'), true],
  ['opted in is no', 'opted in', parseField('boolean', 'true'), false],
  ['tags is VIP', 'tags', parseField('list', 'a; vip'), true],
  ['tags is not one of b, c', 'tags', parseField('list', 'a; vip'), true],
  ['tags contains vi', 'tags', parseField('list', 'a; vip'), true],
  ['email domain is ACME.example', 'email', parseField('text', ' Jo@x@Acme.Example '), true],
  ['email domain ends with .example', 'email', parseField('text', 'jo@acme.example'), true],
  ['email domain is not filled', 'email', empty, true],
  ['email domain is acme.example', 'email', parseField('text', 'acme.example'), 'unknown'],
  ['email domain is not acme.example', 'email', unknown, 'unknown'],
])('%s (%s)', (text, name, field, truth) => {
  expect(evaluateCondition(condition(text), record({ [name]: field }))).toBe(truth);
});

test('a field that the record does not carry is unknown', () => {
  expect(evaluateCondition(condition('country is filled'), record({}))).toBe('unknown');
});

describe('scope', () => {
  const yes = condition('country is Germany');
  const no = condition('country is Spain');
  const maybe = condition('email is filled');
  const here = record({ country: value, email: unknown });

  test.each<[string, Condition[], Condition[], boolean]>([
    ['nothing asked', [], [], true],
    ['all of when', [yes, yes], [], true],
    ['not all of when', [yes, no], [], false],
    ['unknown when', [yes, maybe], [], true],
    ['a false one beside an unknown one', [maybe, no], [], false],
    ['none of unless', [], [no, no], true],
    ['one of unless', [], [no, yes], false],
    ['unknown unless', [], [maybe], true],
    ['a true one beside an unknown one', [], [maybe, yes], false],
  ])('%s', (_, when, unless, inScope) => expect(isInScope({ when, unless }, here)).toBe(inScope));
});
