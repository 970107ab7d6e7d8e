import { describe, expect, test } from '@jest/globals';
import { createEngine } from '../../src/engine/engine.ts';
import type { RelatedRecords } from '../../src/engine/surroundings.ts';
import type { Catalog } from '../../src/model/connector.ts';
import { dictionary } from '../../src/model/dictionary.ts';
import { parseField } from '../../src/model/parse-field.ts';
import type { CrmRecord, Field, ObjectType } from '../../src/model/record.ts';
import { agreementOf } from './kit/agreement.ts';

const now = new Date('2026-03-29T22:30:00Z');

const words = `
fields:
  contact.visits: {means: Visits, type: number, in: {main: visits}}
  contact.opted in: {means: Opted in, type: yes/no, in: {main: opted}}
  contact.tags: {means: Tags, type: list, in: {main: tags}}
  deal.decision makers: {count: contacts, where: [buying role is Decision Maker]}
lists: {rivals: [rival.example, other.example]}
definitions:
  big: {means: Big, applies_to: company, when: [employees is at least 50], unless: [country is Nowhere]}
  warm: {means: Warm, applies_to: contact, when: [company meets big, last activity is in the last 90 days]}
`;

const own = [
  { name: 'visits', type: 'number' },
  { name: 'opted in', type: 'boolean' },
  { name: 'tags', type: 'list' },
] as const;

const catalog: Catalog = {
  fields: {
    contact: [
      {
        name: 'hs_seniority',
        label: 'Seniority',
        type: 'text',
        readOnly: false,
        canonical: ['seniority'],
        options: [{ value: 'vp_1', label: 'Vice President' }],
      },
    ],
  },
  owners: 'unknown',
  missing: {},
  links: [
    { from: 'contact', to: 'company' },
    { from: 'deal', to: 'contact' },
  ],
  pipelines: [
    {
      id: 'p',
      label: 'New business',
      stages: [
        { id: 'p1', label: 'Qualified', state: 'open' },
        { id: 'p2', label: 'Proposal', state: 'open' },
        { id: 'p3', label: 'Won', state: 'won' },
        { id: 'p4', label: 'Lost', state: 'lost' },
      ],
    },
  ],
};

/** Raw values; a Field stands for itself. */
type Values = Readonly<Record<string, unknown>>;

function isField(value: unknown): value is Field {
  return typeof value === 'object' && value !== null && 'is' in value;
}

function recordOf(object: ObjectType, values: Values, id = '1'): CrmRecord {
  const fields: Record<string, Field> = {};
  for (const { name, type } of [...dictionary[object], ...(object === 'contact' ? own : [])])
    if (name in values) fields[name] = isField(values[name]) ? values[name] : parseField(type, values[name]);
  return { ref: { source: 'main', object, id }, updatedAt: now, url: '', fields, health: {}, scoredAt: '' };
}

/** What a rule that checks one condition says of a record, in words; the reason too where it is unknown. */
function verdictOf(object: ObjectType, condition: string, values: Values, related: RelatedRecords = {}) {
  const agreement = agreementOf(`${words}
rules:
  ${object === 'contact' ? 'person' : object}/checked: {says: It holds, applies_to: ${object}, check: [${JSON.stringify(condition)}], severity: high, dimension: validity, fix: Mend it}
`);
  const synced = ['contact', 'company', 'deal'] as const;
  const engine = createEngine(agreement, [], now).forSource(catalog, synced);
  return engine.evaluate(recordOf(object, values), related)!.judgements[0]!.verdict;
}

const invalid: Field = { is: 'invalid', raw: {} };
const unknown: Field = { is: 'unknown', why: 'not permitted' };

describe('the four states of a field', () => {
  test.each<[string, string, string, string, string]>([
    // condition, " Germany ", empty, invalid, unknown
    ['country is filled', 'pass', 'fail', 'pass', 'unknown'],
    ['country is not filled', 'fail', 'pass', 'fail', 'unknown'],
    ['country is germany', 'pass', 'fail', 'not applicable', 'unknown'],
    ['country is not germany', 'fail', 'pass', 'not applicable', 'unknown'],
    ['country is one of Spain, GERMANY', 'pass', 'fail', 'not applicable', 'unknown'],
    ['country is not one of Spain, GERMANY', 'fail', 'pass', 'not applicable', 'unknown'],
    ['country contains MAN', 'pass', 'fail', 'not applicable', 'unknown'],
    ['country does not contain man', 'fail', 'pass', 'not applicable', 'unknown'],
    ['country starts with ger', 'pass', 'fail', 'not applicable', 'unknown'],
    ['country ends with ANY', 'pass', 'fail', 'not applicable', 'unknown'],
    ['country matches /^G/', 'pass', 'fail', 'not applicable', 'unknown'],
    ['country is not in list rivals', 'pass', 'pass', 'not applicable', 'unknown'],
    ['country differs from first name', 'pass', 'pass', 'not applicable', 'unknown'],
  ])('%s', (condition, ...expected) => {
    const found = [' Germany ', null, invalid, unknown].map(
      (country) => verdictOf('contact', condition, { country, firstName: 'Ann' }).is,
    );
    expect(found).toEqual(expected);
  });
});

