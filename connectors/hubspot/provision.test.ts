import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { healthFields } from '../../src/model/health-field.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { callsOf, connectTo, readAll, startSandbox, type TestSandbox } from '../../test/kit/hubspot-sandbox.ts';

const objects: readonly ObjectType[] = ['contact', 'company', 'deal'];
const stale = { value: 'person_stale', label: 'Stale' };
const unreachable = { value: 'person_unreachable', label: 'Unreachable' };

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ contacts: 20 });
});
afterEach(() => sandbox.close());

function specs(flags = [stale]) {
  return objects.flatMap((object) => healthFields(object, flags));
}

async function propertyOf(name: string, object = 'contacts') {
  return sandbox.api('GET', `/crm/properties/2026-09/${object}/${name}`);
}

test('account, catalog, cursors and provisioning of three objects take 16 calls', async () => {
  const { connector, env } = await connectTo(sandbox);
  await connector.identify();
  await connector.catalog();
  await connector.provision!.run(await connector.provision!.plan(specs()));
  const catalog = await connector.catalog();
  for (const object of objects) await readAll(connector.read, object);
  expect(callsOf(env) - callsOf(env, 'GET /crm/objects/')).toBe(16);
  const accepted = { flags: ['person_stale', 'other'] };
  expect(catalog.provisioned).toEqual({ contact: accepted, company: accepted, deal: accepted });
});

test('the fields are created with the types that HubSpot shows best', async () => {
  const { connector } = await connectTo(sandbox);
  const steps = await connector.provision!.plan(specs());
  expect(steps.map((step) => step.is)).toEqual(Array(18).fill('create'));
  expect(steps[3]).toMatchObject({
    object: 'contact',
    summary: 'create contacts property hygiene_flags (enumeration/checkbox) in the group "CRM Hygiene"',
  });
  await connector.provision!.run(steps);
  const shapes = {
    hygiene_score: ['number', 'number'],
    hygiene_grade: ['enumeration', 'select'],
    hygiene_stage_health: ['enumeration', 'select'],
    hygiene_flags: ['enumeration', 'checkbox'],
    hygiene_next_action: ['string', 'text'],
    hygiene_scored_at: ['datetime', 'date'],
  };
  for (const [name, [type, fieldType]] of Object.entries(shapes))
    expect(await propertyOf(name)).toMatchObject({ type, fieldType, groupName: 'crm_hygiene', formField: false });
});

test('running twice changes nothing', async () => {
  const first = await connectTo(sandbox);
  await first.connector.provision!.run(await first.connector.provision!.plan(specs()));
  const second = await connectTo(sandbox);
  const steps = await second.connector.provision!.plan(specs());
  expect(steps.map((step) => step.is)).toEqual(Array(18).fill('present'));
  await second.connector.provision!.run(steps);
  expect(callsOf(second.env)).toBe(3);
});

test('a plan made before somebody else provisioned is run without harm', async () => {
  const early = await connectTo(sandbox);
  const steps = await early.connector.provision!.plan(specs([stale, unreachable]));
  const other = await connectTo(sandbox);
  await other.connector.provision!.run(await other.connector.provision!.plan(specs()));
  await early.connector.provision!.run(steps);
  const catalog = await early.connector.catalog();
  expect(catalog.provisioned!.contact!.flags).toEqual(['person_stale', 'other', 'person_unreachable']);
});

test('new flags are added to the options, those that are there stay', async () => {
  const { connector } = await connectTo(sandbox);
  await connector.provision!.run(await connector.provision!.plan(specs()));
  const steps = await connector.provision!.plan(specs([stale, unreachable]));
  expect(steps.filter((step) => step.is === 'extend').map((step) => step.summary)).toEqual([
    'add 1 option to contacts property hygiene_flags',
    'add 1 option to companies property hygiene_flags',
    'add 1 option to deals property hygiene_flags',
  ]);
  await connector.provision!.run(steps);
  const options = (await propertyOf('hygiene_flags')).options as { value: string; label: string }[];
  expect(options.map(({ value, label }) => [value, label])).toEqual([
    ['person_stale', 'Stale'],
    ['other', 'Other'],
    ['person_unreachable', 'Unreachable'],
  ]);
  expect((await connector.catalog()).provisioned!.deal!.flags).toContain('person_unreachable');
});

test('a property of our name with another type is a conflict, and nothing is created', async () => {
  await sandbox.api('POST', '/crm/properties/2026-09/deals', {
    groupName: 'dealinformation',
    name: 'hygiene_score',
    label: 'Old score',
    type: 'string',
    fieldType: 'text',
  });
  const { connector } = await connectTo(sandbox);
  const steps = await connector.provision!.plan(specs());
  expect(steps.filter((step) => step.is === 'conflict').map((step) => step.summary)).toEqual([
    'deals property hygiene_score exists as string/text; wanted: number/number',
  ]);
  await expect(connector.provision!.run(steps)).rejects.toMatchObject({
    name: 'UserError',
    code: 'PROPERTY_CONFLICT',
    message: expect.stringContaining('field_prefix'),
  });
  await expect(propertyOf('hygiene_score', 'contacts')).rejects.toThrow('404');
  expect((await connector.catalog()).provisioned).toEqual({});
  const prefixed = await connectTo(sandbox, { fieldPrefix: 'acme' });
  await prefixed.connector.provision!.run(await prefixed.connector.provision!.plan(specs()));
  expect(await propertyOf('acme_score', 'deals')).toMatchObject({ type: 'number' });
});

test('without the schema scope the error names it', async () => {
  const { token } = (await sandbox.control('/tokens', {
    scopes: ['oauth', 'crm.objects.contacts.read', 'crm.schemas.contacts.read'],
  })) as { token: string };
  const { connector } = await connectTo({ url: sandbox.url, accessToken: token }, { objects: ['contact'] });
  const steps = await connector.provision!.plan(healthFields('contact', [stale]));
  await expect(connector.provision!.run(steps)).rejects.toMatchObject({
    name: 'FatalError',
    code: 'SCOPE_MISSING',
    message: expect.stringContaining('crm.schemas.contacts.write'),
  });
});
