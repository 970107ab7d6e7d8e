import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Json, type OpenSandbox, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

const CONTACTS = '/crm/objects/2026-03/contacts';

let sandbox: OpenSandbox;
const patch = (path: string, properties: unknown) => sandbox.call('PATCH', path, { properties });
const read = async (path: string) => (await sandbox.call('GET', path)).body.properties;

beforeAll(async () => {
  sandbox = await openSandbox({ limits: { perTenSeconds: null } }, createSmallPopulation);
});
afterAll(() => sandbox.close());

describe('creating', () => {
  const create = (properties: unknown, more: object = {}) => sandbox.call('POST', CONTACTS, { properties, ...more });

  test('makes a record with what HubSpot adds, and puts it last', async () => {
    const { status, body } = await create({ email: 'Nina@Example-Co.com', lastname: 'Park' });
    expect(status).toBe(201);
    expect(body.properties).toMatchObject({
      hs_object_source: 'INTEGRATION',
      hs_email_domain: 'example-co.com',
      lastname: 'Park',
    });
    expect(Number(body.id)).toBeGreaterThan(219);
  });

  test('an e-mail that is taken is 409, alone and in batches', async () => {
    const taken = { email: 'PERSON1@firm1.com' };
    expect(await create(taken)).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', message: 'Contact already exists. Existing ID: 103' },
    });
    const batch = (inputs: unknown[]) => sandbox.call('POST', `${CONTACTS}/batch/create`, { inputs });
    expect(await batch([{ properties: { email: 'b1@x.com' } }, { properties: taken }])).toMatchObject({
      status: 409,
      body: { message: 'Contact already exists' },
    });
    expect((await sandbox.call('GET', `${CONTACTS}/b1@x.com?idProperty=email`)).status).toBe(404);
    const traced = await batch([
      { properties: { email: 'b1@x.com' }, objectWriteTraceId: '0' },
      { properties: taken, objectWriteTraceId: '1' },
    ]);
    expect(traced).toMatchObject({
      status: 207,
      body: {
        results: [{ objectWriteTraceId: '0' }],
        errors: [{ context: { objectWriteTraceId: ['1'], existingId: ['103'] } }],
      },
    });
  });

  test('associates on creation, and names a target that does not exist', async () => {
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }];
    const made = await create({ lastname: 'Linked' }, { associations: [{ to: { id: '5005' }, types }] });
    expect((await read(`${CONTACTS}/${made.body.id}?properties=associatedcompanyid`)).associatedcompanyid).toBe('5005');
    const refused = await create({}, { associations: [{ to: { id: '8' }, types }] });
    expect(refused).toMatchObject({
      status: 400,
      body: { context: { INVALID_OBJECT_IDS: ['COMPANY=8 is not valid'] } },
    });
  });

  test.each([
    ['deals', { dealname: 'No stage' }, 400],
    ['deals', { dealname: 'With stage', dealstage: 'contractsent' }, 201],
    ['companies', { city: 'Oslo' }, 400],
    ['companies', { domain: 'oslo.example.no' }, 201],
    ['contacts', {}, 201],
  ])('%s with %p is %i', async (object, properties, status) => {
    expect((await sandbox.call('POST', `/crm/v3/objects/${object}`, { properties })).status).toBe(status);
  });

  test('upsert makes what is not there and says which', async () => {
    const upsert = (inputs: unknown[]) => sandbox.call('POST', `${CONTACTS}/batch/upsert`, { inputs });
    const { body } = await upsert([
      { id: 'person5@firm5.com', idProperty: 'email', properties: { phone: '+1' } },
      { id: 'fresh@x.com', idProperty: 'email', properties: { phone: '+2' } },
    ]);
    expect(body.results.map((record: Json) => [record.new, record.properties.phone])).toEqual([
      [false, '+1'],
      [true, '+2'],
    ]);
    expect((await upsert([{ id: '101', properties: {} }])).status).toBe(400);
  });
});

describe('archiving and merging', () => {
  let ids: string[];
  beforeEach(async () => {
    const inputs = ['a', 'b'].map((name) => ({
      properties: { lastname: name, jobtitle: name === 'b' ? 'Second' : '' },
    }));
    const { body } = await sandbox.call('POST', `${CONTACTS}/batch/create`, { inputs });
    ids = body.results.map((record: Json) => record.id);
  });

  test('an archived record is found among the archived only', async () => {
    const [id] = ids;
    expect((await sandbox.call('DELETE', `${CONTACTS}/${id}`)).status).toBe(204);
    expect((await sandbox.call('DELETE', `${CONTACTS}/does-not-exist`)).status).toBe(204);
    expect((await sandbox.call('GET', `${CONTACTS}/${id}`)).status).toBe(404);
    const archived = await sandbox.call('GET', `${CONTACTS}?archived=true&limit=100`);
    const row = archived.body.results.find((record: Json) => record.id === id);
    expect(row).toMatchObject({ archived: true, archivedAt: expect.any(String) });
  });

  test('a merge makes a new record that both old ids resolve to', async () => {
    const [primary = '', secondary = ''] = ids;
    const merged = await sandbox.call('POST', `${CONTACTS}/merge`, {
      primaryObjectId: primary,
      objectIdToMerge: secondary,
    });
    expect(merged.status).toBe(200);
    expect(ids).not.toContain(merged.body.id);
    for (const id of ids) {
      const { body } = await sandbox.call('GET', `${CONTACTS}/${id}?properties=lastname,jobtitle,hs_merged_object_ids`);
      expect(body).toMatchObject({
        id: merged.body.id,
        properties: { lastname: 'a', jobtitle: 'Second', hs_merged_object_ids: ids.join(';') },
      });
    }
    expect((await patch(`${CONTACTS}/${primary}`, { city: 'Rome' })).body.id).toBe(merged.body.id);
    const batch = await sandbox.call('POST', `${CONTACTS}/batch/update`, {
      inputs: [{ id: primary, properties: { city: 'Rome' } }],
    });
    expect(batch.status).toBe(404);
  });

  test('in the beta the primary id stays', async () => {
    const beta = await openSandbox({ mergeKeepsPrimaryId: true }, createSmallPopulation);
    const { body } = await beta.call('POST', `${CONTACTS}/merge`, { primaryObjectId: '101', objectIdToMerge: '103' });
    expect(body.id).toBe('101');
    expect((await beta.call('GET', `${CONTACTS}/103`)).body.id).toBe('101');
    await beta.close();
  });

  test('a privacy deletion leaves nothing', async () => {
    expect((await sandbox.call('POST', `${CONTACTS}/gdpr-delete`, { objectId: ids[1] })).status).toBe(204);
    const archived = await sandbox.call('GET', `${CONTACTS}?archived=true&limit=100`);
    expect(archived.body.results.map((record: Json) => record.id)).not.toContain(ids[1]);
    expect((await sandbox.call('GET', `${CONTACTS}/${ids[1]}`)).status).toBe(404);
  });
});