test.each<[string, Values, string]>([
  ['visits is 5', { visits: '5.0' }, 'pass'],
  ['visits is more than 5', { visits: 5 }, 'fail'],
  ['visits is between 5 and 7', { visits: '7' }, 'pass'],
  ['visits is at most 4', { visits: 'many' }, 'not applicable'],
  ['opted in is yes', { 'opted in': 'true' }, 'pass'],
  ['opted in is no', { 'opted in': 'true' }, 'fail'],
  ['tags is VIP', { tags: 'a; vip' }, 'pass'],
  ['tags contains vi', { tags: 'a; vip' }, 'pass'],
  ['email domain is ACME.example', { email: ' Jo@x@Acme.Example ' }, 'pass'],
  ['email domain is in list rivals', { email: 'jo@RIVAL.example' }, 'pass'],
  ['email domain is not filled', { email: null }, 'pass'],
  ['email domain is acme.example', { email: 'acme.example' }, 'not applicable'],
  ['seniority is Vice President', { seniority: 'VP_1' }, 'pass'],
  ['seniority is vp_1', { seniority: 'vp_1' }, 'pass'],
  ['lifecycle is at or after mql', { lifecycle: 'customer' }, 'pass'],
  ['lifecycle is before mql', { lifecycle: 'recycled' }, 'fail'],
])('%s of %j', (condition, values, verdict) => {
  expect(verdictOf('contact', condition, values).is).toBe(verdict);
});

// Judged on 30 March 2026, 00:30 in Berlin, the night in which clocks have changed.
test.each<[string, unknown, string]>([
  ['created is in the last 1 day', '2026-03-28T23:00:00Z', 'pass'],
  ['created is in the last 1 day', '2026-03-28T22:59:59Z', 'fail'],
  ['created is older than 1 day', '2026-03-28', 'pass'],
  ['created is older than 1 month', '2026-02-28', 'pass'],
  ['created is older than 1 month', '2026-03-01', 'fail'],
  ['created is in the next 2 days', '2026-04-01T21:59:59Z', 'pass'],
  ['created is in the next 2 days', '2026-04-01T22:00:00Z', 'fail'],
  ['created is before today', '2026-03-29T21:59:59Z', 'pass'],
  ['created is before today', '2026-03-30', 'fail'],
  ['created is not before today', 'soon', 'not applicable'],
  ['created is after the end of this month', '2026-04-01', 'pass'],
  ['created is between 2026-03-01 and 2026-03-31', '2026-03-31T21:00:00Z', 'pass'],
  ['created is in the past', '2026-03-29T22:29:59.999Z', 'pass'],
  ['created is in the past', '2026-03-30', 'fail'],
  ['created is in the future', '2026-03-29T22:30:00.001Z', 'pass'],
  ['created is in the last 30 minutes', '2026-03-29T22:00:00Z', 'pass'],
  ['created is in the last 30 minutes', '2026-03-29T21:59:59.999Z', 'fail'],
  ['created is older than 1 business day', '2026-03-26', 'pass'],
  ['created is older than 1 business day', '2026-03-27', 'fail'],
])('%s of %s', (condition, createdAt, verdict) => {
  expect(verdictOf('contact', condition, { createdAt }).is).toBe(verdict);
});

test('of several times the latest that has come counts', () => {
  const values = { activityTimes: '2026-01-02;2026-03-20;2026-04-20' };
  expect(verdictOf('contact', 'last activity is in the last 15 days', values).is).toBe('pass');
  expect(verdictOf('contact', 'last activity is in the last 5 days', values).is).toBe('fail');
  expect(verdictOf('contact', 'last activity is filled', { activityTimes: '2026-04-20' }).is).toBe('fail');
});

