import fc from 'fast-check';
import type { Condition, FieldTest, Moment, StageValue, Subject } from '../../../src/model/condition.ts';
import type { Duration } from '../../../src/model/duration.ts';

/** Fields that trees and records of the property tests use, by type. */
const fields = {
  text: ['firstName', 'lifecycle', 'email', 'emailDomain'],
  number: ['visits', 'contacts'],
  time: ['createdAt', 'emailBouncedAt'],
  times: ['activityTimes'],
  boolean: ['opted in'],
  list: ['tags'],
} as const;

/** When the property tests judge: a time of day at which day and instant differ in the zone. */
export const judgedAt = new Date('2026-03-29T22:30:00Z');

const words = ['mql', 'sql', 'Lead', ' customer ', 'x', 'ÄÖ', 'İstanbul', 'acme.example', 'a.b', ''];
const times = [
  '2026-03-29',
  '2026-03-30',
  '2026-03-28T23:00:00Z',
  '2026-03-29T21:59:59.999Z',
  '2026-03-29T22:00:00Z',
  '2026-03-29T22:30:00Z',
  '2026-03-29T22:30:00.001Z',
  '2026-03-31',
  '2025-03-29T22:30:00+01:00',
  '2026-02-28',
  '0001-01-01',
  '9999-12-31T23:59:59Z',
  '1742214467116',
];

const raw = {
  text: fc.oneof(
    fc.constantFrom<unknown>(...words, 'jo@acme.example', 'jo@', null, undefined, 5, true, {}),
    fc.string(),
  ),
  number: fc.oneof(
    fc.constantFrom<unknown>('0', '10', '-3', '10.50', '1e2', 'ten', '', null, undefined, 10, ' 7 '),
    fc.integer().map(String),
  ),
  time: fc.constantFrom<unknown>(...times, ' 2026-03-29 ', 'soon', '', null, undefined, 1_742_214_467_116),
  times: fc.oneof(
    fc.array(fc.constantFrom(...times, 'x'), { maxLength: 4 }).map((list) => list.join(';')),
    fc.constantFrom<unknown>(null, undefined, 'never'),
  ),
  boolean: fc.constantFrom<unknown>('true', 'FALSE', 'yes', null, undefined, true),
  list: fc.constantFrom<unknown>('a; b', 'B;c', '', null, undefined),
};

/** Raw values of a contact, with every kind of dirt. */
export const anyProperties = fc.record({
  firstName: raw.text,
  lifecycle: raw.text,
  email: raw.text,
  visits: raw.number,
  createdAt: raw.time,
  emailBouncedAt: raw.time,
  activityTimes: raw.times,
  'opted in': raw.boolean,
  tags: raw.list,
}) as fc.Arbitrary<Readonly<Record<string, unknown>>>;

const texts = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 10 });
const duration: fc.Arbitrary<Duration> = fc.record({
  unit: fc.constantFrom('day', 'month', 'minute', 'business day', 'business minute'),
  count: fc.integer({ min: 0, max: 40 }),
}) as fc.Arbitrary<Duration>;
const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.constant<Moment>({ is: 'today' }),
  fc.constantFrom('month', 'quarter', 'year').map((span) => ({ is: 'end of', span }) as Moment),
  fc.integer({ min: 20_530, max: 20_550 }).map((day): Moment => ({ is: 'day', day })),
);
const amount = fc.record({
  value: fc.constantFrom(-3, 0, 7, 10, 10.5, 100),
  currency: fc.constantFrom(null, 'EUR', 'USD'),
});

const subjectOf = (type: keyof typeof fields): fc.Arbitrary<Subject> =>
  fc.constantFrom(...fields[type]).map((field) => ({ step: null, field, type }));

