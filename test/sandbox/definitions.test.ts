import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, type OpenSandbox, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

const PROPERTIES = '/crm/properties/2026-09/contacts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ limits: { perTenSeconds: null }, timeZone: 'Asia/Kolkata' }, createSmallPopulation);
  await sandbox.call('POST', `${PROPERTIES}/groups`, { name: 'crm_hygiene', label: 'CRM Hygiene', displayOrder: -1 });
});
afterAll(() => sandbox.close());

const own = { groupName: 'crm_hygiene', label: 'L' };
const bool = (...values: string[]) => ({
  ...own,
  type: 'bool',
  fieldType: 'booleancheckbox',
  options: values.map((value, displayOrder) => ({ label: `is ${value}`, value, displayOrder, hidden: false })),
});

describe('properties', () => {
  test('has HubSpot’s own ones, with their types and read-only marks', async () => {
    const { body } = await sandbox.call('GET', PROPERTIES);
    const byName = new Map<string, Json>(body.results.map((property: Json) => [property.name, property]));
    expect(byName.get('lifecyclestage')).toMatchObject({
      type: 'enumeration',
      fieldType: 'radio',
      hubspotDefined: true,
    });
    expect(byName.get('annualrevenue')).toMatchObject({ type: 'string' });
    expect(byName.get('lastmodifieddate')).toMatchObject({
      type: 'datetime',
      modificationMetadata: { readOnlyValue: true },
    });
    expect(byName.get('hubspot_owner_id')).toMatchObject({ externalOptions: true, referencedObjectType: 'OWNER' });
    const deals = (await sandbox.call('GET', '/crm/properties/2026-03/0-3')).body.results.map(
      (property: Json) => property.name,
    );
    expect(deals).toEqual(
      expect.arrayContaining(['dealstage', 'hs_next_step_updated_at', 'hs_v2_date_entered_current_stage']),
    );
  });

  test('a created one can be written, changed, archived, and its name stays taken', async () => {
    const options = [{ label: 'No owner', value: 'no_owner', displayOrder: 0, hidden: false }];
    const flags = { ...own, name: 'hygiene_flags', type: 'enumeration', fieldType: 'checkbox', options };
    const created = await sandbox.call('POST', PROPERTIES, flags);
    expect(created).toMatchObject({ status: 201, body: { name: 'hygiene_flags', archived: false, options } });
    expect(created.body).not.toHaveProperty('hubspotDefined');
    expect(await sandbox.call('POST', PROPERTIES, flags)).toMatchObject({
      status: 409,
      body: { message: "A property named 'hygiene_flags' already exists." },
    });
    const write = (value: string) =>
      sandbox.call('PATCH', '/crm/v3/objects/contacts/101', { properties: { hygiene_flags: value } });
    expect((await write('stale')).status).toBe(400);
    const more = [...options, { label: 'Stale', value: 'stale', displayOrder: 1, hidden: false }];
    expect((await sandbox.call('PATCH', `${PROPERTIES}/hygiene_flags`, { options: more })).body.options).toEqual(more);
    expect((await write('stale')).status).toBe(200);
    expect((await sandbox.call('DELETE', `${PROPERTIES}/hygiene_flags`)).status).toBe(204);
    expect((await write('stale')).body.errors[0].code).toBe('PROPERTY_DOESNT_EXIST');
    expect((await sandbox.call('GET', `${PROPERTIES}/hygiene_flags`)).status).toBe(404);
    expect((await sandbox.call('GET', `${PROPERTIES}/hygiene_flags?archived=true`)).body.archived).toBe(true);
    expect((await sandbox.call('POST', PROPERTIES, flags)).status).toBe(409);
    expect((await sandbox.call('DELETE', `${PROPERTIES}/email`)).status).toBe(400);
  });

  test.each([
    ['a bool without options', { ...bool(), name: 'b1' }, /exactly two options/],
    ['a bool with other options', { ...bool('true', 'maybe'), name: 'b2' }, /exactly two options/],
    ['an upper-case name', { ...bool('true', 'false'), name: 'Bad' }, /not valid/],
    [
      'an unknown group',
      { ...bool('true', 'false'), name: 'b3', groupName: 'nowhere' },
      /group "nowhere" does not exist/,
    ],
    ['an unknown type', { ...own, name: 'b4', type: 'text', fieldType: 'text' }, /Invalid property type/],
    [
      'a field type of another type',
      { ...own, name: 'b5', type: 'number', fieldType: 'text' },
      /not valid for type number/,
    ],
    ['no label', { name: 'b6', groupName: 'crm_hygiene', type: 'string', fieldType: 'text' }, /label/],
  ])('refuses %s', async (_name, property, message) => {
    const { status, body } = await sandbox.call('POST', PROPERTIES, property);
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
  });

  test('batches create what they can, read what there is, and archive', async () => {
    const score = { ...own, name: 'hygiene_score', type: 'number', fieldType: 'number' };
    const inputs = [
      score,
      { ...own, name: 'email', type: 'string', fieldType: 'text' },
      { ...bool('true', 'false'), name: 'hygiene_ok' },
    ];
    const created = await sandbox.call('POST', `${PROPERTIES}/batch/create`, { inputs });
    expect(created).toMatchObject({
      status: 207,
      body: { results: [{ name: 'hygiene_score' }, { name: 'hygiene_ok' }], numErrors: 1 },
    });
    const names = (...list: string[]) => ({ archived: false, inputs: list.map((name) => ({ name })) });
    const read = await sandbox.call('POST', `${PROPERTIES}/batch/read`, names('hygiene_score', 'nothing'));
    expect(read).toMatchObject({
      status: 207,
      body: { results: [{ name: 'hygiene_score' }], errors: [{ category: 'OBJECT_NOT_FOUND' }] },
    });
    expect((await sandbox.call('POST', `${PROPERTIES}/batch/archive`, names('hygiene_score'))).status).toBe(204);
    expect((await sandbox.call('GET', `${PROPERTIES}/hygiene_score`)).status).toBe(404);
  });

  test('groups are made once', async () => {
    const again = await sandbox.call('POST', `${PROPERTIES}/groups`, { name: 'crm_hygiene', label: 'X' });
    expect(again.status).toBe(409);
    const { body } = await sandbox.call('GET', `${PROPERTIES}/groups`);
    expect(body.results.at(-1)).toEqual({
      archived: false,
      name: 'crm_hygiene',
      label: 'CRM Hygiene',
      displayOrder: -1,
    });
  });
});

