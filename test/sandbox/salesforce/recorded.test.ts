import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, type OpenOrg, openOrg, provision, type Reply } from './open-org.ts';
import { idOf } from './small-org.ts';

/** Answers of a real organization, which are not ours to ship: they lie beside the checkout where there are any. */
const FOLDER = join(import.meta.dirname, '../../../../shared/data/recorded/salesforce');
const isThere = existsSync(FOLDER);

/** The paths of all members with the type of their value, arrays merged into one element; null fits any type. */
function shapeOf(value: Json, path = ''): Map<string, string> {
  const shape = new Map<string, string>();
  if (Array.isArray(value)) {
    shape.set(path, 'array');
    for (const item of value) for (const [key, type] of shapeOf(item, `${path}[]`)) shape.set(key, type);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      for (const [name, type] of shapeOf(member, `${path}.${key}`)) shape.set(name, type);
    }
  } else {
    shape.set(path, value === null ? 'null' : typeof value);
  }
  return shape;
}

let org: OpenOrg;
beforeAll(async () => {
  org = await openOrg();
  const key = { fullName: 'Opportunity.external_id__c', label: 'Key', type: 'Text', length: 20, externalId: true };
  await provision(org, [key]);
});
afterAll(() => org.close());

const person = (values: object) => ({ attributes: { type: 'Contact' }, ...values });
const write = (method: string, records: readonly object[], allOrNone = true) =>
  org.call(method, '/composite/sobjects', { allOrNone, records });
const query = (soql: string) => org.call('GET', `/query?q=${encodeURIComponent(soql)}`);

async function openJob(text: string): Promise<string> {
  const body = {
    object: 'Opportunity',
    operation: 'upsert',
    externalIdFieldName: 'external_id__c',
    contentType: 'CSV',
  };
  const { id, contentUrl } = (await org.call('POST', '/jobs/ingest', body)).body;
  await org.call('PUT', `/${contentUrl}`, text, { 'Content-Type': 'text/csv' });
  await org.call('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
  return `/jobs/ingest/${id}`;
}

async function finished(text: string): Promise<Reply> {
  const path = await openJob(text);
  for (;;) {
    const reply = await org.call('GET', path);
    if (reply.body.state !== 'InProgress') return reply;
  }
}

const FINE = 'external_id__c,Name,StageName,CloseDate\nk1,Deal,Prospecting,2026-12-01\n';
const PARTLY = `${FINE}k2,Deal,Prospecting,soon\n`;

const CALLS: readonly (readonly [string, () => Promise<Reply>])[] = [
  ['batch__create__contacts__err-bad-request', () => write('POST', [])],
  [
    'batch__create__contacts__partial-but-allOrNone',
    () => write('POST', [person({ FirstName: 'x' }), person({ LastName: 'y' })]),
  ],
  ['batch__create__contacts__success', () => write('POST', [person({ LastName: 'x' }), person({ LastName: 'y' })])],
  ['batch__update__contacts__err-each-no-ids', () => write('PATCH', [person({ LastName: 'x' }), person({})], false)],
  [
    'batch__update__contacts__partial-but-allOrNone',
    () =>
      write('PATCH', [
        person({ id: idOf('Contact', 0), LastName: 'x' }),
        person({ id: idOf('Contact', 1), unknownField_LastName: 'y' }),
      ]),
  ],
  ['bulk__info__complete-failure', () => finished(FINE.replace('StageName', 'Nope'))],
  ['bulk__info__in-progress', async () => org.call('GET', await openJob(FINE))],
  ['bulk__info__partial-failure', () => finished(PARTLY)],
  ['bulk__info__success', () => finished(FINE)],
  [
    'bulk__read-launch-job-account',
    () => org.call('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' }),
  ],
  ['create-ok', () => org.call('POST', '/sobjects/Account', { Name: 'x' })],
  ['invalid-field-upsert', () => org.call('PATCH', `/sobjects/Lead/${idOf('Lead', 0)}`, { MasterRecordId: null })],
  ['unknown-field', () => org.call('POST', '/sobjects/Account', { AccountNumer: 'x' })],
  ['unknown-object', () => query('SELECT Id,Name,BillingCity,IsDeleted FROM Accout')],
  ['read-list-contacts', () => query('SELECT AccountId, Department, AssistantName, Description FROM Contact')],
  [
    'read-opportunity-with-account',
    () => query('SELECT Id, Name, AccountId, Amount, StageName FROM Opportunity LIMIT 2'),
  ],
  [
    'read-opportunity-with-contacts',
    () =>
      query(
        'SELECT Id, Name, Amount, StageName, (SELECT Id, ContactId, Role FROM OpportunityContactRoles) FROM Opportunity LIMIT 1',
      ),
  ],
  [
    'crm__delete__not-found',
    async () => {
      const path = `/sobjects/Account/${idOf('Account', 4)}`;
      await org.call('DELETE', path);
      return org.call('DELETE', path);
    },
  ],
];

const read = (name: string): Json => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

function expectShape(answer: Json, recorded: Json): void {
  const [ours, theirs] = [shapeOf(answer), shapeOf(recorded)];
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
  for (const [path, type] of theirs) {
    const own = ours.get(path);
    if (own !== 'null' && type !== 'null') expect(`${path}: ${own}`).toBe(`${path}: ${type}`);
  }
}

const title = isThere
  ? 'answers have the members of recorded ones'
  : `no recorded answers in ${FOLDER}: shapes not compared`;
(isThere ? describe : describe.skip)(title, () => {
  test.each(CALLS)('%s', async (name, call) => {
    expectShape((await call()).body, read(name));
  });

  test('unknown-object shows the same text and place', async () => {
    const { body } = await query('SELECT Id,Name,BillingCity,IsDeleted FROM Accout');
    expect(body).toEqual(read('unknown-object'));
  });

  test('failures of collections have the recorded words', async () => {
    const { body } = await write('POST', [person({ FirstName: 'x' }), person({ LastName: 'y' })]);
    expect(body).toEqual(read('batch__create__contacts__partial-but-allOrNone'));
  });

  test('metadata__read__accounts-sampled: every key of describe and of its fields', async () => {
    const recorded = read('metadata__read__accounts-sampled').compositeResponse[0].body;
    const { body } = await org.call('GET', '/sobjects/Account/describe');
    const keys = (value: object) => Object.keys(value).sort();
    expect(keys(body)).toEqual(expect.arrayContaining(keys(recorded).filter((key) => key !== 'urls')));
    for (const field of recorded.fields) {
      const own = body.fields.find(({ name }: Json) => name === field.name);
      expect(keys(own)).toEqual(keys(field));
      const { type, length, soapType, createable, nillable, referenceTo, updateable } = field;
      expect(own).toMatchObject({ type, length, soapType, createable, nillable, referenceTo, updateable });
    }
  });
});
