import { Client } from '@hubspot/api-client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OpenSandbox, openSandbox } from './open-sandbox.ts';

let sandbox: OpenSandbox;
let client: Client;
beforeAll(async () => {
  sandbox = await openSandbox({ contacts: 150, companies: 40, deals: 60 });
  client = new Client({ accessToken: sandbox.accessToken, basePath: sandbox.url });
});
afterAll(() => sandbox.close());

test('lists, gets and walks all contacts', async () => {
  const all = await client.crm.contacts.getAll(100, undefined, ['email', 'lifecyclestage']);
  expect(all).toHaveLength(150);
  const [first] = all;
  const one = await client.crm.contacts.basicApi.getById(first?.id ?? '', ['email'], ['email'], ['companies']);
  expect(one.createdAt).toBeInstanceOf(Date);
  expect(one.properties.email ?? null).toBe(first?.properties.email ?? null);
  expect(one.archived).toBe(false);
});

test('searches', async () => {
  const found = await client.crm.deals.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: 'hs_is_closed', operator: 'EQ' as never, value: 'false' }] }],
    sorts: ['hs_lastmodifieddate'],
    properties: ['dealname', 'dealstage'],
    limit: 5,
  });
  expect(found.results).toHaveLength(5);
  expect(found.total).toBeGreaterThan(5);
  expect(found.paging?.next?.after).toBe('5');
});

test('creates, changes, reads and archives, alone and in batches', async () => {
  const made = await client.crm.companies.basicApi.create({
    properties: { name: 'Typed', domain: 'typed.example.no' },
    associations: [],
  });
  const updated = await client.crm.companies.batchApi.update({
    inputs: [{ id: made.id, properties: { city: 'Oslo' }, objectWriteTraceId: 't1' }],
  });
  expect(updated.results[0]).toMatchObject({ id: made.id, objectWriteTraceId: 't1', properties: { city: 'Oslo' } });
  const read = await client.crm.companies.batchApi.read({
    inputs: [{ id: made.id }],
    properties: ['name', 'city'],
    propertiesWithHistory: ['city'],
  });
  expect(read.results[0]?.propertiesWithHistory?.city?.[0]).toMatchObject({
    value: 'Oslo',
    sourceType: 'INTEGRATION',
  });
  expect(read.results[0]?.propertiesWithHistory?.city?.[0]?.timestamp).toBeInstanceOf(Date);
  await client.crm.companies.basicApi.archive(made.id);
  await expect(client.crm.companies.basicApi.getById(made.id)).rejects.toMatchObject({ code: 404 });
});

test('a partial failure does not throw, a refusal does', async () => {
  const [first] = (await client.crm.contacts.basicApi.getPage(1)).results;
  const inputs = [
    { id: first?.id ?? '', properties: { jobtitle: 'CFO' }, objectWriteTraceId: 'a' },
    { id: '1', properties: { jobtitle: 'CFO' }, objectWriteTraceId: 'b' },
  ];
  expect(await client.crm.contacts.batchApi.update({ inputs })).toMatchObject({
    numErrors: 1,
    results: [{ objectWriteTraceId: 'a' }],
  });
  const wrong = client.crm.contacts.basicApi.update(first?.id ?? '', { properties: { nowhere: 'x' } });
  await expect(wrong).rejects.toMatchObject({ code: 400, body: { category: 'VALIDATION_ERROR' } });
});

test('makes properties and groups', async () => {
  const group = await client.crm.properties.groupsApi.create('deals', {
    name: 'crm_hygiene',
    label: 'CRM Hygiene',
    displayOrder: -1,
  });
  expect(group).toMatchObject({ name: 'crm_hygiene', archived: false });
  const property = await client.crm.properties.coreApi.create('deals', {
    name: 'hygiene_score',
    label: 'Hygiene score',
    type: 'number' as never,
    fieldType: 'number' as never,
    groupName: 'crm_hygiene',
  });
  expect(property.createdAt).toBeInstanceOf(Date);
  const all = await client.crm.properties.coreApi.getAll('deals');
  expect(all.results.map((each) => each.name)).toContain('hygiene_score');
  expect((await client.crm.properties.coreApi.getByName('deals', 'dealstage')).externalOptions).toBe(true);
});

test('reads owners, pipelines and associations', async () => {
  const active = await client.crm.owners.ownersApi.getPage(undefined, undefined, 100, false);
  const archived = await client.crm.owners.ownersApi.getPage(undefined, undefined, 100, true);
  expect([active.results.length, archived.results.length]).toEqual([12, 3]);
  const pipelines = await client.crm.pipelines.pipelinesApi.getAll('deals');
  expect(pipelines.results[0]?.stages.at(-1)?.metadata).toEqual({ isClosed: 'true', probability: '0.0' });
  const deals = await client.crm.deals.basicApi.getPage(60);
  const links = await client.crm.associations.v4.batchApi.getPage('deals', 'contacts', {
    inputs: deals.results.map(({ id }) => ({ id })),
  });
  expect(links.results.length).toBeGreaterThan(0);
  expect(links.results[0]?.to[0]?.associationTypes[0]?.typeId).toBe(3);
  const [link] = links.results;
  const one = await client.crm.associations.v4.basicApi.getPage('deals', link?._from.id ?? '', 'contacts');
  expect(one.results).toHaveLength(link?.to.length ?? -1);
});

test('refreshes a token', async () => {
  const { clientId, clientSecret, refreshToken } = sandbox;
  const tokens = await new Client({ basePath: sandbox.url }).oauth.tokensApi.create(
    'refresh_token',
    undefined,
    undefined,
    clientId,
    clientSecret,
    refreshToken,
  );
  expect(tokens).toMatchObject({ tokenType: 'bearer', expiresIn: 1800 });
});
