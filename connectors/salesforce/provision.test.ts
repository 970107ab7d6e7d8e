import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Change, Outcome } from '../../src/model/connector.ts';
import { type HealthFieldSpec, healthFields } from '../../src/model/health-field.ts';
import { objectTypes } from '../../src/model/record.ts';
import { callsOf, readAll } from '../../test/kit/hubspot-sandbox.ts';
import { connectTo, startOrg, type TestConnection, type TestOrg } from '../../test/kit/salesforce-sandbox.ts';
import { createClient } from './client.ts';
import { salesforceConfig } from './manifest.ts';

jest.setTimeout(30_000);

const flags = [
  { value: 'lead_unassigned', label: 'Unassigned' },
  { value: 'person_stale', label: 'Stale' },
];
const specs = objectTypes.flatMap((object) => healthFields(object, flags));
const soapRoute = 'POST /services/Soap/m/67.0';

let org: TestOrg;
let connection: TestConnection;
beforeEach(async () => {
  org = await startOrg({ leads: 30 });
  connection = await connectTo(org);
});
afterEach(() => org.close());

async function provision(wanted: readonly HealthFieldSpec[] = specs, { connector }: TestConnection = connection) {
  const steps = await connector.provision!.plan(wanted);
  await connector.provision!.run(steps);
  return steps;
}

test('a plan names every field and both permission sets, and changes nothing', async () => {
  const steps = await connection.connector.provision!.plan(specs);
  expect(steps.map((step) => step.is)).toEqual(Array(26).fill('create'));
  expect(steps.map((step) => step.summary)).toEqual(
    expect.arrayContaining([
      'create Lead.Hygiene_Score__c (Number)',
      'create Account.Hygiene_Flags__c (MultiselectPicklist)',
      'create the permission set Hygiene_Fields: read and edit on 24 fields, and assign it to the integration user',
      'create the permission set Hygiene_Fields_Read: read only on 24 fields (assign it to sales users)',
    ]),
  );
  await expect(org.rows("SELECT Id FROM PermissionSet WHERE Name = 'Hygiene_Fields'")).resolves.toEqual([]);
});

test('after a run the fields are there, open to us, and hold what is written', async () => {
  await provision();
  const catalog = await connection.connector.catalog();
  const accepted = [...flags.map(({ value }) => value), 'other'];
  expect(catalog.provisioned).toEqual({
    lead: { flags: accepted },
    contact: { flags: accepted },
    company: { flags: accepted },
    deal: { flags: accepted },
  });
  const sets = await org.rows("SELECT Id, Name FROM PermissionSet WHERE Name LIKE 'Hygiene%' ORDER BY Name");
  expect(sets.map((row) => row.Name)).toEqual(['Hygiene_Fields', 'Hygiene_Fields_Read']);
  const given = await org.rows('SELECT AssigneeId, PermissionSetId FROM PermissionSetAssignment');
  expect(given).toEqual([expect.objectContaining({ AssigneeId: org.userId, PermissionSetId: sets[0]!.Id })]);
});

test('running it twice changes nothing, and says so', async () => {
  await provision();
  const again = await connectTo(org);
  const steps = await provision(specs, again);
  expect(steps.map((step) => step.is)).toEqual(Array(26).fill('present'));
  expect(again.env.calls.get(soapRoute)).toBe(1);
});

test('new flags are added to those that are there', async () => {
  await provision();
  const more = [...flags, { value: 'deal_inactive', label: 'Inactive' }];
  const steps = await provision(healthFields('lead', more), await connectTo(org));
  expect(steps.filter((step) => step.is === 'extend').map((step) => step.summary)).toEqual([
    'add 1 value to Lead.Hygiene_Flags__c',
  ]);
  const catalog = await (await connectTo(org)).connector.catalog();
  expect(catalog.provisioned!.lead!.flags).toEqual(['lead_unassigned', 'person_stale', 'other', 'deal_inactive']);
});

