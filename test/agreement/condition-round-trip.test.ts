import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCondition } from '../../src/agreement/condition.ts';
import { printCondition } from '../../src/agreement/print-condition.ts';
import type { Condition, FieldTest, Match, Subject } from '../../src/model/condition.ts';
import { contact, created, known, on, read, subject, texts, visits } from './kit/conditions.ts';

const phrase = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    fc.constantFrom(
      ...['is', 'or', 'one of', 'within 3 days', 'a, b', '"', '\\', '"a" b', 'not filled', 'empty', 'contains x'],
      ...['A to B', 'B in the last 3 days', 'today', '10,000', 'open', 'yes', 'the end of this month', 'and', '/x/'],
    ),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');
const number = fc
  .oneof(fc.integer({ min: -1_000_000, max: 10_000_000 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 }))
  .map((value) => Number(Number(value).toPrecision(15)))
  .filter((value) => !Object.is(value, -0));
type Amounts = fc.Arbitrary<{ readonly value: number; readonly currency: string | null }>;
const plain: Amounts = number.map((value) => ({ value, currency: null }));
const money: Amounts = fc.record({ value: number, currency: fc.constantFrom('EUR', 'USD', 'CHF') });
const duration = fc.record({
  unit: fc.constantFrom('day', 'month', 'minute', 'business minute', 'business day' as const),
  count: fc.nat(99_999),
});
const day = fc.integer({ min: -719_162, max: 2_932_896 }); // 0001-01-01 to 9999-12-31
const moment = fc.oneof(
  day.map((value) => ({ is: 'day' as const, day: value })),
  fc.constant({ is: 'today' as const }),
  fc
    .constantFrom('month' as const, 'quarter' as const, 'year' as const)
    .map((span) => ({ is: 'end of' as const, span })),
);
const textMatch = fc.uniqueArray(phrase, { minLength: 1, maxLength: 4 }).map((values) => texts(...values));
const stageName = fc.record({
  pipeline: fc.option(phrase.filter((text) => !text.includes(': '))),
  stage: phrase.filter((text) => !text.includes(': ')),
  bySource: fc.constant({}),
});
const stageValue = fc.oneof(
  stageName.map((name) => ({ is: 'stage' as const, ...name })),
  fc
    .constantFrom('open' as const, 'won' as const, 'lost' as const, 'closed' as const)
    .map((state) => ({ is: 'state' as const, state })),
);

const textSubject = fc.constantFrom(
  ...['country', 'emailDomain', 'country code', 'who is it', 'jobTitle'].map((field) => subject(field)),
  ...['country', 'domain'].map((field) => subject(field, 'text', 'company')),
);
const changes = (one: Match, two: Match): readonly FieldTest[] => [
  { is: 'changed', from: one, to: two, within: null },
  { is: 'changed', from: null, to: two, within: { unit: 'day', count: 3 } },
  { is: 'changed', from: one, to: null, within: { unit: 'minute', count: 90 } },
];
const single = phrase.map((value) => texts(value));
const textTest: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.constant({ is: 'filled' as const }),
  textMatch.map((match) => ({ is: 'one of' as const, match })),
  fc.record({ is: fc.constantFrom('contains' as const, 'starts with' as const, 'ends with' as const), text: phrase }),
  fc.record({
    is: fc.constant('matches' as const),
    pattern: fc.constantFrom('a/b', '^x$', '"', 'is not, a', '\\d+\\/', ' ', 'i/', '[/]i'),
    ignoresCase: fc.boolean(),
  }),
  fc.constant({ is: 'in list' as const, list: 'competitors', values: known.lists.get('competitors')! }),
  textSubject.map((other) => ({ is: 'same as' as const, other })),
  fc.tuple(single, single, fc.nat(2)).map(([one, two, which]) => changes(one, two)[which]!),
);
const numberTest = (of: Amounts): fc.Arbitrary<FieldTest> =>
  fc.oneof(
    fc
      .array(of, { minLength: 1, maxLength: 3 })
      .map((values) => ({ is: 'one of' as const, match: { of: 'numbers' as const, values } })),
    fc.record({
      is: fc.constantFrom('more than' as const, 'less than' as const, 'at least' as const, 'at most' as const),
      amount: of,
    }),
    fc
      .tuple(of, of)
      .map(([a, b]) => (a.value <= b.value ? ([a, b] as const) : ([b, a] as const)))
      .map(([from, to]) => ({ is: 'between' as const, from, to })),
  ) as fc.Arbitrary<FieldTest>;