describe('the account', () => {
  test('tells its time zone', async () => {
    const { body } = await sandbox.call('GET', '/account-info/2026-09/details');
    expect(body).toMatchObject({ timeZone: 'Asia/Kolkata', utcOffset: '+05:30', utcOffsetMilliseconds: 19_800_000 });
    expect((await sandbox.call('GET', '/account-info/v3/details')).body).toEqual(body);
  });

  test('lists active users, deactivated ones apart and without user id', async () => {
    const active = await sandbox.call('GET', '/crm/owners/2026-09');
    expect(active.body.results).toMatchObject([{ id: '11', userId: 7, archived: false }]);
    const archived = await sandbox.call('GET', '/crm/v3/owners/?archived=true');
    expect(archived.body.results).toMatchObject([
      { id: '12', userId: null, userIdIncludingInactive: 8, archived: true },
    ]);
    expect((await sandbox.call('GET', '/crm/v3/owners/7?idProperty=userId')).body.id).toBe('11');
    expect((await sandbox.call('GET', '/crm/v3/owners/12')).status).toBe(404);
    const byEmail = await sandbox.call('GET', '/crm/v3/owners?email=nobody@x.com');
    expect(byEmail.body.results).toEqual([]);
  });

  test('lists deal pipelines, and the lifecycle as a pipeline of contacts', async () => {
    const deals = await sandbox.call('GET', '/crm/pipelines/2026-09/deals');
    expect(deals.body.results[0].stages[2]).toMatchObject({
      id: 'closedwon',
      displayOrder: 2,
      metadata: { isClosed: 'true', probability: '1.0' },
    });
    const contacts = await sandbox.call('GET', '/crm/v3/pipelines/contacts/contacts-lifecycle-pipeline');
    expect(contacts.body.stages.map((stage: Json) => stage.id)).toContain('marketingqualifiedlead');
    expect((await sandbox.call('GET', '/crm/v3/pipelines/deals/none')).status).toBe(404);
  });
});
