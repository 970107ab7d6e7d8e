import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_SCOPES } from '../../src/sandbox/hubspot/options.ts';
import { type Json, type OpenSandbox, openSandbox, type Reply } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

/** Answers of the real API, which are not ours to ship: they lie beside the checkout where there are any. */
const FOLDER = join(import.meta.dirname, '../../../shared/data/recorded/hubspot');
const isThere = existsSync(FOLDER);

/** Members whose keys are data, not shape. */
const MAPS = new Set(['properties', 'metadata']);

/** Recorded by hand or by an older version without these. */
const OPTIONAL = new Set([
  'url',
  'startedAt',
  'link',
  'updatedUserId',
  'createdUserId',
  'showCurrencySymbol',
  'referencedObjectType',
  'archived',
  'hubspotDefined',
  'updatedAt',
  'createdAt',
  'readOnlyOptions',
  'description',
  'objectWriteTraceId',
]);

/** The paths of all members with the type of their value, arrays merged into one element. */
function shapeOf(value: Json, path = ''): Map<string, string> {
  const shape = new Map<string, string>();
  if (Array.isArray(value)) {
    shape.set(path, 'array');
    for (const item of value) for (const [key, type] of shapeOf(item, `${path}[]`)) shape.set(key, type);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      if (OPTIONAL.has(key)) continue;
      shape.set(`${path}.${key}`, MAPS.has(key) ? 'map' : '');
      if (!MAPS.has(key)) for (const [name, type] of shapeOf(member, `${path}.${key}`)) shape.set(name, type);
    }
  } else {
    shape.set(path, value === null ? 'null' : typeof value);
  }
  return shape;
}

function lines(value: Json): string[] {
  return [...shapeOf(value)].map(([path, type]) => `${path}: ${type}`).sort();
}

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ limits: { perTenSeconds: null, searchPerSecond: null } }, createSmallPopulation);
});
afterAll(() => sandbox.close());

const CONTACTS = '/crm/v3/objects/contacts';
const post = (path: string, body: unknown) => sandbox.call('POST', path, body);
const unknownNames = { first000name: 'x', last000name: 'y' };
const newContact = (email: string, more: object = {}) => ({ properties: { email, lastname: 'x' }, ...more });
const traced = (id: string, properties: object) => ({ id, properties, objectWriteTraceId: id });
const type279 = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }];
const link = (from: string, to: string) => ({ from: { id: from }, to: { id: to }, types: type279 });

async function withoutScope(): Promise<Reply> {
  const scopes = ALL_SCOPES.filter((scope) => !scope.includes('contacts'));
  const { token } = await sandbox.control('POST', '/tokens', { scopes });
  return sandbox.call('GET', '/crm/v3/properties/contacts', undefined, token);
}

const CALLS: readonly (readonly [string, number, () => Promise<Reply>])[] = [
  [
    'associations__contact-to-company-resp',
    201,
    () => post('/crm/v4/associations/contacts/companies/batch/create', { inputs: [link('101', '5003')] }),
  ],
  [
    'batch__create__contacts__err-conflict',
    409,
    () => post(`${CONTACTS}/batch/create`, { inputs: [newContact('person1@firm1.com')] }),
  ],
  [
    'batch__create__contacts__err-many-invalid-properties',
    400,
    () => post(`${CONTACTS}/batch/create`, { inputs: [{ properties: unknownNames }, { properties: unknownNames }] }),
  ],
  [
    'batch__create__contacts__err-partial-success',
    207,
    () =>
      post(`${CONTACTS}/batch/create`, {
        inputs: [
          newContact('n1@x.com', { objectWriteTraceId: '0' }),
          newContact('person1@firm1.com', { objectWriteTraceId: '1' }),
        ],
      }),
  ],
  [
    'batch__create__contacts__success',
    201,
    () => post(`${CONTACTS}/batch/create`, { inputs: [newContact('n2@x.com')] }),
  ],
  [
    'batch__update__contacts__err-duplicate-ids',
    400,
    () => post(`${CONTACTS}/batch/update`, { inputs: [traced('101', {}), traced('101', {})] }),
  ],
  [
    'batch__update__contacts__err-many-invalid-properties',
    400,
    () => post(`${CONTACTS}/batch/update`, { inputs: ['101', '103'].map((id) => ({ id, properties: unknownNames })) }),
  ],
  [
    'batch__update__contacts__err-partial-success',
    207,
    () =>
      post(`${CONTACTS}/batch/update`, { inputs: [traced('101', { city: 'x' }), traced('unknownIdentifier888', {})] }),
  ],
  [
    'batch__update__contacts__success',
    200,
    () => post(`${CONTACTS}/batch/update`, { inputs: [traced('101', { city: 'x' })] }),
  ],
  [
    'custom__create__4-response-batch-create-properties',
    201,
    () =>
      post('/crm/v3/properties/contacts/batch/create', {
        inputs: [
          {
            name: 'interests',
            label: 'Interests',
            type: 'enumeration',
            fieldType: 'select',
            groupName: 'contactinformation',
            options: [{ label: 'a', value: 'a', description: 'a', displayOrder: 1, hidden: false }],
          },
        ],
      }),
  ],
  ['metadata-contacts-external-pipelines', 200, () => sandbox.call('GET', '/crm/v3/pipelines/contacts')],
  ['metadata-contacts-properties-sampled', 200, () => sandbox.call('GET', '/crm/v3/properties/contacts')],
  ['metadata-deals-external-pipelines', 200, () => sandbox.call('GET', '/crm/v3/pipelines/deals')],
  ['metadata-err-schemas-scope', 403, withoutScope],
  ['read-via-search__contacts-response', 200, () => post(`${CONTACTS}/search`, { query: 'person1' })],
  ['read__objects-api__contacts-batch', 200, () => post(`${CONTACTS}/batch/read`, { inputs: [{ id: '101' }] })],
  ['read__objects-api__contacts-response', 200, () => sandbox.call('GET', `${CONTACTS}?limit=3`)],
  ['search__contacts__1-first-page', 200, () => post(`${CONTACTS}/search`, { limit: 1 })],
  [
    'search__contacts__contacts-to-companies',
    207,
    () => post('/crm/v4/associations/contacts/companies/batch/read', { inputs: [{ id: '101' }, { id: '7' }] }),
  ],
  ['search__error-invalid-object', 400, () => post('/crm/v3/objects/butterflies/search', {})],
];

const title = isThere
  ? 'answers have the members of recorded ones'
  : `no recorded answers in ${FOLDER}: shapes not compared`;
(isThere ? describe : describe.skip)(title, () => {
  test.each(CALLS)('%s', async (name, status, call) => {
    const answer = await call();
    expect(answer.status).toBe(status);
    const recorded = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
    expect(lines(recorded).length).toBeGreaterThan(2);
    expect(lines(answer.body)).toEqual(lines(recorded));
  });
});
