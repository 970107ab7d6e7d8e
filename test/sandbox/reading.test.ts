import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, type OpenSandbox, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ contacts: 250, companies: 20, deals: 30 }, createSmallPopulation);
});
afterAll(() => sandbox.close());

const PATHS = ['/crm/objects/2026-09/contacts', '/crm/objects/2026-03/contacts', '/crm/v3/objects/contacts'];

describe('listing', () => {
  test.each(PATHS)('%s gives every record once, in pages', async (path) => {
    const ids: string[] = [];
    const sizes: number[] = [];
    let after: string | undefined;
    do {
      const page = await sandbox.call('GET', `${path}?limit=100${after === undefined ? '' : `&after=${after}`}`);
      expect(page.status).toBe(200);
      ids.push(...page.body.results.map((record: Json) => record.id));
      sizes.push(page.body.results.length);
      after = page.body.paging?.next.after;
      if (after !== undefined) expect(page.body.paging.next.link).toContain(`after=${after}`);
    } while (after !== undefined);
    expect(sizes).toEqual([100, 100, 50]);
    expect(new Set(ids).size).toBe(250);
  });

  test('gives ten records with the default properties when nothing is asked for', async () => {
    const { body } = await sandbox.call('GET', '/crm/v3/objects/contacts');
    expect(body.results).toHaveLength(10);
    expect(Object.keys(body.results[0].properties).sort()).toEqual([
      'createdate',
      'email',
      'firstname',
      'hs_object_id',
      'lastmodifieddate',
      'lastname',
    ]);
  });

  test('leaves unknown properties out, shows empty ones as null, and takes lists both ways', async () => {
    for (const query of [
      'properties=email,phone,unheard_of',
      'properties=email&properties=phone&properties=unheard_of',
    ]) {
      const { body } = await sandbox.call('GET', `/crm/v3/objects/contacts?limit=1&${query}`);
      expect(body.results[0].properties).toMatchObject({ email: 'person0@firm0.com', phone: null });
      expect(body.results[0].properties).not.toHaveProperty('unheard_of');
    }
  });

  test('shows the primary company in two rows and deals in one', async () => {
    const { body } = await sandbox.call('GET', '/crm/v3/objects/contacts?limit=1&associations=companies,deals');
    expect(body.results[0].associations).toEqual({
      companies: {
        results: [
          { id: '5001', type: 'contact_to_company' },
          { id: '5001', type: 'contact_to_company_unlabeled' },
        ],
      },
      deals: { results: [{ id: '9001', type: 'contact_to_deal' }] },
    });
  });

  test('halves the page when histories are asked for', async () => {
    const { body } = await sandbox.call(
      'GET',
      '/crm/v3/objects/contacts?limit=100&propertiesWithHistory=lifecyclestage',
    );
    expect(body.results).toHaveLength(50);
    expect(body.results[0].propertiesWithHistory.lifecyclestage).toEqual([
      expect.objectContaining({ value: 'lead', sourceType: 'IMPORT' }),
    ]);
  });

  test.each([
    ['limit=101', 400],
    ['limit=0', 400],
    ['limit=x', 400],
    ['after=x', 400],
    ['associations=butterflies', 400],
  ])('refuses %s', async (query, status) => {
    const answer = await sandbox.call('GET', `/crm/v3/objects/contacts?${query}`);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status: 'error', correlationId: expect.any(String) });
  });

  test('refuses an overlong URL with 414 and an unknown object with 400', async () => {
    const properties = Array.from({ length: 900 }, (_, index) => `property_${index}`).join(',');
    expect((await sandbox.call('GET', `/crm/v3/objects/contacts?properties=${properties}`)).status).toBe(414);
    const unknown = await sandbox.call('GET', '/crm/v3/objects/butterflies');
    expect(unknown).toMatchObject({ status: 400, body: { message: 'Unable to infer object type from: butterflies' } });
  });
});

describe('reading one', () => {
  test('finds by id, by type id, and a contact by e-mail without case', async () => {
    for (const path of ['contacts/103', '0-1/103', 'contact/103', 'contacts/PERSON1@firm1.com?idProperty=email']) {
      const { status, body } = await sandbox.call('GET', `/crm/v3/objects/${path}`);
      expect([status, body.id]).toEqual([200, '103']);
    }
  });

  test('answers 404 for a record that does not exist, 400 for an idProperty that cannot identify', async () => {
    const missing = await sandbox.call('GET', '/crm/v3/objects/contacts/999999');
    expect(missing).toMatchObject({ status: 404, body: { status: 'error', message: 'resource not found' } });
    expect((await sandbox.call('GET', '/crm/v3/objects/contacts/x?idProperty=firstname')).status).toBe(400);
    expect((await sandbox.call('GET', '/crm/v3/objects/contacts/101?idProperty=hs_object_id')).status).toBe(400);
  });

  test('computes what HubSpot computes', async () => {
    const contact = await sandbox.call(
      'GET',
      '/crm/v3/objects/contacts/103?properties=associatedcompanyid,num_associated_deals,hs_email_domain',
    );
    expect(contact.body.properties).toMatchObject({
      associatedcompanyid: '5003',
      num_associated_deals: '1',
      hs_email_domain: 'firm1.com',
    });
    const company = await sandbox.call(
      'GET',
      '/crm/v3/objects/companies/5001?properties=num_associated_contacts,num_associated_deals',
    );
    expect(company.body.properties).toMatchObject({ num_associated_contacts: '13', num_associated_deals: '2' });
    const names = 'hs_is_closed,hs_is_closed_won,hs_is_closed_lost,hs_deal_stage_probability,num_associated_contacts';
    const deals = await sandbox.call('GET', `/crm/v3/objects/deals?limit=4&properties=${names}`);
    const rows = deals.body.results.map(({ properties: p }: Json) => [
      p.hs_is_closed,
      p.hs_is_closed_won,
      p.hs_is_closed_lost,
      p.hs_deal_stage_probability,
    ]);
    expect(rows).toEqual([
      ['false', 'false', 'false', '0.2'],
      ['false', 'false', 'false', '0.9'],
      ['true', 'true', 'false', '1.0'],
      ['true', 'false', 'true', '0.0'],
    ]);
  });
});

