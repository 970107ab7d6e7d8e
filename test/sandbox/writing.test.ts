import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, type OpenSandbox, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

const CONTACTS = '/crm/objects/2026-03/contacts';
const TODAY = '/crm/objects/2026-09/contacts';

let sandbox: OpenSandbox;
const patch = (path: string, properties: unknown) => sandbox.call('PATCH', path, { properties });
const read = async (path: string) => (await sandbox.call('GET', path)).body.properties;

beforeAll(async () => {
  sandbox = await openSandbox({ limits: { perTenSeconds: null } }, createSmallPopulation);
  for (const property of CUSTOM) await sandbox.call('POST', '/crm/v3/properties/contacts', property);
});
afterAll(() => sandbox.close());

const yesNo = [
  { label: 'Yes', value: 'true', displayOrder: 0, hidden: false },
  { label: 'No', value: 'false', displayOrder: 1, hidden: false },
];
const option = (value: string) => ({ label: value.toUpperCase(), value, displayOrder: 0, hidden: false });
const own = { groupName: 'contactinformation' };
const CUSTOM = [
  { ...own, name: 'my_number', label: 'N', type: 'number', fieldType: 'number' },
  { ...own, name: 'my_bool', label: 'B', type: 'bool', fieldType: 'booleancheckbox', options: yesNo },
  { ...own, name: 'my_date', label: 'D', type: 'date', fieldType: 'date' },
  { ...own, name: 'my_moment', label: 'M', type: 'datetime', fieldType: 'date' },
  {
    ...own,
    name: 'my_flags',
    label: 'F',
    type: 'enumeration',
    fieldType: 'checkbox',
    options: ['a', 'b', 'c'].map(option),
  },
  { ...own, name: 'my_key', label: 'K', type: 'string', fieldType: 'text', hasUniqueValue: true },
];

describe('values', () => {
  test.each([
    ['my_number', '72', '72'],
    ['my_number', 1500.5, '1500.5'],
    ['my_number', '-3', '-3'],
    ['my_bool', 'true', 'true'],
    ['my_bool', false, 'false'],
    ['my_date', '2026-11-21', '2026-11-21'],
    ['my_date', '1795219200000', '2026-11-21'],
    ['my_moment', '2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
    ['my_moment', 1795255200123, '2026-11-21T10:00:00.123Z'],
    ['my_flags', 'a;c', 'a;c'],
    ['lifecyclestage', 'customer', 'customer'],
    ['firstname', '  Zoë ', '  Zoë '],
    ['firstname', '', null],
    ['hubspot_owner_id', '11', '11'],
  ])('%s takes %p and reads %p', async (name, given, stored) => {
    const { status, body } = await patch(`${CONTACTS}/101`, { [name]: given });
    expect([status, body.properties?.[name]]).toEqual([200, stored]);
    expect((await read(`${CONTACTS}/101?properties=${name}`))[name]).toBe(stored);
  });

  test.each([
    ['my_number', 'abc', 'INVALID_INTEGER'],
    ['my_number', '1,500', 'INVALID_INTEGER'],
    ['my_number', '1.5.1', 'INVALID_INTEGER'],
    ['my_bool', 'yes', 'INVALID_OPTION'],
    ['my_date', '2026-02-30', 'INVALID_DATE'],
    ['my_date', '2026-11-21T10:00:00Z', 'INVALID_DATE'],
    ['my_moment', 'tomorrow', 'INVALID_LONG'],
    ['my_flags', 'a;z', 'INVALID_OPTION'],
    ['lifecyclestage', 'Customer', 'INVALID_OPTION'],
    ['email', 'not an address', 'INVALID_EMAIL'],
    ['hubspot_owner_id', '99', 'INVALID_OWNER_ID'],
    ['createdate', '2026-01-01', 'READ_ONLY_VALUE'],
    ['hs_email_domain', 'x.com', 'READ_ONLY_VALUE'],
    ['nowhere', '1', 'PROPERTY_DOESNT_EXIST'],
  ])('%s refuses %p with %s', async (name, given, code) => {
    const { status, body } = await patch(`${CONTACTS}/103`, { [name]: given });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      category: 'VALIDATION_ERROR',
      errors: [{ code, context: { propertyName: [name] } }],
    });
    const rows = JSON.parse(body.message.replace('Property values were not valid: ', ''));
    expect(rows).toEqual([{ isValid: false, message: body.errors[0].message, error: code, name }]);
  });

  test('a semicolon in front appends to a checkbox list', async () => {
    await patch(`${CONTACTS}/105`, { my_flags: 'b' });
    expect((await patch(`${CONTACTS}/105`, { my_flags: ';c;b' })).body.properties.my_flags).toBe('b;c');
  });

  test('2026-09 puts a sloppy date right and says so', async () => {
    const { status, body } = await patch(`${TODAY}/107`, { my_date: '1990-01-01T00:00:01Z' });
    expect(status).toBe(200);
    expect(body.properties.my_date).toBe('1990-01-01');
    expect(body.warnings).toEqual([
      {
        category: 'PROPERTY_VALUE_NORMALIZED',
        message: 'my_date was normalized',
        context: { propertyName: 'my_date', rawValue: '1990-01-01T00:00:01Z', normalizedValue: '631152000000' },
      },
    ]);
  });

  test('a unique value can be had once', async () => {
    expect((await patch(`${CONTACTS}/109`, { my_key: 'k1' })).status).toBe(200);
    expect((await patch(`${CONTACTS}/111`, { my_key: 'k1' })).body.errors[0].code).toBe('CONFLICTING_UNIQUE_VALUE');
    expect((await sandbox.call('GET', `${CONTACTS}/k1?idProperty=my_key`)).body.id).toBe('109');
  });

  test('a lifecycle stage goes forward only, or anywhere once cleared', async () => {
    await patch(`${CONTACTS}/113`, { lifecyclestage: 'customer' });
    await patch(`${CONTACTS}/113`, { lifecyclestage: 'lead' });
    expect((await read(`${CONTACTS}/113?properties=lifecyclestage`)).lifecyclestage).toBe('customer');
    await patch(`${CONTACTS}/113`, { lifecyclestage: '' });
    await patch(`${CONTACTS}/113`, { lifecyclestage: 'lead' });
    expect((await read(`${CONTACTS}/113?properties=lifecyclestage`)).lifecyclestage).toBe('lead');
  });

  test('every write dates the record anew, later than every write before, though the clock stands still', async () => {
    const dates: string[] = [];
    for (const id of ['115', '117', '115'])
      dates.push((await patch(`${CONTACTS}/${id}`, { jobtitle: 'x' })).body.updatedAt);
    expect(new Set(dates).size).toBe(3);
    expect([...dates].sort()).toEqual(dates);
  });
});

