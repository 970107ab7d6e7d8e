import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, NOW, type OpenSandbox, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

const SEARCH = '/crm/objects/2026-09/contacts/search';
const DAY_MS = 86_400_000;
const START = NOW.getTime() - 30 * DAY_MS;

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox(
    { contacts: 400, limits: { searchPerSecond: null, perTenSeconds: null } },
    createSmallPopulation,
  );
});
afterAll(() => sandbox.close());

const search = (body: unknown, path = SEARCH) => sandbox.call('POST', path, body);
const where = (...filters: unknown[]) => ({ filterGroups: [{ filters }] });
const filter = (propertyName: string, operator: string, more: object = {}) => ({ propertyName, operator, ...more });
const idsOf = (body: Json): string[] => body.results.map((record: Json) => record.id);

describe('conditions', () => {
  beforeAll(async () => {
    const inputs = [
      { id: '101', properties: { jobtitle: 'Head of Sales', city: 'Oslo' } },
      { id: '103', properties: { jobtitle: 'sales manager', city: 'Bergen' } },
      { id: '105', properties: { lifecyclestage: 'customer', phone: '+47 22 33' } },
    ];
    await sandbox.call('POST', '/crm/v3/objects/contacts/batch/update', { inputs });
  });

  test.each([
    ['EQ, texts without case', filter('city', 'EQ', { value: 'OSLO' }), ['101']],
    ['EQ, options with case', filter('lifecyclestage', 'EQ', { value: 'Customer' }), []],
    ['EQ, options', filter('lifecyclestage', 'EQ', { value: 'customer' }), ['105']],
    ['NEQ of what is filled', filter('city', 'NEQ', { value: 'oslo' }), ['103']],
    ['IN, texts in lower case', filter('city', 'IN', { values: ['oslo', 'bergen'] }), ['101', '103']],
    ['IN, texts as written find nothing', filter('city', 'IN', { values: ['Oslo'] }), []],
    ['NOT_IN', filter('city', 'NOT_IN', { values: ['oslo'] }), ['103']],
    ['HAS_PROPERTY', filter('jobtitle', 'HAS_PROPERTY'), ['101', '103']],
    ['CONTAINS_TOKEN', filter('jobtitle', 'CONTAINS_TOKEN', { value: 'Sales' }), ['101', '103']],
    ['CONTAINS_TOKEN with a star', filter('jobtitle', 'CONTAINS_TOKEN', { value: 'man*' }), ['103']],
    ['BETWEEN', filter('hs_object_id', 'BETWEEN', { value: '109', highValue: '113' }), ['109', '111', '113']],
    ['LT of a number', filter('hs_object_id', 'LT', { value: 105 }), ['101', '103']],
    ['association', filter('associations.company', 'EQ', { value: '5039' }), null],
  ])('%s', async (_name, condition, expected) => {
    const { status, body } = await search({ ...where(condition), limit: 200 });
    expect(status).toBe(200);
    if (expected === null) expect(idsOf(body)).toHaveLength(20);
    else expect(idsOf(body).sort()).toEqual([...expected].sort());
    expect(body.total).toBe(body.results.length);
  });

  test('NOT_HAS_PROPERTY and HAS_PROPERTY divide all records', async () => {
    const totals = await Promise.all(
      ['HAS_PROPERTY', 'NOT_HAS_PROPERTY'].map(
        async (operator) => (await search(where(filter('email', operator)))).body.total,
      ),
    );
    expect(totals).toEqual([360, 40]);
  });

  test('groups are alternatives, filters of a group must all hold', async () => {
    const body = {
      filterGroups: [
        { filters: [filter('city', 'EQ', { value: 'oslo' }), filter('jobtitle', 'HAS_PROPERTY')] },
        { filters: [filter('lifecyclestage', 'EQ', { value: 'customer' })] },
      ],
    };
    expect(idsOf((await search(body)).body).sort()).toEqual(['101', '105']);
  });

  test('a query looks at the beginnings of words', async () => {
    expect(idsOf((await search({ query: 'person77@firm' })).body)).toEqual(['255']);
  });

  test('sorts by any property, empty ones last', async () => {
    const sorted = await search({
      sorts: [{ propertyName: 'city', direction: 'DESCENDING' }],
      limit: 3,
      properties: ['city'],
    });
    expect(sorted.body.results.map((record: Json) => record.properties.city)).toEqual(['Oslo', 'Bergen', null]);
  });

  test('gives the default properties, or those asked for with id and dates', async () => {
    const { body } = await search({ limit: 1, properties: ['company'] });
    expect(Object.keys(body.results[0].properties)).toEqual([
      'company',
      'createdate',
      'hs_object_id',
      'lastmodifieddate',
    ]);
  });
});

