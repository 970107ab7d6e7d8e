import { expect, test } from '@jest/globals';
import { dictionary } from '../../src/model/dictionary.ts';
import { type ObjectType, objectTypes } from '../../src/model/record.ts';
import type { Row } from './answers.ts';
import type { ChildFacts } from './children.ts';
import { FactBuilder } from './children.ts';
import { healthField } from './health-fields.ts';
import { createMapping, type OrgFacts, origins, toFields } from './mapping.ts';

const env = { source: 'main', ownFields: [], fieldPrefix: 'hygiene' };
const noFacts: ChildFacts = { stageEnteredAt: null, times: [], contacts: [] };

/** An org that shows every field of the tables. */
function orgWith(parts: Partial<OrgFacts> = {}, ...hidden: readonly string[]): OrgFacts {
  const names = Object.values(origins).flatMap((table) =>
    Object.values(table).flatMap((origin) => (typeof origin === 'string' ? [origin] : Object.values(origin))),
  );
  const system = [
    'Id',
    'SystemModstamp',
    'IsConverted',
    'RecordTypeId',
    'LastStageChangeDate',
    'CreatedDate',
    'Status',
  ];
  const available = new Set(
    [...names, ...system, 'LastActivityDate', 'Hygiene_Score__c', 'Hygiene_Flags__c'].map(String),
  );
  for (const name of hidden) available.delete(name);
  const facts = { recordTypes: new Map([['012000000000001AAA', 'Renewal']]), convertedStatuses: new Set(['Won over']) };
  return { available, hasHistory: true, ...facts, ...parts };
}

function field(object: ObjectType, name: string, row: Row, facts: ChildFacts = noFacts, org = orgWith()) {
  const record = createMapping(object, org, env).toRecord({ Id: '1', ...row }, facts, '');
  return record.fields[name]!;
}

function readValue(object: ObjectType, name: string, row: Row, facts?: ChildFacts, org?: OrgFacts) {
  const found = field(object, name, row, facts, org);
  return found.is === 'value' ? found.value : found.is;
}

test.each(objectTypes)('a record of %s has every field of the dictionary', (object) => {
  const record = createMapping(object, orgWith(), env).toRecord({ Id: '1' }, noFacts, '');
  expect(Object.keys(record.fields).sort()).toEqual(dictionary[object].map(({ name }) => name).sort());
});

test.each([
  ['New', 'lead'],
  ['Open - Not Contacted', 'lead'],
  ['Working - Contacted', 'working'],
  ['Qualified', 'sql'],
  ['Won over', 'sql'],
  ['Nurturing', 'recycled'],
  ['Closed - Not Converted', 'disqualified'],
  ['Parked', 'unknown'],
])('lead status %s means %s', (Status, wanted) => {
  expect(readValue('lead', 'lifecycle', { Status })).toBe(wanted);
  expect(readValue('lead', 'lifecycleStage', { Status })).toBe(Status);
});

test.each([true, 'true'])('a converted lead is an SQL whatever its status (IsConverted %p)', (IsConverted) => {
  expect(readValue('lead', 'lifecycle', { Status: 'Parked', IsConverted })).toBe('sql');
});

test('what Salesforce does not keep is unknown, with the reason', () => {
  expect(field('contact', 'lifecycle', {})).toEqual({ is: 'unknown', why: expect.stringContaining('no lifecycle') });
  expect(field('company', 'lifecycle', {}).is).toBe('unknown');
  expect(field('deal', 'nextStepChangedAt', {}).is).toBe('unknown');
});

test('a hidden field is unknown and not asked for; the others are', () => {
  const mapping = createMapping('lead', orgWith({}, 'Email'), env);
  expect(mapping.fields).not.toContain('Email');
  expect(mapping.fields).toEqual(
    expect.arrayContaining(['Id', 'SystemModstamp', 'Phone', 'Status', 'Hygiene_Score__c']),
  );
  expect(mapping.fields).not.toContain('Hygiene_Grade__c');
  expect(mapping.missing.email).toContain('Lead.Email');
  expect(mapping.toRecord({ Id: '1' }, null, '').fields.email).toMatchObject({ is: 'unknown' });
});

test('an own field is read from the first column that the org shows', () => {
  const ownFields = ['Gone__c', 'Region__c', 'Area__c'].map((column) => {
    return { object: 'lead', name: 'region', type: 'text', column } as const;
  });
  const org = orgWith();
  const available = new Set([...org.available, 'Region__c', 'Area__c']);
  const mapping = createMapping('lead', { ...org, available }, { ...env, ownFields });
  const record = mapping.toRecord({ Id: '1', Region__c: 'North', Area__c: 'South' }, null, '');
  expect(record.fields.region).toMatchObject({ is: 'value', value: 'North' });
});