describe('what a write moves', () => {
  test('a deal’s stage, next step and owner are dated', async () => {
    const deal = '/crm/v3/objects/deals/9001';
    const names = [
      'hs_v2_date_entered_current_stage',
      'hs_v2_date_entered_closedwon',
      'hs_v2_date_exited_appointmentscheduled',
      'hs_next_step_updated_at',
      'hubspot_owner_assigneddate',
      'hs_is_closed_won',
    ];
    const before = await read(`${deal}?properties=${names.join(',')}`);
    expect(before).toMatchObject({
      hs_v2_date_entered_closedwon: null,
      hs_next_step_updated_at: null,
      hs_is_closed_won: 'false',
    });
    const { body } = await patch(deal, { dealstage: 'closedwon', hs_next_step: 'Call', hubspot_owner_id: '11' });
    const after = await read(`${deal}?properties=${names.join(',')}`);
    for (const name of names.slice(0, 5)) expect([name, after[name]]).toEqual([name, body.updatedAt]);
    expect(after.hs_is_closed_won).toBe('true');
    await patch(deal, { hs_next_step: 'Call', amount: '5' });
    expect((await read(`${deal}?properties=hs_next_step_updated_at`)).hs_next_step_updated_at).toBe(body.updatedAt);
  });

  test('the time-in-stage properties do not exist in a lower tier', async () => {
    const lower = await openSandbox({ timeInStage: false }, createSmallPopulation);
    const { body } = await lower.call('GET', '/crm/v3/properties/deals');
    const names = body.results.map((property: Json) => property.name);
    expect(names.filter((name: string) => name.startsWith('hs_v2_'))).toEqual([]);
    expect(names).toContain('hs_next_step_updated_at');
    await lower.close();
  });

  test('history tells who and when, newest first', async () => {
    await patch(`${CONTACTS}/119`, { jobtitle: 'One' });
    await patch(`${CONTACTS}/119`, { jobtitle: 'Two' });
    const { body } = await sandbox.call('GET', `${CONTACTS}/119?propertiesWithHistory=jobtitle`);
    const versions = body.propertiesWithHistory.jobtitle;
    expect(versions.map((version: Json) => version.value)).toEqual(['Two', 'One']);
    expect(versions[0]).toMatchObject({ sourceType: 'INTEGRATION', sourceId: expect.stringMatching(/^\d+$/) });
  });
});

