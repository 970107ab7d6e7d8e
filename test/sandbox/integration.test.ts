import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSandbox, type TestSandbox } from '../kit/hubspot-sandbox.ts';

const integration = [
  ['contacts', 'salesforcecontactid'],
  ['contacts', 'salesforceleadid'],
  ['companies', 'salesforceaccountid'],
  ['deals', 'hs_salesforceopportunityid'],
] as const;

let alone: TestSandbox;
let together: TestSandbox;

beforeAll(async () => {
  const withSalesforce = { leads: 60, contacts: 40, accounts: 16, opportunities: 30 };
  alone = await startSandbox();
  together = await startSandbox({ withSalesforce });
});
afterAll(async () => {
  await alone.close();
  await together.close();
});

async function hasProperty(sandbox: TestSandbox, object: string, name: string): Promise<boolean> {
  const { results } = await sandbox.api('GET', `/crm/v3/properties/${object}`);
  return (results as { name: string }[]).some((property) => property.name === name);
}

test.each(integration)('%s have %s where Salesforce is connected, and nowhere else', async (object, name) => {
  expect(await hasProperty(together, object, name)).toBe(true);
  expect(await hasProperty(alone, object, name)).toBe(false);
});

test('what both CRMs know is listed; a sandbox alone lists nothing', async () => {
  const { shared } = (await together.control('/shared')) as { shared: { family: string }[] };
  expect(shared.map(({ family }) => family)).toEqual([
    ...Array<string>(20 + 13).fill('person'),
    ...Array<string>(5).fill('company'),
    ...Array<string>(10).fill('deal'),
  ]);
  expect(await alone.control('/shared')).toEqual({ shared: [] });
});

test('a shared contact that carries the id names a Salesforce record, whole or without its check digits', async () => {
  const { results } = await together.api(
    'GET',
    '/crm/v3/objects/contacts?limit=100&properties=salesforcecontactid,salesforceleadid',
  );
  const rows = results as { properties: Record<string, string | null> }[];
  const ids = rows.flatMap(({ properties: own }) => [own.salesforcecontactid, own.salesforceleadid].filter(Boolean));
  expect(ids.length).toBeGreaterThan(5);
  expect(ids.every((id) => /^(003|00Q)[A-Za-z0-9]{12}([A-Z0-5]{3})?$/.test(id ?? ''))).toBe(true);
});