const textTest: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.constant<FieldTest>({ is: 'filled' }),
  texts.map((written): FieldTest => ({ is: 'one of', match: { of: 'texts', values: { written, bySource: {} } } })),
  fc.record({
    is: fc.constantFrom('contains' as const, 'starts with' as const, 'ends with' as const),
    text: fc.constantFrom('a', 'M', ' x'),
  }),
  fc.record({
    is: fc.constant('matches' as const),
    pattern: fc.constantFrom('^m', 'l$', '[a-c]+', '^.?$', 'ä', '\\bx'),
    ignoresCase: fc.boolean(),
  }),
  texts.map((values): FieldTest => ({ is: 'in list', list: 'l', values })),
  fc.record({
    is: fc.constantFrom('lifecycle before' as const, 'lifecycle at or after' as const),
    stage: fc.constantFrom('mql', 'customer', 'other'),
  }),
  subjectOf('text').map((other): FieldTest => ({ is: 'same as', other })),
  fc.constant<FieldTest>({ is: 'changed', from: null, to: null, within: null }),
);
const numberTest: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.constant<FieldTest>({ is: 'filled' }),
  fc.record({
    is: fc.constantFrom('more than' as const, 'less than' as const, 'at least' as const, 'at most' as const),
    amount,
  }),
  fc.record({ is: fc.constant('between' as const), from: amount, to: amount }),
  fc.array(amount, { maxLength: 2 }).map((values): FieldTest => ({ is: 'one of', match: { of: 'numbers', values } })),
);
const timeTest: fc.Arbitrary<FieldTest> = fc.oneof(
  fc.constant<FieldTest>({ is: 'filled' }),
  fc.record({ is: fc.constantFrom('in the last' as const, 'in the next' as const, 'older than' as const), duration }),
  fc.record({ is: fc.constantFrom('before' as const, 'after' as const), moment }),
  fc.record({ is: fc.constant('between days' as const), from: moment, to: moment }),
  fc.constantFrom<FieldTest>({ is: 'in the past' }, { is: 'in the future' }),
  fc.array(moment, { maxLength: 2 }).map((values): FieldTest => ({ is: 'one of', match: { of: 'moments', values } })),
);

const tested = (type: keyof typeof fields, test: fc.Arbitrary<FieldTest>): fc.Arbitrary<Condition> =>
  fc.tuple(subjectOf(type), test, fc.boolean()).map(([subject, rest, not]) => ({ ...rest, subject, not }) as Condition);

/** One condition about a contact, over every type of field; `big` is a definition of the kit's agreement. */
export const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: tested('text', textTest) },
  { weight: 2, arbitrary: tested('number', numberTest) },
  { weight: 4, arbitrary: tested('time', timeTest) },
  { weight: 2, arbitrary: tested('times', timeTest) },
  tested('boolean', fc.constant<FieldTest>({ is: 'one of', match: { of: 'yes/no', value: true } })),
  tested(
    'list',
    texts.map((written): FieldTest => ({ is: 'one of', match: { of: 'texts', values: { written, bySource: {} } } })),
  ),
  fc.boolean().map((not): Condition => ({ is: 'meets', step: null, definition: 'big', not })),
  fc.boolean().map((not): Condition => ({ is: 'sla', sla: 's', state: 'met', not })),
);

/** A condition about one time, or about several. */
export const anyTimeCondition: fc.Arbitrary<Condition> = fc.oneof(tested('time', timeTest), tested('times', timeTest));

/** A stage condition about a deal. */
export const anyStageCondition: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.oneof(
      fc
        .array(
          fc.oneof(
            fc.constantFrom('open', 'won', 'lost', 'closed').map((state) => ({ is: 'state', state }) as StageValue),
            fc
              .constantFrom('Proposal', 'won', 'p2', 'Nowhere')
              .map((stage): StageValue => ({ is: 'stage', pipeline: null, stage, bySource: {} })),
          ),
          { minLength: 1, maxLength: 2 },
        )
        .map((values): FieldTest => ({ is: 'one of', match: { of: 'stages', values } })),
      fc.record({
        is: fc.constantFrom('stage before' as const, 'stage at or after' as const),
        stage: fc.record({
          pipeline: fc.constantFrom(null, 'New'),
          stage: fc.constantFrom('Proposal', 'Won', 'Nowhere'),
          bySource: fc.constant({}),
        }),
      }),
    ),
    fc.boolean(),
  )
  .map(([test, not]) => ({ ...test, subject: { step: null, field: 'stage', type: 'text' }, not }) as Condition);