describe('batch update', () => {
  const update = (inputs: unknown[], path = CONTACTS) => sandbox.call('POST', `${path}/batch/update`, { inputs });

  test('without trace ids one bad value refuses all, and nothing is written', async () => {
    const answer = await update([
      { id: '121', properties: { jobtitle: 'kept?' } },
      { id: '123', properties: { first000name: 'x', last000name: 'y' } },
    ]);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: Json) => error.code)).toEqual([
      'PROPERTY_DOESNT_EXIST',
      'PROPERTY_DOESNT_EXIST',
    ]);
    expect((await read(`${CONTACTS}/121?properties=jobtitle`)).jobtitle).toBeNull();
  });

  test('with trace ids each row stands for itself', async () => {
    const { status, body } = await update([
      { id: '121', properties: { jobtitle: 'kept' }, objectWriteTraceId: 'row-1' },
      { id: '123', properties: { missing: 'x' }, objectWriteTraceId: 'row-2' },
      { id: '7', properties: { jobtitle: 'x' }, objectWriteTraceId: 'row-3' },
    ]);
    expect(status).toBe(207);
    expect(body.results).toMatchObject([{ id: '121', objectWriteTraceId: 'row-1', properties: { jobtitle: 'kept' } }]);
    expect(body.numErrors).toBe(2);
    expect(body.errors).toMatchObject([
      { category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['row-2'] } },
      { category: 'OBJECT_NOT_FOUND', context: { ids: ['7'] } },
    ]);
    expect(body.errors[0].message).toContain(
      '"localizedErrorMessage":"Property \\"missing\\" does not exist","portalId":',
    );
  });

  test('all ids missing is 404, repeated ids and more than 100 are 400', async () => {
    expect((await update([{ id: '7', properties: {} }])).status).toBe(404);
    expect(
      (
        await update([
          { id: '121', properties: {} },
          { id: '121', properties: {} },
        ])
      ).status,
    ).toBe(400);
    expect((await update(Array.from({ length: 101 }, (_, id) => ({ id: String(id), properties: {} })))).status).toBe(
      400,
    );
    expect((await update([{ id: '121', idProperty: 'hs_object_id', properties: {} }])).status).toBe(400);
  });

  test('2026-09 can be told to answer a partial failure with 200', async () => {
    const folded = await openSandbox({ partialStatus: 200 }, createSmallPopulation);
    const inputs = [
      { id: '101', properties: { jobtitle: 'x' } },
      { id: '7', properties: {} },
    ];
    const answers = await Promise.all(
      [TODAY, CONTACTS].map((path) => folded.call('POST', `${path}/batch/update`, { inputs })),
    );
    expect(answers.map(({ status, body }) => [status, body.numErrors])).toEqual([
      [200, 1],
      [207, 1],
    ]);
    await folded.close();
  });
});

describe('admin rules', () => {
  const rules = [
    { kind: 'conditional', object: 'contacts', property: 'city', basedOn: 'country' },
    { kind: 'required', object: 'contacts', property: 'lastname' },
    { kind: 'format', object: 'contacts', property: 'zip', ruleType: 'ALPHANUMERIC', ruleArguments: ['NUMERIC_ONLY'] },
  ];

  test('2026-09 enforces them on the whole record, older paths do not', async () => {
    await patch(`${CONTACTS}/131`, { country: 'Norway' });
    await sandbox.control('POST', '/validation-rules', rules);
    const refused = await patch(`${TODAY}/131`, { jobtitle: 'x' });
    expect(refused).toMatchObject({
      status: 400,
      body: {
        message: 'city is required because of a conditional property rule based on [country]',
        errors: [{ code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' }],
      },
    });
    expect((await patch(`${CONTACTS}/131`, { jobtitle: 'x' })).status).toBe(200);
    expect((await patch(`${TODAY}/131`, { city: 'Oslo' })).status).toBe(200);
    const created = await sandbox.call('POST', TODAY, { properties: { email: 'r@x.com' } });
    expect(created.body.errors[0]).toMatchObject({
      code: 'MISSING_REQUIRED_PROPERTY',
      message: 'A value for lastname must be provided',
    });
    expect((await patch(`${TODAY}/133`, { zip: 'abc' })).status).toBe(400);
    const batch = await sandbox.call('POST', `${TODAY}/batch/update`, {
      inputs: [
        { id: '133', properties: { zip: 'abc' }, objectWriteTraceId: 'z' },
        { id: '135', properties: { zip: '123' }, objectWriteTraceId: 'y' },
      ],
    });
    expect(batch).toMatchObject({
      status: 207,
      body: { results: [{ id: '135' }], errors: [{ context: { objectWriteTraceId: ['z'] } }] },
    });
    const { body } = await sandbox.call('GET', '/crm/property-validations/2026-09/0-1');
    expect(body.results).toEqual([
      {
        propertyName: 'zip',
        propertyValidationRules: [
          { ruleType: 'ALPHANUMERIC', ruleArguments: ['NUMERIC_ONLY'], shouldApplyNormalization: false },
        ],
      },
    ]);
    await sandbox.control('DELETE', '/validation-rules');
    expect((await patch(`${TODAY}/133`, { zip: 'abc' })).status).toBe(200);
  });
});
