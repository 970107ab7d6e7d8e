import { expect, test } from '@jest/globals';
import { dictionary } from '../../src/model/dictionary.ts';
import { type ObjectType, objectTypes } from '../../src/model/record.ts';
import type { Row } from './answers.ts';
import type { ChildFacts } from './children.ts';
import { FactBuilder } from './children.ts';
import { healthField } from './health-fields.ts';
import { createMapping, type OrgFacts, origins, toFields, unmappedStatuses } from './mapping.ts';

const env = { source: 'main', ownFields: [], fieldPrefix: 'hygiene' };
const noFacts: ChildFacts = {
  stageEnteredAt: null,
  times: [],
  contacts: [],
  moves: [],
  outbound: [],
  inbound: [],
  attempts: 0,
};

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

test('a field of the agreement that is standard here says where the org keeps it', () => {
  const own = { object: 'deal', name: 'lossReason', type: 'text', column: 'Loss_Reason__c' } as const;
  const org = orgWith();
  const available = new Set([...org.available, 'Loss_Reason__c']);
  const mapping = createMapping('deal', { ...org, available }, { ...env, ownFields: [own] });
  expect(mapping.missing).not.toHaveProperty('lossReason');
  const record = mapping.toRecord({ Id: '1', Loss_Reason__c: 'Price' }, null, '');
  expect(record.fields.lossReason).toMatchObject({ is: 'value', value: 'Price' });
  expect(field('deal', 'lossReason', {})).toEqual({ is: 'unknown', why: expect.stringContaining('name yours') });
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
  const builder = new FactBuilder(0, true);
  const rows = [
    ['Prospecting', '2026-01-01T00:00:00.000Z'],
    ['Proposal', '2026-01-05T00:00:00.000Z'],
    ['Proposal', '2026-01-09T00:00:00.000Z'],
  ];
  for (const [StageName, CreatedDate] of rows) builder.add('OpportunityHistory', { StageName, CreatedDate }, 0);
  expect(builder.facts().stageEnteredAt).toBe('2026-01-05T00:00:00.000Z');
  const row = { CreatedDate: '2026-01-01T00:00:00.000Z', StageName: 'Proposal' };
  expect(readValue('deal', 'stageVisits', row, builder.facts())).toEqual([
    { stage: 'Prospecting', enteredAt: Date.parse('2026-01-01'), leftAt: Date.parse('2026-01-05') },
    { stage: 'Proposal', enteredAt: Date.parse('2026-01-05'), leftAt: null },
  ]);
});

const tracked = orgWith({ hasLeadHistory: true, hasTasks: true });

test('the history of a lead gives visits under canonical names, from its creation on', () => {
  const builder = new FactBuilder(0, true);
  const add = (OldValue: string, NewValue: string, CreatedDate: string): void =>
    builder.add('LeadHistory', { OldValue, NewValue, CreatedDate }, 0);
  add('Open - Not Contacted', 'Parked', '2026-01-05T00:00:00.000+0000');
  add('Parked', 'Nurturing', '2026-01-09T00:00:00.000+0000');
  const row = { CreatedDate: '2026-01-01T00:00:00.000Z', Status: 'Nurturing' };
  expect(readValue('lead', 'stageVisits', row, builder.facts(), tracked)).toEqual([
    { stage: 'lead', enteredAt: Date.parse('2026-01-01'), leftAt: Date.parse('2026-01-05') },
    { stage: 'Parked', enteredAt: Date.parse('2026-01-05'), leftAt: Date.parse('2026-01-09') },
    { stage: 'recycled', enteredAt: Date.parse('2026-01-09'), leftAt: null },
  ]);
});

test('a lead without a row never moved from its first status; from another one nobody can tell', () => {
  const row = { CreatedDate: '2026-01-01T00:00:00.000Z' };
  const facts = new FactBuilder(0, true).facts();
  expect(readValue('lead', 'stageVisits', { ...row, Status: 'New' }, facts, tracked)).toEqual([
    { stage: 'lead', enteredAt: Date.parse('2026-01-01'), leftAt: null },
  ]);
  expect(readValue('lead', 'stageVisits', { ...row, Status: 'Nurturing' }, facts, tracked)).toBe('unknown');
  expect(field('lead', 'stageVisits', { ...row, Status: 'New' }, facts)).toMatchObject({
    why: 'this org does not track changes of leads',
  });
});

test('the agreement maps a status of the org, and tells by it what the history means', () => {
  const test = { object: 'lead', column: 'Status', values: ['parked'], not: false } as const;
  const lifecycle = [{ stage: 'mql', tests: [test] }];
  const builder = new FactBuilder(0, true);
  builder.add('LeadHistory', { OldValue: 'New', NewValue: 'Parked', CreatedDate: '2026-01-05T00:00:00Z' }, 0);
  const row = { Id: '1', Status: 'Parked', CreatedDate: '2026-01-01T00:00:00Z' };
  const { fields } = createMapping('lead', tracked, { ...env, lifecycle }).toRecord(row, builder.facts(), '');
  expect(fields.lifecycle).toMatchObject({ is: 'value', value: 'mql' });
  expect(fields.stageVisits).toMatchObject({ value: [{ stage: 'lead' }, { stage: 'mql' }] });
});

test('touches are closed tasks and events, answers are calls that came in; mailings to lists are neither', () => {
  const now = Date.parse('2026-06-01T00:00:00Z');
  const builder = new FactBuilder(now, false);
  const add = (CompletedDateTime: string, kind: object = {}): void =>
    builder.add('Task', { CompletedDateTime, ...kind }, now);
  add('2026-05-01T10:00:00.000+0000', { CallType: 'Outbound', TaskSubtype: 'Call' });
  add('2026-05-02T10:00:00.000+0000', { CallType: 'Inbound', TaskSubtype: 'Call' });
  add('2026-05-03T10:00:00.000+0000', { TaskSubtype: 'ListEmail' });
  builder.add('Task', { CompletedDateTime: null, ActivityDate: '2026-05-04' }, now);
  builder.add('Event', { StartDateTime: '2026-07-01T10:00:00.000+0000' }, now);
  const facts = builder.facts();
  expect(facts.outbound).toEqual(['2026-05-01T10:00:00.000Z', '2026-05-04', '2026-07-01T10:00:00.000Z']);
  expect(readValue('contact', 'attempts', {}, facts, tracked)).toBe(2);
  expect(readValue('contact', 'inboundTimes', {}, facts, tracked)).toEqual([
    { ms: Date.parse('2026-05-02T10:00:00Z'), precision: 'instant' },
  ]);
  expect(readValue('contact', 'outboundTimes', {}, facts)).toBe('unknown');
});

test('activity is the org’s own date, the latest closed task, the latest event and the booked ones', () => {
  const now = Date.parse('2026-06-01T00:00:00Z');
  const builder = new FactBuilder(now, false);
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

test('statuses of the org that nothing gives a meaning are told', () => {
  const statuses = ['New', 'Parked', 'Handed over'].map((name) => ({ name, isConverted: name === 'Handed over' }));
  expect(unmappedStatuses(statuses, env)).toEqual(['Parked']);
  const test = { object: null, column: 'Status', values: ['Parked'], not: false } as const;
  expect(unmappedStatuses(statuses, { ...env, lifecycle: [{ stage: 'mql', tests: [test] }] })).toEqual([]);
});
