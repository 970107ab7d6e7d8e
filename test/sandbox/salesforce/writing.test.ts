import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Json, type OpenOrg, openOrg, provision, SCORE } from './open-org.ts';
import { ADA, idOf, QUEUE } from './small-org.ts';

let org: OpenOrg;
beforeEach(async () => {
  org = await openOrg();
});
afterEach(() => org.close());

const lead = (index: number) => idOf('Lead', index);
const QUIET = { 'Sforce-Auto-Assign': 'FALSE' };
const row = (id: string, values: object, type = 'Lead') => ({ attributes: { type }, id, ...values });
const update = (records: readonly object[], allOrNone = false) =>
  org.call('PATCH', '/composite/sobjects', { allOrNone, records }, QUIET);
const firstError = (body: Json) => body[0].errors[0];

describe('collections', () => {
  test('rows are answered in their order; failed ones have no id and do not stop the others', async () => {
    const { status, body } = await update([
      row(lead(0).slice(0, 15), { Title: 'Boss' }),
      row(lead(3), { Title: 'Boss' }),
      row('00Q5g0000000099', { Title: 'Boss' }),
      row('nonsense', { Title: 'Boss' }),
      { attributes: { type: 'Lead' }, Title: 'x' },
      { attributes: { type: 'Lead' }, Id: lead(1), LastName: '' },
      row(lead(1), { Title: 'x'.repeat(129) }),
      row(lead(1), { Nope: 1 }),
      row(lead(1), { IsConverted: true }),
      row(lead(2), { Title: 'Clerk' }),
    ]);
    expect(status).toBe(200);
    const codes = body.map((one: Json) => (one.success ? one.id : one.errors[0].statusCode));
    expect(codes).toEqual([
      lead(0),
      'CANNOT_UPDATE_CONVERTED_LEAD',
      'INVALID_CROSS_REFERENCE_KEY',
      'MALFORMED_ID',
      'MISSING_ARGUMENT',
      'REQUIRED_FIELD_MISSING',
      'STRING_TOO_LONG',
      'INVALID_FIELD',
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      lead(2),
    ]);
    expect(body.filter((one: Json) => !one.success && 'id' in one)).toEqual([]);
    expect(await org.query("SELECT Id FROM Lead WHERE Title IN ('Boss', 'Clerk')")).toEqual([
      { Id: lead(0) },
      { Id: lead(2) },
    ]);
  });

  test('all or none: nothing is written, the others are rolled back', async () => {
    const { body } = await update([row(lead(0), { Title: 'Boss' }), row(lead(1), { Nope: 1 })], true);
    expect(body.map((one: Json) => one.errors[0].statusCode)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'INVALID_FIELD',
    ]);
    expect(await org.query("SELECT Id FROM Lead WHERE Title = 'Boss'")).toEqual([]);
  });

  test('200 rows and 10 chunks at most, and at least one row', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, place) => row(lead(place % 3), { Title: 'x' }));
    expect((await update(rows(200))).body).toHaveLength(200);
    expect(await update(rows(201))).toMatchObject({ status: 400, body: [{ errorCode: 'EXCEEDED_ID_LIMIT' }] });
    expect(await update([])).toMatchObject({ status: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] });
    const mixed = (count: number) =>
      Array.from({ length: count }, (_, place) =>
        place % 2 === 0 ? row(lead(0), { Title: 'x' }) : row(idOf('Contact', 0), { Title: 'x' }, 'Contact'),
      );
    expect((await update(mixed(10))).status).toBe(200);
    expect((await update(mixed(11))).status).toBe(400);
  });

  test('create, retrieve, upsert by an id of another system, delete', async () => {
    const key = { fullName: 'Lead.Key__c', label: 'Key', type: 'Text', length: 20, externalId: true, unique: true };
    await provision(org, [key]);
    const records = [{ LastName: 'New', Company: 'Firm', Key__c: 'k1' }, { Company: 'Firm' }].map((values) =>
      row('', values),
    );
    const made = await org.call('POST', '/composite/sobjects', { records }, QUIET);
    expect(made.body[1].errors[0]).toMatchObject({ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] });
    const { id } = made.body[0];
    const again = await org.call('PATCH', '/composite/sobjects/Lead/Key__c', {
      records: [
        row('', { Key__c: 'K1', Title: 'One' }),
        row('', { Key__c: 'k2', LastName: 'Two', Company: 'Firm' }),
      ].map(({ id: _, ...rest }) => rest),
    });
    expect(again.body.map((one: Json) => one.created)).toEqual([false, true]);
    expect(again.body[0].id).toBe(id);
    const both = [id, again.body[1].id, '00Q5g0000000099'];
    const read = await org.call('POST', '/composite/sobjects/Lead', { ids: both, fields: ['Title', 'Status', 'Name'] });
    expect(read.body).toMatchObject([
      { Id: id, Title: 'One', Status: 'Open', Name: 'New' },
      { Title: null, Name: 'Two' },
      null,
    ]);
    const gone = await org.call('DELETE', `/composite/sobjects?ids=${id},${lead(0)},${id}x`);
    expect(gone.body.map((one: Json) => one.success)).toEqual([true, true, false]);
    expect(firstError((await update([row(id, { Title: 'x' })])).body).statusCode).toBe('ENTITY_IS_DELETED');
  });
});