describe('batch read', () => {
  test('reads by id and by e-mail, and names all missing ids in one error', async () => {
    const { status, body } = await sandbox.call('POST', '/crm/v3/objects/contacts/batch/read', {
      properties: ['email'],
      inputs: [{ id: '101' }, { id: '1' }, { id: '103' }, { id: '2' }],
    });
    expect(status).toBe(207);
    expect(body.results.map((record: Json) => record.id)).toEqual(['101', '103']);
    expect(body).toMatchObject({
      numErrors: 1,
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1', '2'] } }],
    });
    const byEmail = await sandbox.call('POST', '/crm/v3/objects/contacts/batch/read', {
      idProperty: 'email',
      inputs: [{ id: 'person3@firm3.com' }],
    });
    expect(byEmail).toMatchObject({ status: 200, body: { results: [{ id: '107' }] } });
  });

  test('refuses 101 inputs, none, and repeated ones', async () => {
    const read = (ids: string[]) =>
      sandbox.call('POST', '/crm/v3/objects/contacts/batch/read', { inputs: ids.map((id) => ({ id })) });
    const many = Array.from({ length: 101 }, (_, index) => String(index));
    expect((await read(many)).status).toBe(400);
    expect((await read([])).status).toBe(400);
    expect(await read(['101', '101'])).toMatchObject({
      status: 400,
      body: { message: 'Duplicate IDs found in batch input: [101]. IDs must be unique', context: { ids: ['101'] } },
    });
  });
});

describe('associations', () => {
  const read = (path: string, ids: string[]) => sandbox.call('POST', path, { inputs: ids.map((id) => ({ id })) });

  test.each(['/crm/v4/associations/contacts/companies/batch/read', '/crm/associations/2026-09/contact/0-2/batch/read'])(
    '%s gives primary and plain types, and errors for records without any',
    async (path) => {
      const { status, body } = await read(path, ['101', '77']);
      expect(status).toBe(207);
      expect(body.results).toEqual([
        {
          from: { id: '101' },
          to: [
            {
              toObjectId: 5001,
              associationTypes: [
                { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
                { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
              ],
            },
          ],
        },
      ]);
      expect(body.errors[0]).toMatchObject({
        subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
        context: { fromObjectId: ['77'] },
      });
    },
  );

  test('takes 1,000 inputs and refuses 1,001', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index));
    expect((await read('/crm/v4/associations/deals/contacts/batch/read', ids(1000))).status).toBe(207);
    expect((await read('/crm/v4/associations/deals/contacts/batch/read', ids(1001))).status).toBe(400);
  });

  test('pages one record’s associations and lists the labels of a pair', async () => {
    const first = await sandbox.call('GET', '/crm/v4/objects/companies/5001/associations/contacts?limit=10');
    expect(first.body.results).toHaveLength(10);
    const next = first.body.paging.next.after;
    const second = await sandbox.call(
      'GET',
      `/crm/v4/objects/companies/5001/associations/contacts?limit=10&after=${next}`,
    );
    expect(second.body.results).toHaveLength(3);
    expect(second.body.paging).toBeUndefined();
    const labels = await sandbox.call('GET', '/crm/v4/associations/deals/companies/labels');
    expect(labels.body.results.map((label: Json) => label.typeId)).toEqual([5, 341]);
  });

  test('makes and removes associations both ways; the first company is the primary one', async () => {
    const created = await sandbox.call('POST', '/crm/v3/objects/contacts', { properties: { email: 'new@firm.com' } });
    const id = created.body.id;
    const made = await sandbox.call('POST', '/crm/v4/associations/companies/contacts/batch/create', {
      inputs: [
        {
          from: { id: '5001' },
          to: { id },
          types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 280 }],
        },
        {
          from: { id: '5003' },
          to: { id: '1' },
          types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 280 }],
        },
      ],
    });
    expect(made).toMatchObject({
      status: 207,
      body: { errors: [{ subCategory: 'crm.associations.INVALID_IDENTIFIER' }] },
    });
    const company = () => sandbox.call('GET', `/crm/v3/objects/contacts/${id}?properties=associatedcompanyid`);
    expect((await company()).body.properties.associatedcompanyid).toBe('5001');
    const gone = await sandbox.call('DELETE', `/crm/v4/objects/contacts/${id}/associations/companies/5001`);
    expect(gone.status).toBe(204);
    expect((await company()).body.properties.associatedcompanyid).toBeNull();
    expect((await read('/crm/v4/associations/contacts/companies/batch/read', [id])).body.results).toEqual([]);
  });
});