test('a field of our name with another type stops before anything is created, even one we cannot see', async () => {
  const client = createClient(connection.env, salesforceConfig.parse({}));
  const taken = { fullName: 'Lead.Hygiene_Score__c', label: 'Taken', type: 'Text', length: 80 };
  await expect(client.upsertMetadata('CustomField', [taken])).resolves.toMatchObject([{ success: true }]);
  const { provision: provisioner } = connection.connector;
  const steps = await provisioner!.plan(specs);
  expect(steps.filter((step) => step.is === 'conflict').map((step) => step.summary)).toEqual([
    expect.stringMatching(/^Lead.Hygiene_Score__c exists as .*; wanted: Number$/),
  ]);
  await expect(provisioner!.run(steps)).rejects.toMatchObject({
    name: 'UserError',
    code: 'PROPERTY_CONFLICT',
    message: expect.stringContaining('field_prefix'),
  });
  await expect(org.rows("SELECT Id FROM PermissionSet WHERE Name = 'Hygiene_Fields'")).resolves.toEqual([]);
  await expect(provision(specs, await connectTo(org, { fieldPrefix: 'crm_hygiene' }))).resolves.toHaveLength(26);
});

test('fields that were created but never opened are opened by the next run', async () => {
  await org.control('/switches', { mayAssignPermissionSets: false });
  await expect(provision()).rejects.toMatchObject({
    code: 'SCOPE_MISSING',
    message: expect.stringMatching(/could not be assigned.*Ask an admin/s),
  });
  expect((await connection.connector.catalog()).provisioned).toEqual({});
  await org.control('/switches', { mayAssignPermissionSets: true });
  const again = await connectTo(org);
  const steps = await provision(specs, again);
  expect(steps.filter((step) => step.is === 'create')).toEqual([]);
  expect(Object.keys((await again.connector.catalog()).provisioned!)).toHaveLength(4);
});

test('a user who may not change metadata is told what failed', async () => {
  await org.control('/switches', { mayModifyMetadata: false });
  await expect(provision()).rejects.toMatchObject({
    code: 'SCOPE_MISSING',
    message: expect.stringContaining('Modify Metadata Through Metadata API Functions'),
  });
});

async function write(changes: readonly Change[], { connector }: TestConnection): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  async function* each() {
    yield* changes;
  }
  for await (const outcome of connector.write!.apply(each())) outcomes.push(outcome);
  return outcomes;
}

test.each([
  ['by collections', {}, 'PATCH /services/data/v67.0/composite/sobjects', 200],
  ['in bulk', { bulk_writes_above: 1 }, 'POST /services/data/v67.0/jobs/ingest', 50_000],
])('what is written %s is read again, and nobody gets another owner', async (_name, config, route, perCall) => {
  await org.close();
  org = await startOrg({ leads: 300 });
  connection = await connectTo(org);
  await provision();
  const writer = await connectTo(org, {}, config);
  const owners = await org.rows('SELECT Id, OwnerId FROM Lead WHERE IsConverted = false ORDER BY Id');
  const values = {
    score: 87,
    grade: 'B',
    stageHealth: 'at_risk',
    flags: ['person_stale', 'lead_unassigned'],
    nextAction: 'Call, then write "hello",\nor mail',
    scoredAt: '2026-11-21T08:00:00.000Z',
  };
  const changes = owners.map(({ Id }, index): Change => {
    return { intent: index, ref: { source: 'main', object: 'lead', id: String(Id) }, values };
  });
  const outcomes = await write(changes, writer);
  expect(outcomes.map((outcome) => outcome.is)).toEqual(Array(changes.length).fill('done'));
  expect(writer.env.calls.get(route)).toBe(Math.ceil(changes.length / perCall));
  const [page] = await readAll((await connectTo(org)).connector.read, 'lead');
  const { scoredAt, ...health } = values;
  for (const record of page!.records) {
    expect(record.health).toEqual({ ...health, flags: ['lead_unassigned', 'person_stale'] });
    expect(record.scoredAt).toBe(scoredAt);
  }
  const after = await org.rows('SELECT Id, OwnerId FROM Lead WHERE IsConverted = false ORDER BY Id');
  expect(after.map((row) => row.OwnerId)).toEqual(owners.map((row) => row.OwnerId));
  await write(
    changes.slice(0, 1).map((change) => ({ ...change, values: { score: null, flags: null, scoredAt: null } })),
    writer,
  );
  const emptied = await (await connectTo(org)).connector.read.byId('lead', [changes[0]!.ref.id]);
  expect(emptied.records[0]).toMatchObject({ scoredAt: '', health: { grade: 'B', stageHealth: 'at_risk' } });
  expect(emptied.records[0]!.health).not.toHaveProperty('score');
});

