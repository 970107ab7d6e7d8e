import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import peggy from 'peggy';
import { parseCondition } from '../../src/agreement/condition.ts';
import { printCondition } from '../../src/agreement/print-condition.ts';
import { type Vocabulary, vocabularyOf } from '../../src/agreement/vocabulary.ts';
import type { Condition, OwnField } from '../../src/model/agreement.ts';
import type { FieldType } from '../../src/model/record.ts';

const own = (name: string, type: FieldType, allowed?: readonly string[]): OwnField => ({
  object: 'contact',
  name,
  type,
  means: '',
  in: {},
  ...(allowed ? { allowed } : {}),
});
const contact = vocabularyOf('contact', [
  own('country code', 'text'),
  own('who is it', 'text'),
  own('opted in', 'boolean'),
  own('tags', 'list'),
  own('visits', 'number'),
  own('reason', 'text', ['Price', 'No decision', 'Rock, paper']),
]);

function read(text: string, vocabulary: Vocabulary = contact): Condition {
  const parsed = parseCondition(text, vocabulary);
  if ('mistake' in parsed) throw new Error(parsed.mistake.message);
  return parsed.condition;
}

const oneOf = (field: string, values: readonly string[], not = false): Condition => ({
  is: 'one of',
  field,
  values,
  not,
});

test.each<[string, Condition]>([
  ['country is filled', { is: 'filled', field: 'country', not: false }],
  ['country is not filled', { is: 'filled', field: 'country', not: true }],
  ['country not is filled', { is: 'filled', field: 'country', not: true }],
  ['country not is not filled', { is: 'filled', field: 'country', not: false }],
  ['  COUNTRY   Is  DE ', oneOf('country', ['DE'])],
  ['country is not DE', oneOf('country', ['DE'], true)],
  ['country code is DE', oneOf('country code', ['DE'])],
  ['job title is VP of Sales and Marketing', oneOf('jobTitle', ['VP of Sales and Marketing'])],
  ['jobTitle is CEO', oneOf('jobTitle', ['CEO'])],
  ['country is one of DE, AT ,CH', oneOf('country', ['DE', 'AT', 'CH'])],
  ['country is not one of DE, "A, B", DE', oneOf('country', ['DE', 'A, B'], true)],
  ['country is "one of"', oneOf('country', ['one of'])],
  ['country is "filled"', oneOf('country', ['filled'])],
  ['country is "say \\"hi\\" \\\\ x"', oneOf('country', ['say "hi" \\ x'])],
  ['country is AT', oneOf('country', ['AT'])],
  ['country is not IN', oneOf('country', ['IN'], true)],
  ['country is one of IS, OR, IN', oneOf('country', ['IS', 'OR', 'IN'])],
  ['country is Atlantis', oneOf('country', ['Atlantis'])],
  ['country is inland', oneOf('country', ['inland'])],
  ['email domain is acme.example', oneOf('emailDomain', ['acme.example'])],
  ['email domain ends with .example', { is: 'ends with', field: 'emailDomain', text: '.example', not: false }],
  ['email contains @acme', { is: 'contains', field: 'email', text: '@acme', not: false }],
  ['email does not contain @acme', { is: 'contains', field: 'email', text: '@acme', not: true }],
  ['email not contains @acme', { is: 'contains', field: 'email', text: '@acme', not: true }],
  ['email does not start with a', { is: 'starts with', field: 'email', text: 'a', not: true }],
  ['email not ends with "is"', { is: 'ends with', field: 'email', text: 'is', not: true }],
  ['"who is it" is me', oneOf('who is it', ['me'])],
  ['who is it is me', oneOf('who is it', ['me'])],
  ['opted in is yes', oneOf('opted in', ['yes'])],
  ['visits is one of 1, 2.5', oneOf('visits', ['1', '2.5'])],
  ['tags contains vip', { is: 'contains', field: 'tags', text: 'vip', not: false }],
  ['reason is no DECISION', oneOf('reason', ['No decision'])],
  ['last activity is not filled', { is: 'filled', field: 'activityTimes', not: true }],
])('%s', (text, condition) => expect(read(text)).toEqual(condition));