const timeTest: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.record({ is: fc.constantFrom('in the last' as const, 'in the next' as const, 'older than' as const), duration }),
  fc.record({ is: fc.constantFrom('before' as const, 'after' as const), moment }),
  fc.constantFrom({ is: 'in the past' as const }, { is: 'in the future' as const }),
  fc
    .array(moment, { minLength: 1, maxLength: 3 })
    .map((values) => ({ is: 'one of' as const, match: { of: 'moments' as const, values } })),
  fc
    .tuple(moment, moment)
    .filter(([from, to]) => !(from.is === 'day' && to.is === 'day' && from.day > to.day))
    .map(([from, to]) => ({ is: 'between days' as const, from, to })),
) as fc.Arbitrary<FieldTest>;
const stageTest: fc.Arbitrary<FieldTest> = fc.oneof(
  fc
    .array(stageValue, { minLength: 1, maxLength: 3 })
    .map((values) => ({ is: 'one of' as const, match: { of: 'stages' as const, values } })),
  fc.record({ is: fc.constantFrom('stage before' as const, 'stage at or after' as const), stage: stageName }),
);
const about = (who: fc.Arbitrary<Subject>, what: fc.Arbitrary<FieldTest>): fc.Arbitrary<Condition> =>
  fc.tuple(who, what, fc.boolean()).map(([one, is, not]) => on(one, is, not));
const times = fc.constantFrom(created, subject('activityTimes', 'times'), subject('closeDate', 'time', 'deal'));

const ofContact: fc.Arbitrary<Condition> = fc.oneof(
  about(textSubject, textTest),
  about(fc.constant(visits), numberTest(plain)),
  about(fc.constant(subject('amount', 'number', 'deal')), numberTest(money)),
  about(times, timeTest),
  about(fc.constant(subject('stage', 'text', 'deal')), stageTest),
  fc.record({
    is: fc.constant('meets' as const),
    step: fc.constant('company' as const),
    definition: fc.constant('ideal_customer'),
    not: fc.boolean(),
  }),
  fc.record({
    is: fc.constant('sla' as const),
    sla: fc.constant('first_response'),
    state: fc.constantFrom('met' as const, 'pending' as const, 'at risk' as const, 'breached' as const),
    not: fc.boolean(),
  }),
);

test('what is printed reads back as the same condition', () => {
  fc.assert(
    fc.property(ofContact, (given) => expect(read(printCondition(given, contact))).toEqual(given)),
    { numRuns: 2000 },
  );
});

test('what is read prints as people write it, without needless quotes', () => {
  for (const text of [
    'country is not one of DE, AT',
    'job title is VP of Sales',
    'country is "within"',
    'email does not contain @x',
    'created is in the last 90 days',
    'created is not older than 12 months',
    'company country differs from country',
    'country has not changed from DE to AT in the last 7 days',
    'company does not meet ideal_customer',
    'first_response is at risk',
    'deal amount is at least 10000',
    'deal stage is one of Partners: Proposal, open',
    'deal close date is before the end of this month',
  ])
    expect(printCondition(read(text), contact)).toBe(text);
});

test('any text is a condition or a mistake within it', () => {
  const word = fc.constantFrom(
    ...['country', 'is', 'not', 'one', 'of', 'contains', 'does', '"', ',', ' ', '  ', 'DE', 'in the last', '\n', '\\'],
    ...['x', 'deal', 'stage', 'amount', 'created', 'between', 'and', '5', '10,000 EUR', 'has changed', 'from', 'to'],
    ...[
      'meets',
      'mql',
      'company',
      'first_response',
      'at risk',
      'matches',
      '/(a/',
      '/a+/i',
      'before',
      'today',
      'at or after',
    ],
    ...[
      'differs from',
      'the same as',
      '3 business days',
      'in list',
      'competitors',
      'filled',
      'yes',
      'the end of this year',
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  );
  const property = fc.property(text, (given) => {
    const parsed = parseCondition(given, contact);
    if ('condition' in parsed) {
      expect(read(printCondition(parsed.condition, contact))).toEqual(parsed.condition);
      return;
    }
    expect(parsed.mistake.start).toBeLessThanOrEqual(given.length);
    expect(parsed.mistake.message).not.toBe('');
  });
  fc.assert(property, { numRuns: 3000 });
});