describe('values', () => {
  test.each<[string, unknown, string | null, unknown]>([
    ['Email', 'not an address', 'INVALID_EMAIL_ADDRESS', null],
    ['NumberOfEmployees', 'many', 'JSON_PARSER_ERROR', null],
    ['NumberOfEmployees', '12', null, 12],
    ['AnnualRevenue', 1e18, 'NUMBER_OUTSIDE_VALID_RANGE', null],
    ['EmailBouncedDate', 'yesterday', 'JSON_PARSER_ERROR', null],
    ['EmailBouncedDate', '2026-01-02T03:04:05+01:00', null, '2026-01-02T02:04:05.000+0000'],
    ['OwnerId', '0035g0000000001', 'MALFORMED_ID', null],
    ['OwnerId', '0055g0000000099', 'INVALID_CROSS_REFERENCE_KEY', null],
    ['DoNotCall', 'TRUE', null, true],
    ['Rating', 'Scalding', null, 'Scalding'],
    ['Title', '', null, null],
    ['Hygiene_Score__c', 1_000, 'NUMBER_OUTSIDE_VALID_RANGE', null],
    ['Hygiene_Score__c', 87.4, null, 87],
    ['Grade__c', 'Z', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', null],
    ['Grade__c', 'A', null, 'A'],
  ])('%s = %p', async (field, value, code, stored) => {
    const valueSetDefinition = { sorted: false, value: [{ fullName: 'A', label: 'A', default: false }] };
    const grade = {
      fullName: 'Lead.Grade__c',
      label: 'Grade',
      type: 'Picklist',
      valueSet: { restricted: true, valueSetDefinition },
    };
    await provision(org, [SCORE, grade]);
    const { body } = await update([row(lead(0), { [field]: value })]);
    if (code !== null) expect(firstError(body)).toMatchObject({ statusCode: code });
    else expect((await org.query(`SELECT ${field} FROM Lead WHERE Id = '${lead(0)}'`))[0][field]).toBe(stored);
  });
});

describe('what goes with a write', () => {
  test('assignment rules take the lead away unless told not to', async () => {
    const ownerOf = async () => (await org.query(`SELECT OwnerId FROM Lead WHERE Id = '${lead(0)}'`))[0].OwnerId;
    await org.call('PATCH', `/sobjects/Lead/${lead(0)}`, { Title: 'x' }, QUIET);
    expect(await ownerOf()).toBe(ADA);
    await org.call('PATCH', `/sobjects/Lead/${lead(0)}`, { Title: 'y' });
    expect(await ownerOf()).toBe(QUEUE);
    expect(
      await org.query(
        `SELECT Field, OldValue, NewValue FROM LeadHistory WHERE LeadId = '${lead(0)}' AND Field = 'Owner'`,
      ),
    ).toEqual([{ Field: 'Owner', OldValue: ADA, NewValue: QUEUE }]);
  });

  test('stamps move, and a faster writer is told by 412', async () => {
    const path = `/sobjects/Lead/${lead(0)}`;
    const read = async () =>
      (await org.call('GET', `${path}?fields=LastModifiedDate,SystemModstamp,LastModifiedById,LastActivityDate`)).body;
    const before = await read();
    const since = { 'If-Unmodified-Since': new Date(before.LastModifiedDate).toUTCString() };
    expect((await org.call('PATCH', path, { Title: 'x' }, since)).status).toBe(204);
    const after = await read();
    expect(after).toMatchObject({ SystemModstamp: '2026-11-21T10:00:00.000+0000', LastModifiedById: org.userId });
    expect(after.LastActivityDate).toBe(before.LastActivityDate);
    expect((await org.call('PATCH', path, { Title: 'y' }, since)).status).toBe(412);
    expect((await org.call('PATCH', path, { Title: 'y' }, { 'If-Unmodified-Since': 'soon' })).status).toBe(400);
  });

  test('a stage brings its probability, and a row of history', async () => {
    const id = idOf('Opportunity', 0);
    await org.call('PATCH', `/sobjects/Opportunity/${id}`, { StageName: 'Closed Won' });
    const fields = 'IsClosed, IsWon, Probability, ForecastCategory, ExpectedRevenue, LastStageChangeDate';
    const [deal] = await org.query(
      `SELECT ${fields}, (SELECT StageName, CreatedDate FROM OpportunityHistories ORDER BY CreatedDate DESC) FROM Opportunity WHERE Id = '${id}'`,
    );
    expect(deal).toMatchObject({
      IsClosed: true,
      IsWon: true,
      Probability: 100,
      ForecastCategory: 'Closed',
      ExpectedRevenue: 0,
    });
    expect(deal.LastStageChangeDate).toBe('2026-11-21T10:00:00.000+0000');
    expect(deal.OpportunityHistories.records.map((one: Json) => one.StageName)).toEqual(['Closed Won', 'Prospecting']);
    await org.call('PATCH', `/sobjects/Opportunity/${id}`, { NextStep: 'Call' });
    expect(await org.query(`SELECT COUNT(Id) n FROM OpportunityHistory WHERE OpportunityId = '${id}'`)).toEqual([
      { n: 2 },
    ]);
  });

  test('locked rows, triggers and validation rules refuse', async () => {
    const codeOf = async (values: object) =>
      firstError((await update([row(lead(0), values)])).body)?.statusCode ?? null;
    await org.control('POST', '/switches', { locksToCome: 1 });
    expect([await codeOf({ Title: 'x' }), (await update([row(lead(0), { Title: 'x' })])).body[0].success]).toEqual([
      'UNABLE_TO_LOCK_ROW',
      true,
    ]);
    await org.control('POST', '/switches', { trigger: { object: 'Lead', message: 'no phone' } });
    expect(await codeOf({ Title: 'x' })).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
    await org.control('POST', '/switches', { trigger: null });
    await org.control('POST', '/validation-rules', {
      kind: 'required',
      object: 'Lead',
      field: 'Phone',
      message: 'Enter a phone',
    });
    const refused = (await update([row(lead(0), { Title: 'y' })])).body;
    expect(firstError(refused)).toEqual({
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'Enter a phone',
      fields: ['Phone'],
    });
    expect((await update([row(lead(0), { Title: 'y', Phone: '+49 30 1' })])).body[0].success).toBe(true);
  });

  test('deleted records are in queryAll and in deleted, changed ones in updated', async () => {
    await org.call('DELETE', `/sobjects/Lead/${lead(0)}`);
    await org.call('PATCH', `/sobjects/Lead/${lead(1)}`, { Title: 'x' });
    expect((await org.call('GET', `/sobjects/Lead/${lead(0)}`)).status).toBe(404);
    const soql = encodeURIComponent('SELECT Id FROM Lead WHERE IsDeleted = true');
    expect((await org.call('GET', `/query?q=${soql}`)).body.totalSize).toBe(0);
    expect((await org.call('GET', `/queryAll?q=${soql}`)).body.records[0].Id).toBe(lead(0));
    const window = 'start=2026-11-20T00:00:00Z&end=2026-11-22T00:00:00Z';
    expect((await org.call('GET', `/sobjects/Lead/updated?${window}`)).body).toMatchObject({ ids: [lead(1)] });
    expect((await org.call('GET', `/sobjects/Lead/deleted/?${window}`)).body.deletedRecords).toEqual([
      { id: lead(0), deletedDate: '2026-11-21T10:00:00.000+0000' },
    ]);
    expect(
      (await org.call('GET', '/sobjects/Lead/updated?start=2026-01-01T00:00:00Z&end=2026-11-22T00:00:00Z')).status,
    ).toBe(400);
    await org.control('POST', '/restore', { object: 'lead', id: lead(0) });
    expect((await org.call('GET', `/sobjects/Lead/${lead(0)}`)).status).toBe(200);
  });
});

test('composite: parts use the answers of earlier ones, and fail on their own', async () => {
  const url = (path: string) => `/services/data/v67.0${path}`;
  const created = { method: 'POST', url: url('/sobjects/Account'), referenceId: 'firm', body: { Name: 'New firm' } };
  const contact = { LastName: 'New', AccountId: '@{firm.id}' };
  const compositeRequest = [
    created,
    { method: 'POST', url: url('/sobjects/Contact'), referenceId: 'person', body: contact },
    { method: 'GET', url: url('/sobjects/Contact/@{person.id}?fields=AccountId'), referenceId: 'read' },
    { method: 'PATCH', url: url(`/sobjects/Lead/${lead(3)}`), referenceId: 'converted', body: { Title: 'x' } },
    { method: 'GET', url: url('/nothing'), referenceId: 'nothing' },
  ];
  const { status, body } = await org.call('POST', '/composite', { compositeRequest });
  expect(status).toBe(200);
  expect(body.compositeResponse.map((part: Json) => part.httpStatusCode)).toEqual([201, 201, 200, 400, 404]);
  expect(body.compositeResponse[2].body.AccountId).toBe(body.compositeResponse[0].body.id);
  expect((await org.call('POST', '/composite', { allOrNone: true, compositeRequest })).status).toBe(400);
});