test.each([
  ['by collections', {}],
  ['in bulk', { bulk_writes_above: 1 }],
])('converted leads, deleted records, locks and refusals %s each have their outcome', async (_name, config) => {
  await org.close();
  org = await startOrg({ leads: 400 });
  connection = await connectTo(org);
  await provision();
  const [converted] = await org.rows('SELECT Id FROM Lead WHERE IsConverted = true');
  const leads = await org.rows('SELECT Id FROM Lead WHERE IsConverted = false ORDER BY Id');
  const ids = [String(converted!.Id), ...leads.map((row) => String(row.Id))];
  await org.api('DELETE', `/sobjects/Lead/${ids[1]}`);
  await org.control('/switches', { locksToCome: 2 });
  const writer = await connectTo(org, {}, config);
  const changes = ids.map((id, intent): Change => {
    const values = intent === 3 ? { flags: ['nobody_knows'] } : { score: 50 };
    return { intent, ref: { source: 'main', object: 'lead', id }, values };
  });
  const outcomes = await write(changes, writer);
  const byIntent = new Map(outcomes.map((outcome) => [outcome.intent, outcome]));
  expect(byIntent.size).toBe(ids.length);
  expect([byIntent.get(0)!.is, byIntent.get(1)!.is, byIntent.get(2)!.is]).toEqual(['gone', 'gone', 'done']);
  expect(byIntent.get(3)).toMatchObject({ is: 'refused', why: expect.stringContaining('crm-hygiene provision') });
  expect(outcomes.filter((outcome) => outcome.is === 'done')).toHaveLength(ids.length - 3);
});

test('a trigger that fails on every record ends the run with its words', async () => {
  await provision();
  await org.control('/switches', { trigger: { object: 'Lead', message: 'LeadGuard: no' } });
  const leads = await org.rows('SELECT Id FROM Lead WHERE IsConverted = false');
  const changes = leads.map((row, intent): Change => {
    return { intent, ref: { source: 'main', object: 'lead', id: String(row.Id) }, values: { score: 1 } };
  });
  const outcomes = await write(changes, connection);
  expect(outcomes.map((outcome) => outcome.is)).toEqual(Array(changes.length).fill('refused'));
  expect(outcomes[0]).toMatchObject({ why: expect.stringContaining('LeadGuard: no') });
});

test('before provisioning nothing can be written, and the message says what to do', async () => {
  const [lead] = await org.rows('SELECT Id FROM Lead WHERE IsConverted = false');
  const change: Change = {
    intent: 1,
    ref: { source: 'main', object: 'lead', id: String(lead!.Id) },
    values: { score: 1 },
  };
  await expect(write([change], connection)).rejects.toMatchObject({
    code: 'PROPERTY_MISSING',
    message: expect.stringContaining('crm-hygiene provision'),
  });
});

test('doctor: every line holds once the fields are there; a hidden field and a closed one are named', async () => {
  const before = await connection.connector.diagnose();
  expect(before.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(
    ['Contact', 'Lead', 'Account', 'Opportunity'].map((name) => `health fields of ${name}`),
  );
  await provision();
  const after = await (await connectTo(org)).connector.diagnose();
  expect(after.filter(({ ok }) => !ok)).toEqual([]);
  await org.control('/field-permissions', { object: 'Lead', field: 'Email', readable: false, editable: false });
  const { connector } = await connectTo(org);
  const hidden = (await connector.diagnose()).filter(({ ok }) => !ok);
  expect(hidden).toEqual([
    expect.objectContaining({ check: 'read Lead', detail: expect.stringContaining('Lead.Email') }),
  ]);
  const [page] = await readAll(connector.read, 'lead');
  expect(page!.records[0]!.fields.email).toMatchObject({ is: 'unknown' });
});

test('doctor says what is wrong with a session, and nothing else', async () => {
  const { connector, env } = await connectTo({ ...org, clientSecret: 'mistyped' });
  expect(await connector.diagnose()).toEqual([
    expect.objectContaining({ check: 'session', ok: false, detail: expect.stringContaining('CLIENT_SECRET') }),
  ]);
  expect(callsOf(env)).toBe(1);
});
