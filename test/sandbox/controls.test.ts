import { describe, expect, test } from '@jest/globals';
import { type Json, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

const CONTACTS = '/crm/v3/objects/contacts';

describe('the clock', () => {
  test('stands still where a start was given, and can be set and advanced', async () => {
    const sandbox = await openSandbox({}, createSmallPopulation);
    expect(await sandbox.control('GET', '/clock')).toEqual({ now: '2026-11-21T10:00:00.000Z' });
    sandbox.passMs(60_000);
    expect(await sandbox.control('GET', '/clock')).toEqual({ now: '2026-11-21T10:00:00.000Z' });
    expect(await sandbox.control('POST', '/clock', { advanceMs: 1_500 })).toEqual({ now: '2026-11-21T10:00:01.500Z' });
    await sandbox.control('POST', '/clock', { now: '2027-01-01T00:00:00+01:00' });
    const { body } = await sandbox.call('PATCH', `${CONTACTS}/101`, { properties: { city: 'x' } });
    expect(body.updatedAt).toBe('2026-12-31T23:00:00.000Z');
    expect((await sandbox.control('POST', '/clock', { now: 'soon' })).error).toEqual(expect.any(String));
    await sandbox.close();
  });

  test('follows the real one otherwise', async () => {
    const sandbox = await openSandbox({ now: undefined }, createSmallPopulation);
    const { now } = await sandbox.control('GET', '/clock');
    sandbox.passMs(60_000);
    expect(Date.parse((await sandbox.control('GET', '/clock')).now)).toBe(Date.parse(now) + 60_000);
    await sandbox.close();
  });
});

describe('what was planted', () => {
  test('lists faults, and apart the records that were edited by more than hygiene fields', async () => {
    const sandbox = await openSandbox({}, createSmallPopulation);
    const planted = async (query = '') => sandbox.control('GET', `/planted${query}`);
    const all = await planted('?at=2026-12-01T00:00:00Z&object=contact');
    expect(all).toMatchObject({ at: '2026-12-01T00:00:00.000Z', timezone: 'UTC', edited: [] });
    expect(all.planted).toHaveLength(6);
    expect(all.planted[0]).toEqual({ object: 'contact', id: '119', rule: 'person/email-missing' });
    const score = {
      name: 'hygiene_score',
      label: 'Score',
      type: 'number',
      fieldType: 'number',
      groupName: 'contactinformation',
    };
    await sandbox.call('POST', '/crm/v3/properties/contacts', score);
    await sandbox.call('PATCH', `${CONTACTS}/119`, { properties: { hygiene_score: '50' } });
    expect((await planted()).edited).toEqual([]);
    await sandbox.call('PATCH', `${CONTACTS}/119`, { properties: { hygiene_score: '50', email: 'now@there.com' } });
    const after = await planted();
    expect(after.planted).toHaveLength(5);
    expect(after.edited).toEqual([{ object: 'contact', id: '119' }]);
    await sandbox.call('PATCH', '/crm/v3/objects/deals/9019', { properties: { dealstage: 'closedlost' } });
    expect((await planted()).edited).toEqual([
      { object: 'contact', id: '119' },
      { object: 'company', id: '5019' },
      { object: 'deal', id: '9019' },
    ]);
    await sandbox.close();
  });

  test('refuses a zone the records were not planted for, a bad time and an unknown object', async () => {
    const sandbox = await openSandbox({}, createSmallPopulation);
    for (const query of ['timezone=Europe/Berlin', 'at=soon', 'object=lead']) {
      expect((await sandbox.control('GET', `/planted?${query}`)).error).toEqual(expect.any(String));
    }
    await sandbox.close();
  });
});

test('values with a prefix are listed in id order, cleared ones and archived records left out', async () => {
  const sandbox = await openSandbox({}, createSmallPopulation);
  for (const name of ['hygiene_grade', 'hygiene_key']) {
    const property = { name, label: name, type: 'string', fieldType: 'text', groupName: 'contactinformation' };
    await sandbox.call('POST', '/crm/v3/properties/contacts', property);
  }
  const inputs = [
    { id: '111', properties: { hygiene_grade: 'B', hygiene_key: 'k' } },
    { id: '101', properties: { hygiene_grade: 'A' } },
    { id: '103', properties: { hygiene_grade: '', city: 'x' } },
    { id: '105', properties: { hygiene_grade: 'C' } },
  ];
  await sandbox.call('POST', `${CONTACTS}/batch/update`, { inputs });
  await sandbox.call('DELETE', `${CONTACTS}/105`);
  expect(await sandbox.control('GET', '/values?object=contact')).toEqual({
    prefix: 'hygiene_',
    values: [
      { object: 'contact', id: '101', properties: { hygiene_grade: 'A' } },
      { object: 'contact', id: '111', properties: { hygiene_grade: 'B', hygiene_key: 'k' } },
    ],
  });
  await sandbox.close();
});

test('requests are logged by number and counted by route and status', async () => {
  const sandbox = await openSandbox({}, createSmallPopulation);
  await Promise.all(['101', '103', '1'].map((id) => sandbox.call('GET', `${CONTACTS}/${id}`)));
  await sandbox.call('POST', `${CONTACTS}/batch/read`, { inputs: [{ id: '101' }] });
  const counters = await sandbox.control('GET', '/counters');
  expect(counters).toMatchObject({
    total: 4,
    routes: {
      'GET /crm/v3/objects/contacts/{id}': { 200: 2, 404: 1 },
      'POST /crm/v3/objects/contacts/batch/read': { 200: 1 },
    },
    maxInTenSeconds: 4,
  });
  const { requests } = await sandbox.control('GET', '/requests?since=3');
  expect(requests).toEqual([
    {
      number: 4,
      method: 'POST',
      path: `${CONTACTS}/batch/read`,
      route: 'POST /crm/v3/objects/contacts/batch/read',
      status: 200,
      arrivedAt: '2026-11-21T10:00:00.000Z',
      requestBytes: 25,
      bytes: expect.any(Number),
    },
  ]);
  sandbox.passMs(10_000);
  await sandbox.call('GET', `${CONTACTS}/101`);
  expect((await sandbox.control('GET', '/counters')).maxInTenSeconds).toBe(4);
  const reset = await sandbox.control('DELETE', '/counters');
  expect(reset).toMatchObject({ total: 0, routes: {}, maxInTenSeconds: 0 });
  const missing = (await sandbox.control('GET', '/nothing')) as Json;
  expect(missing.error).toContain('no GET /_sandbox/nothing');
  await sandbox.close();
});

test('options that make no sense are refused by name', async () => {
  const start = (options: object) => openSandbox(options, createSmallPopulation);
  await expect(start({ contacts: -1 })).rejects.toThrow('contacts:');
  await expect(start({ timeZone: 'Mars/Base' })).rejects.toThrow('timeZone: expected an IANA time zone');
  const sandbox = await start({ contacts: 100, companies: undefined, deals: undefined });
  expect((await sandbox.control('GET', '/account')).records).toEqual({ contacts: 100, companies: 24, deals: 40 });
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await sandbox.close();
});

test('the controls answer no page of another site, and restore what was archived', async () => {
  const sandbox = await openSandbox({}, createSmallPopulation);
  const asked = await fetch(`${sandbox.url}/_sandbox/clock`, { headers: { Origin: 'https://elsewhere.example' } });
  expect(asked.status).toBe(403);
  await sandbox.call('DELETE', `${CONTACTS}/101`);
  expect((await sandbox.call('GET', `${CONTACTS}/101`)).status).toBe(404);
  expect(await sandbox.control('POST', '/restore', { object: 'contact', id: '101' })).toEqual({ restored: '101' });
  expect((await sandbox.call('GET', `${CONTACTS}/101`)).body).toMatchObject({ id: '101', archived: false });
  expect((await sandbox.control('POST', '/restore', { object: 'contact', id: '101' })).error).toContain(
    'no archived contact 101',
  );
  await sandbox.close();
});

test('a body that is no JSON is 400, one that is too large 413', async () => {
  const sandbox = await openSandbox({}, createSmallPopulation);
  const read = (body: string) => sandbox.call('POST', `${CONTACTS}/batch/read`, body);
  expect(await read('{"inputs":')).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
  expect((await read(`{"x":"${'x'.repeat(33 * 1024 * 1024)}"}`)).status).toBe(413);
  expect((await sandbox.call('GET', `${CONTACTS}/101`)).status).toBe(200);
  await sandbox.close();
});
