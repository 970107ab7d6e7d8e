import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Agreement } from '../../src/model/agreement.ts';
import type { Condition } from '../../src/model/condition.ts';
import { agreementOf, head, load } from './kit/built-in.ts';

const isText = (field: string, ...written: string[]): Condition => ({
  is: 'one of',
  subject: { step: null, field, type: 'text' },
  match: { of: 'texts', values: { written, bySource: {} } },
  not: false,
});

/** What an agreement holds of the sections it leaves out. */
const unwritten: Partial<Agreement> = {
  reviewBefore: null,
  requireSignatures: [],
  calendars: [],
  teams: [],
  ownRules: [],
  derived: [],
  lists: {},
  definitions: [],
  lifecycle: [],
  slas: [],
  goals: [],
  schedule: { sync: null, score: null, sweep: null, digest: null },
  notify: [],
};

test('a whole agreement is resolved', () => {
  const agreement = agreementOf(`version: 1
agreement:
  name: Acme sales and marketing agreement
  timezone: Europe/Berlin
  currency: EUR
extends: recommended@1
crms:
  main_hubspot: {connector: hubspot, sync: [contacts, companies, leads, deals], look back: 10 minutes}
  salesforce_eu: {connector: salesforce, sync: [leads, contacts, accounts, opportunities]}
scope:
  contact: {unless: [email domain is acme.example, lifecycle stage is "Partner"]}
  deal: {when: pipeline is not Internal}
fields:
  contact.need:
    means: The problem the buyer told us they must solve
    type: text
    in: {main_hubspot: confirmed_need, salesforce_eu: [Lead.Confirmed_Need__c, Contact.Confirmed_Need__c]}
    owner: sales
  deal.loss reason:
    means: The main reason the buyer gave for saying no
    type: pick-list
    in: {main_hubspot: closed_lost_reason, salesforce_eu: Opportunity.Loss_Reason__c}
    allowed: [Price, Timing]
pipelines:
  New business:
    Qualification: {no_longer_than: 2 weeks}
    Proposal: {needs: [Amount, nextStep, loss reason], no_longer_than: 1 year}
rules:
  person/unreachable: high
  person/email-free-mail: off
  deal/close-date-past: {severity: high, grace: 3 days}
  deal/stage-aging: {weight: 7, warn after: 21 days, least_deals: 5, by: pipeline}
scoring:
  severity_points: {critical: 20}
  grades: {A: 95}
  health: {contact: {data: 50, stage: 50}, deal: {stage: 100}}
write_back:
  mode: preview
  field_prefix: acme
  fields: [flags, score]
  limit: 5,000 records per run
`);
  const { version, rules, ...rest } = agreement;
  expect(version.hash).toMatch(/^[0-9a-f]{12}$/);
  expect(rules).toEqual([
    { id: 'deal/close-date-past', severity: 'high', weight: null, options: { grace: { unit: 'day', count: 3 } } },
    { id: 'deal/next-step-missing', severity: 'medium', weight: null, options: {} },
    {
      id: 'deal/stage-aging',
      severity: 'high',
      weight: 7,
      options: { warnAfter: { unit: 'day', count: 21 }, leastDeals: 5, by: 'pipeline' },
    },
    { id: 'person/email-missing', severity: 'medium', weight: null, options: {} },
    { id: 'person/phone-invalid', severity: 'low', weight: null, options: {} },
    { id: 'person/unreachable', severity: 'high', weight: null, options: {} },
  ]);
  const need = { name: 'need', type: 'text', means: 'The problem the buyer told us they must solve', owner: 'sales' };
  expect(rest).toEqual({
    ...unwritten,
    name: 'Acme sales and marketing agreement',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    sources: [
      {
        name: 'main_hubspot',
        connector: 'hubspot',
        sync: ['contact', 'company', 'lead', 'deal'],
        config: { look_back: '10 minutes' },
      },
      { name: 'salesforce_eu', connector: 'salesforce', sync: ['lead', 'contact', 'company', 'deal'], config: {} },
    ],
    scope: {
      contact: {
        when: [],
        unless: [isText('emailDomain', 'acme.example'), isText('lifecycleStage', 'Partner')],
      },
      deal: { when: [{ ...isText('pipeline', 'Internal'), not: true }], unless: [] },
    },
    fields: [
      {
        ...need,
        object: 'contact',
        in: { main_hubspot: ['confirmed_need'], salesforce_eu: ['Contact.Confirmed_Need__c'] },
      },
      { ...need, object: 'lead', in: { salesforce_eu: ['Lead.Confirmed_Need__c'] } },
      {
        object: 'deal',
        name: 'lossReason',
        type: 'text',
        means: 'The main reason the buyer gave for saying no',
        in: { main_hubspot: ['closed_lost_reason'], salesforce_eu: ['Opportunity.Loss_Reason__c'] },
        allowed: ['Price', 'Timing'],
      },
    ],
    pipelines: {
      'New business': {
        Qualification: { needs: [], limit: { unit: 'day', count: 14 } },
        Proposal: { needs: ['amount', 'nextStep', 'lossReason'], limit: { unit: 'month', count: 12 } },
      },
    },
    scoring: {
      severityPoints: { critical: 20, high: 5, medium: 3, low: 1, info: 0 },
      criticalCapsScoreAt: 69,
      grades: { A: 95, B: 80, C: 70, D: 60 },
      health: {
        contact: { data: 50, stage: 50 },
        lead: { data: 60, stage: 40 },
        company: { data: 100, stage: 0 },
        deal: { data: 0, stage: 100 },
      },
    },
    writeBack: { mode: 'preview', fieldPrefix: 'acme', fields: ['score', 'flags'], limit: 5000 },
  });
});