test('the pipeline is the record type, or the default one', () => {
  expect(readValue('deal', 'pipeline', { RecordTypeId: '012000000000001AAA' })).toBe('Renewal');
  expect(readValue('deal', 'pipeline', { RecordTypeId: '012000000000000AAA' })).toBe('default');
  expect(readValue('deal', 'pipeline', { RecordTypeId: null })).toBe('default');
});

const [created, moved, entered] = [
  '2026-01-01T00:00:00.000+0000',
  '2026-02-02T00:00:00.000+0000',
  '2026-03-03T00:00:00.000Z',
];

test.each<[string, Row, ChildFacts, string]>([
  [
    'its history',
    { CreatedDate: created, LastStageChangeDate: moved },
    { ...noFacts, stageEnteredAt: entered },
    entered,
  ],
  ['the org’s own date', { CreatedDate: created, LastStageChangeDate: moved }, noFacts, moved],
  ['its creation where it never moved', { CreatedDate: created, LastStageChangeDate: null }, noFacts, created],
])('the time a deal entered its stage comes from %s', (_name, row, facts, wanted) => {
  expect(readValue('deal', 'stageEnteredAt', row, facts)).toEqual({
    ms: Date.parse(wanted.replace('+0000', 'Z')),
    precision: 'instant',
  });
});

test('without history and stage date the time in stage is unknown, not the creation', () => {
  const org = orgWith({ hasHistory: false }, 'LastStageChangeDate');
  expect(field('deal', 'stageEnteredAt', { CreatedDate: created }, noFacts, org).is).toBe('unknown');
});

test('only rows in which the stage changed count as entering it', () => {
  const builder = new FactBuilder();
  const rows = [
    ['Prospecting', '2026-01-01T00:00:00.000Z'],
    ['Proposal', '2026-01-05T00:00:00.000Z'],
    ['Proposal', '2026-01-09T00:00:00.000Z'],
  ];
  for (const [StageName, CreatedDate] of rows) builder.add('OpportunityHistory', { StageName, CreatedDate }, 0);
  expect(builder.facts().stageEnteredAt).toBe('2026-01-05T00:00:00.000Z');
});

test('activity is the org’s own date, the latest closed task, the latest event and the booked ones', () => {
  const builder = new FactBuilder();
  const now = Date.parse('2026-06-01T00:00:00Z');
  builder.add('Task', { CompletedDateTime: '2026-05-01T10:00:00.000+0000', ActivityDate: '2026-04-30' }, now);
  builder.add('Task', { CompletedDateTime: null, ActivityDate: '2026-05-20' }, now);
  builder.add('Task', { CompletedDateTime: '2026-02-01T10:00:00.000+0000' }, now);
  builder.add('Event', { StartDateTime: '2026-03-01T10:00:00.000+0000' }, now);
  builder.add('Event', { StartDateTime: '2026-07-01T10:00:00.000+0000' }, now);
  expect(readValue('contact', 'activityTimes', { LastActivityDate: '2026-05-10' }, builder.facts())).toEqual([
    { ms: Date.parse('2026-05-10T00:00:00Z'), precision: 'day' },
    { ms: Date.parse('2026-03-01T10:00:00Z'), precision: 'instant' },
    { ms: Date.parse('2026-05-20T00:00:00Z'), precision: 'day' },
    { ms: Date.parse('2026-07-01T10:00:00Z'), precision: 'instant' },
  ]);
});

test('rows of JSON and of CSV give the same record', () => {
  const json = { Id: '1', Amount: 1200.5, CloseDate: '2026-01-01', CreatedDate: created, SystemModstamp: moved };
  const csv = {
    ...json,
    Amount: '1200.5',
    CreatedDate: created.replace('+0000', 'Z'),
    SystemModstamp: moved.replace('+0000', 'Z'),
  };
  for (const name of ['amount', 'closeDate', 'createdAt', 'activityTimes'])
    expect(readValue('deal', name, csv)).toEqual(readValue('deal', name, json));
});

test.each([
  ['hygiene', 'Hygiene_Stage_Health__c'],
  ['crm_hygiene', 'Crm_Hygiene_Stage_Health__c'],
])('health fields with the prefix %s are named as Salesforce people write', (prefix, name) => {
  expect(healthField(prefix, 'stageHealth')).toBe(name);
});

test('health values are read back as they were written, flags in any order', () => {
  const values = { score: 87, flags: ['b', 'a'] };
  const row = { Id: '1', ...toFields('hygiene', values), Hygiene_Flags__c: 'b;a', Hygiene_Scored_At__c: moved };
  const record = createMapping('lead', orgWith(), env).toRecord(row, null, '');
  expect(record.health).toEqual({ score: 87, flags: ['a', 'b'] });
  expect(record.scoredAt).toBe('2026-02-02T00:00:00.000Z');
});