describe('a mistake points at its word', () => {
  test.each<[string, string, string]>([
    ['cuntry is DE', 'cuntry', 'contact has no field "cuntry". Did you mean "country"? Add new ones under fields'],
    [
      'country codes is DE',
      'country codes',
      'contact has no field "country codes". Did you mean "country code"? Add new ones under fields',
    ],
    ['AT', 'AT', '"AT" is not a condition. If it belongs to the line above, put that line in quotes'],
    ['', '', 'Expected a field at the beginning'],
    ['is DE', 'i', 'Expected a field at the beginning'],
    ['country', 'country', 'Expected is, is one of, is filled after "country"'],
    ['country is', '', 'Expected a value after "is"'],
    ['country is ""', '""', 'Expected a value between the quotes; for an empty field write "is not filled"'],
    ['country is one of DE,', '', 'Expected a value after "is one of"'],
    ['country is one of', '', 'Expected a value after "is one of"'],
    [
      'country is DE, AT',
      'DE, AT',
      'Several values: write "is one of", or put a value that contains a comma in quotes',
    ],
    ['country is "DE', '"DE', 'The quote is not closed; end the value with "'],
    [
      'country is "DE" x',
      ' x',
      'Expected nothing after the closing quote; a second condition is a list item of its own',
    ],
    ['country is filled in', 'in', 'Expected nothing more after "is filled"'],
    [
      'country is DE or AT',
      'or',
      '"or" within a value: put the value in quotes; a second condition is a list item of its own',
    ],
    [
      'country is DE and email is x',
      'is',
      '"is" within a value: put the value in quotes; a second condition is a list item of its own',
    ],
    ['country is empty', 'empty', '"empty" is not a value. Did you mean "is not filled"? Quote it if it is one'],
    [
      'country is DE OR AT',
      'OR',
      '"OR" within a value: put the value in quotes; a second condition is a list item of its own',
    ],
    ['country is the best', 'the', '"the" is not a value. Quote it if it is one'],
    [
      'created is within 3 weeks',
      'within',
      '"within" is not a value. Did you mean "is in the last 3 weeks"? Quote it if it is one',
    ],
    ['country is between A and B', 'is between', 'country is text; use is, is one of, is filled, not "is between"'],
    ['created is 2024-01-01', 'is', 'created is a date; use is filled, not "is"'],
    ['created is in the last', 'is in the last', 'Expected a duration after "in the last", such as 90 days'],
    ['visits is many', 'many', 'visits is a number; "many" is none'],
    ['visits starts with 1', 'starts with', 'visits is a number; use is, is one of, is filled, not "starts with"'],
    ['opted in is maybe', 'maybe', 'opted in is yes or no; use is yes, is no, is filled, not "is maybe"'],
    ['email contains a, b', 'b', '"contains" takes one text; put a text that contains a comma in quotes'],
    ['reason is Prize', 'Prize', 'reason has no value "Prize". It has: Price, No decision, Rock, paper'],
    ['country matches /x/', 'matches', 'This version does not read "matches" yet; use is, is one of, is filled'],
    ['deal amount is 5', 'deal amount', 'This version does not read fields of related records ("deal amount") yet'],
  ])('%s', (text, word, message) => {
    const parsed = parseCondition(text, contact);
    expect(parsed).toHaveProperty('mistake.message', message);
    if ('mistake' in parsed) expect(text.slice(parsed.mistake.start, parsed.mistake.end)).toBe(word);
  });
});

const phrase = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    fc.constantFrom(
      'is',
      'or',
      'one of',
      'within 3 days',
      'a, b',
      '"',
      '\\',
      '"a" b',
      'not filled',
      'empty',
      'contains x',
    ),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');
const textField = fc.constantFrom('country', 'emailDomain', 'country code', 'who is it', 'jobTitle');
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    is: fc.constant('filled' as const),
    field: fc.constantFrom('createdAt', 'visits', 'opted in', 'who is it'),
    not: fc.boolean(),
  }),
  fc.record({
    is: fc.constant('one of' as const),
    field: textField,
    values: fc.uniqueArray(phrase, { minLength: 1, maxLength: 4 }),
    not: fc.boolean(),
  }),
  fc.record({
    is: fc.constantFrom('contains' as const, 'starts with' as const, 'ends with' as const),
    field: textField,
    text: phrase,
    not: fc.boolean(),
  }),
);

test('what is printed reads back as the same condition', () => {
  fc.assert(
    fc.property(condition, (given) => expect(read(printCondition(given, contact))).toEqual(given)),
    { numRuns: 1000 },
  );
});

test('what is read prints as people write it, without needless quotes', () => {
  expect(printCondition(oneOf('country', ['DE', 'AT'], true), contact)).toBe('country is not one of DE, AT');
  expect(printCondition(oneOf('jobTitle', ['VP of Sales']), contact)).toBe('job title is VP of Sales');
  expect(printCondition(oneOf('country', ['within']), contact)).toBe('country is "within"');
  expect(printCondition({ is: 'contains', field: 'email', text: '@x', not: true }, contact)).toBe(
    'email does not contain @x',
  );
});

test('any text is a condition or a mistake within it', () => {
  const word = fc.constantFrom(
    'country',
    'is',
    'not',
    'one',
    'of',
    'contains',
    'does',
    '"',
    ',',
    ' ',
    '  ',
    'DE',
    'in the last',
    '\n',
    '\\',
    'x',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  );
  const property = fc.property(text, (given) => {
    const parsed = parseCondition(given, contact);
    if ('condition' in parsed) return;
    expect(parsed.mistake.start).toBeLessThanOrEqual(given.length);
    expect(parsed.mistake.message).not.toBe('');
  });
  fc.assert(property, { numRuns: 2000 });
});

test('the committed parser is what the grammar gives; `npm run build:grammar` makes it again', () => {
  const grammar = 'src/agreement/grammar/condition.peggy';
  const source = peggy.generate(readFileSync(grammar, 'utf8'), {
    output: 'source',
    format: 'es',
    grammarSource: grammar,
  });
  expect(readFileSync('src/agreement/generated/condition-parser.ts', 'utf8')).toBe(source);
});