test.each<[string, Values, string]>([
  ['stage is Proposal', { pipeline: 'p', stage: 'p2' }, 'pass'],
  ['stage is open', { pipeline: 'p', stage: 'p3' }, 'fail'],
  ['stage is at or after Proposal', { pipeline: 'p', stage: 'p3' }, 'pass'],
  ['stage is at or after Proposal', { pipeline: 'p', stage: 'p4' }, 'fail'],
  ['stage is before Proposal', { pipeline: 'p', stage: 'p1' }, 'pass'],
  ['stage is open', { pipeline: 'p', stage: 'elsewhere' }, 'unknown'],
  ['pipeline is New business', { pipeline: 'p' }, 'pass'],
  ['amount is at least 10k', { amount: '10000.00' }, 'pass'],
  ['amount is more than 10,000 USD', { amount: '20000' }, 'unknown'],
])('%s of %j', (condition, values, verdict) => {
  expect(verdictOf('deal', condition, values).is).toBe(verdict);
});

const company = (values: Values, id = '9') => recordOf('company', values, id);
const contact = (buyingRole: unknown, id: string) => recordOf('contact', { buyingRole }, id);

describe('linked records', () => {
  test.each<[string, readonly CrmRecord[], string]>([
    ['company country is DE', [company({ country: 'FR' }), company({ country: 'de' }, '8')], 'pass'],
    ['company country is DE', [company({ country: 'FR' })], 'fail'],
    ['company country is DE', [], 'fail'],
    ['company country is not DE', [], 'pass'],
    ['company country is DE', [company({ country: 'FR' }), company({}, '8')], 'unknown'],
    ['company meets big', [company({ employees: '50', country: 'DE' })], 'pass'],
    ['company meets big', [company({ employees: '50', country: 'Nowhere' })], 'fail'],
    ['company meets big', [company({ country: 'DE' })], 'unknown'],
    ['contact meets warm', [company({ employees: '50', country: 'DE' })], 'pass'],
    ['contact meets warm', [company({ employees: '5', country: 'DE' })], 'fail'],
  ])('%s (%#)', (condition, companies, verdict) => {
    expect(verdictOf('contact', condition, { activityTimes: '2026-03-20' }, { company: companies }).is).toBe(verdict);
  });

  test.each<[string, readonly CrmRecord[], string]>([
    ['decision makers is at least 1', [contact('Decision Maker', '1'), contact('User', '2')], 'pass'],
    ['decision makers is 0', [], 'pass'],
    ['decision makers is at least 1', [contact('Decision Maker', '1'), contact(unknown, '2')], 'unknown'],
  ])('%s (%#)', (condition, contacts, verdict) => {
    expect(verdictOf('deal', condition, {}, { contact: contacts }).is).toBe(verdict);
  });
});

test.each<[string, Values, string]>([
  ['country is DE', { country: unknown }, 'country is not known: not permitted'],
  ['country is DE', {}, 'country is not known: it is not synced'],
  ['contact meets warm', { activityTimes: unknown }, 'whether warm is met is not known'],
])('%s says why it is unknown', (condition, values, why) => {
  const verdict = verdictOf('contact', condition, values, { company: [] });
  expect(verdict.is === 'unknown' || condition === 'contact meets warm').toBe(true);
  if (verdict.is === 'unknown') expect(verdict.why).toBe(why);
});

describe('scope', () => {
  const yes = 'country is Germany';
  const no = 'country is Spain';
  const maybe = 'email is filled';

  test.each<[string, string[], string[], boolean]>([
    ['all of when', [yes, yes], [], true],
    ['not all of when', [yes, no], [], false],
    ['unknown when', [yes, maybe], [], true],
    ['a false one beside an unknown one', [maybe, no], [], false],
    ['none of unless', [], [no, no], true],
    ['one of unless', [], [no, yes], false],
    ['unknown unless', [], [maybe], true],
    ['a true one beside an unknown one', [], [maybe, yes], false],
  ])('%s', (_, when, unless, isIn) => {
    const agreement = agreementOf(
      `scope: {contact: ${JSON.stringify({ ...(when.length ? { when } : {}), ...(unless.length ? { unless } : {}) })}}`,
    );
    const engine = createEngine(agreement, [], now);
    const values = { country: ' Germany ' };
    expect(engine.evaluate('contact', values) !== null).toBe(isIn);
    expect(engine.evaluateRecord(recordOf('contact', { ...values, email: unknown })) !== null).toBe(isIn);
  });
});