test('strict holds the recommended rules and more; a rule that is only named is on as well', () => {
  const ids = (text: string): readonly string[] => agreementOf(text).rules.map((rule) => rule.id);
  const strict = ids(head.replace('recommended@1', 'strict@1'));
  expect(strict).toEqual(expect.arrayContaining([...ids(head), 'person/name-format']));
  expect(ids(head)).not.toContain('person/name-format');
  expect(ids(`${head}rules: {person/name-format: {}}`)).toContain('person/name-format');
});

test('without a rule nothing is judged, which is worth a warning', () => {
  const loaded = load(head.replace('extends: [recommended@1]', ''));
  expect('agreement' in loaded && loaded.agreement.rules).toEqual([]);
  expect(loaded.warnings.map((warning) => warning.code)).toEqual(['AGREEMENT_NO_RULES']);
  expect(load(head).warnings).toEqual([]);
});

test('a field that is written for leads too is not made from the columns of contacts', () => {
  const fields = `fields:
  contact.need: {means: x, type: text, in: {sf: [Lead.A__c, Contact.A__c]}}
  lead.Need: {means: y, type: number, in: {sf: B__c}}
`;
  const text = head.replace('  main: {', '  sf: {connector: salesforce, sync: [leads]}\n  main: {') + fields;
  expect(agreementOf(text).fields.map(({ object, name, in: columns }) => ({ object, name, columns }))).toEqual([
    { object: 'contact', name: 'need', columns: { sf: ['Contact.A__c'] } },
    { object: 'lead', name: 'Need', columns: { sf: ['B__c'] } },
  ]);
});

const words = fc.constantFrom(
  'version',
  'agreement',
  'crms',
  'rules',
  'scope',
  'fields',
  'pipelines',
  'scoring',
  'write_back',
  'extends',
  'when',
  'unless',
  'contact',
  'deal',
  'main',
  'connector',
  'hubspot',
  'sync',
  'contacts',
  'person/unreachable',
  'deal/stage-aging',
  'warn after',
  '21 days',
  'high',
  'off',
  'contact.need',
  'in',
  'type',
  'text',
  'grades',
  'A',
  '90',
  'country is DE',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ': ',
  ',',
  '\n',
  '\n  ',
  '\n    - ',
  '\t',
  '#',
  '&a',
  '*a',
  '!!',
  '|',
  '>',
  '?',
  '-',
  '\u0000',
  '\ufeff',
  '\ud800',
  '__proto__',
  '<<',
  '…',
);

/** Any text gives an agreement or at least one problem, whose place lies within the text. */
function judge(text: string): void {
  const loaded = load(text);
  if ('agreement' in loaded) return;
  expect(loaded.problems.length).toBeGreaterThan(0);
  const lines = text.split('\n');
  for (const { line, column, endLine } of loaded.problems) {
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(endLine).toBeGreaterThanOrEqual(line);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
  }
}

test('any text gives an agreement or problems', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), judge), { numRuns: 200 });
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (parts) => judge(parts.join(''))),
    { numRuns: 400 },
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (parts) => judge(head + parts.join(''))),
    { numRuns: 400 },
  );
});

test('any data under any known setting gives an agreement or problems', () => {
  const section = fc.constantFrom(
    'rules',
    'scope',
    'fields',
    ...['pipelines', 'scoring', 'write_back', 'crms', 'agreement', 'extends', 'calendars', 'teams', 'lists'],
    ...['definitions', 'lifecycle', 'slas', 'goals', 'schedule', 'notify'],
  );
  const key = fc.oneof(words, fc.string({ maxLength: 5 }));
  const { data } = fc.letrec((tie) => ({
    data: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('data'), { maxLength: 3 }),
      fc.dictionary(key, tie('data'), { maxKeys: 3 }),
    ),
  }));
  const property = fc.property(section, data, (name, value) => {
    const lines = head
      .split('\n')
      .filter((line) => !line.startsWith(name) && !(name === 'crms' && line.startsWith('  main')));
    judge(`${lines.join('\n')}${JSON.stringify(name)}: ${JSON.stringify(value)}\n`);
  });
  fc.assert(property, { numRuns: 500 });
});