describe('by modified date', () => {
  const since = (at: number, more: object = {}) => ({
    ...where(filter('lastmodifieddate', 'GTE', { value: String(at) })),
    sorts: [{ propertyName: 'lastmodifieddate', direction: 'ASCENDING' }],
    ...more,
  });

  test('a walk over a moving window gives every record once, written ones last', async () => {
    const seen: string[] = [];
    let at = 0;
    let last = '';
    for (;;) {
      const groups = [
        { filters: [filter('lastmodifieddate', 'GT', { value: String(at) })] },
        {
          filters: [
            filter('lastmodifieddate', 'EQ', { value: String(at) }),
            filter('hs_object_id', 'GT', { value: last || '0' }),
          ],
        },
      ];
      const { body } = await search({ ...since(0), filterGroups: groups, limit: 150 });
      if (body.results.length === 0) break;
      seen.push(...idsOf(body));
      const final = body.results.at(-1);
      at = Date.parse(final.updatedAt);
      last = final.id;
    }
    expect(seen).toHaveLength(400);
    expect(new Set(seen).size).toBe(400);
    expect(seen.slice(-3)).toEqual(['101', '103', '105']);
  });

  test.each(['ASCENDING', 'DESCENDING'])('pages %s by offset agree with the long way', async (direction) => {
    const sorts = [{ propertyName: 'lastmodifieddate', direction }];
    const range = filter('lastmodifieddate', 'GTE', { value: START + 100 * 60_000 });
    const long = await search({ ...where(range, filter('createdate', 'HAS_PROPERTY')), sorts, limit: 200 });
    const pages: string[] = [];
    for (let after: string | undefined = '0'; after !== undefined; ) {
      const { body }: { body: Json } = await search({ ...where(range), sorts, limit: 70, after });
      expect(body.total).toBe(303);
      pages.push(...idsOf(body));
      after = body.paging?.next.after;
    }
    expect(pages).toHaveLength(303);
    expect(pages.slice(0, 200)).toEqual(idsOf(long.body));
  });

  test('an archived record disappears, a created one appears', async () => {
    const before = (await search(since(0))).body.total;
    const { body } = await sandbox.call('POST', '/crm/v3/objects/contacts', { properties: { lastname: 'New' } });
    expect((await search(since(0))).body.total).toBe(before + 1);
    await sandbox.call('DELETE', `/crm/v3/objects/contacts/${body.id}`);
    await sandbox.call('DELETE', '/crm/v3/objects/contacts/899');
    expect((await search(since(0))).body.total).toBe(before - 1);
  });
});

describe('limits', () => {
  const many = (count: number) => Array.from({ length: count }, () => filter('city', 'EQ', { value: 'x' }));

  test.each([
    ['a page of 201', { limit: 201 }],
    ['results beyond 10,000', { after: '9900', limit: 200 }],
    ['an offset that is no number', { after: 'abc' }],
    ['six groups', { filterGroups: Array.from({ length: 6 }, () => ({ filters: many(1) })) }],
    ['seven filters in a group', { filterGroups: [{ filters: many(7) }] }],
    ['19 filters', { filterGroups: [6, 6, 6, 1].map((count) => ({ filters: many(count) })) }],
    ['two sorts', { sorts: [{ propertyName: 'city' }, { propertyName: 'state' }] }],
    ['an unknown operator', where(filter('city', 'LIKE', { value: 'x' }))],
    ['an unknown property', where(filter('unheard_of', 'EQ', { value: 'x' }))],
    ['a body over 3,000 characters', { properties: Array.from({ length: 300 }, () => 'jobtitle') }],
  ])('refuses %s', async (_name, body) => {
    const answer = await search(body);
    expect(answer).toMatchObject({ status: 400, body: { status: 'error', category: 'VALIDATION_ERROR' } });
  });

  test('18 filters, five groups and the 10,000th result are allowed', async () => {
    const body = {
      filterGroups: [6, 6, 4, 1, 1].map((count) => ({ filters: many(count) })),
      after: '9800',
      limit: 200,
    };
    expect((await search(body)).status).toBe(200);
  });

  test('no rate headers, five calls a second for the account', async () => {
    const limited = await openSandbox({}, createSmallPopulation);
    const other = (await limited.control('POST', '/tokens', {})).token;
    const statuses: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      const token = turn % 2 === 0 ? limited.accessToken : other;
      const { status, headers, body } = await limited.call('POST', SEARCH, {}, token);
      statuses.push(status);
      expect([...headers.keys()].filter((name) => name.startsWith('x-hubspot'))).toEqual([]);
      if (status === 429)
        expect(body).toMatchObject({ policyName: 'SECONDLY', message: 'You have reached your secondly limit.' });
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    limited.passMs(1_000);
    expect((await limited.call('POST', SEARCH, {})).status).toBe(200);
    await limited.close();
  });
});

test('the index lags behind writes as long as it is told to', async () => {
  const lagging = await openSandbox({ searchLagMs: 30_000 }, createSmallPopulation);
  const find = async (city: string) =>
    (await lagging.call('POST', SEARCH, where(filter('city', 'EQ', { value: city })))).body.total;
  const created = await lagging.call('POST', '/crm/v3/objects/contacts', { properties: { city: 'Rome' } });
  await lagging.call('PATCH', '/crm/v3/objects/contacts/101', { properties: { city: 'Rome' } });
  await lagging.call('DELETE', '/crm/v3/objects/contacts/103');
  const all = async () => (await lagging.call('POST', SEARCH, {})).body.total;
  expect([await find('Rome'), await all()]).toEqual([0, 60]);
  await lagging.control('POST', '/clock', { advanceMs: 31_000 });
  expect([await find('Rome'), await all()]).toEqual([2, 60]);
  expect(created.status).toBe(201);
  await lagging.close();
});
