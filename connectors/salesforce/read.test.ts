import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from '../../src/model/connector.ts';
import type { CrmRecord, ObjectType } from '../../src/model/record.ts';
import { callsOf, readAll } from '../../test/kit/hubspot-sandbox.ts';
import { connectTo, startOrg, type TestOrg } from '../../test/kit/salesforce-sandbox.ts';

const queryRoute = 'GET /services/data/v67.0/query';
const moreRoute = 'GET /services/data/v67.0/query/{id}';

// Some of these read thousands of rows from a server in the same process.
jest.setTimeout(60_000);

let org: TestOrg;
beforeAll(async () => {
  org = await startOrg({ leads: 300, contacts: 2040, accounts: 60, opportunities: 150 });
});
afterAll(() => org.close());

test('each record type is a pipeline with the stages it offers, and opportunities without have all', async () => {
  const own = await startOrg({ leads: 0, contacts: 0, accounts: 0, opportunities: 3 });
  try {
    const renewal = { object: 'Opportunity', developerName: 'Renewal', values: ['Closed Lost', 'Qualification'] };
    const { id } = await own.control('/record-types', renewal);
    await own.control('/record-types', { object: 'Opportunity', developerName: 'New_Business' });
    const [deal] = await own.rows('SELECT Id FROM Opportunity LIMIT 1');
    await own.api('PATCH', `/sobjects/Opportunity/${deal!.Id}`, { RecordTypeId: id });
    const { connector, env } = await connectTo(own);
    const { pipelines } = await connector.catalog();
    expect(pipelines).toMatchObject([
      // In the order of the org, whatever order the record type was given.
      { id: 'Renewal', label: 'Renewal', stages: [{ id: 'Qualification' }, { id: 'Closed Lost', state: 'lost' }] },
      { id: 'New_Business', label: 'New Business' },
      { id: 'default', label: 'Default' },
    ]);
    expect((pipelines as readonly { stages: readonly unknown[] }[]).map(({ stages }) => stages.length)).toEqual([
      2, 7, 7,
    ]);
    expect(callsOf(env, 'picklist-values/{id}/StageName')).toBe(2);
    await connector.catalog();
    expect(callsOf(env, 'picklist-values')).toBe(2);
    const records = recordsOf(await readAll(connector.read, 'deal'));
    expect(records.find(({ ref }) => ref.id === deal!.Id)!.fields.pipeline).toMatchObject({ value: 'Renewal' });
    expect(records.filter(({ fields }) => fields.pipeline!.is === 'value')).toHaveLength(3);
  } finally {
    await own.close();
  }
});

test('a record type whose stages the org does not tell has all of them', async () => {
  const own = await startOrg({ leads: 0, contacts: 0, accounts: 0, opportunities: 3 });
  try {
    await own.control('/record-types', { object: 'Opportunity', developerName: 'Renewal', values: ['Qualification'] });
    await own.control('/faults', { kind: 'status', status: 404, path: '/ui-api/', count: 1 });
    const { connector } = await connectTo(own);
    const { pipelines } = await connector.catalog();
    expect((pipelines as readonly { stages: readonly unknown[] }[]).map(({ stages }) => stages.length)).toEqual([7, 7]);
  } finally {
    await own.close();
  }
});

function recordsOf(pages: readonly Page[]): readonly CrmRecord[] {
  return pages.flatMap((page) => page.records);
}

function rawOf(record: CrmRecord, name: string): unknown {
  const field = record.fields[name]!;
  return field.is === 'value' ? field.raw : null;
}

test('account and catalog: fields, owners with queues, stages in order, links', async () => {
  const { connector } = await connectTo(org);
  await expect(connector.identify()).resolves.toMatchObject({ id: org.organizationId, timeZone: 'UTC' });
  const catalog = await connector.catalog();
  expect(catalog.fields.lead).toContainEqual(expect.objectContaining({ name: 'Email', type: 'text', readOnly: false }));
  expect(catalog.fields.deal).toContainEqual(expect.objectContaining({ name: 'Amount', type: 'number' }));
  expect(catalog.fields.deal).toContainEqual(
    expect.objectContaining({ name: 'IsClosed', type: 'boolean', readOnly: true }),
  );
  const owners = catalog.owners === 'unknown' ? [] : catalog.owners;
  expect(owners.some((owner) => owner.kind === 'queue' && owner.id.startsWith('00G'))).toBe(true);
  expect(owners.some((owner) => owner.kind === 'person' && !owner.active)).toBe(true);
  const [pipeline] = catalog.pipelines === 'unknown' ? [] : catalog.pipelines;
  expect(pipeline!.id).toBe('default');
  expect(pipeline!.stages.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'Prospecting open',
    'Qualification open',
    'Needs Analysis open',
    'Proposal/Price Quote open',
    'Negotiation/Review open',
    'Closed Won won',
    'Closed Lost lost',
  ]);
  expect(catalog.links).toEqual([
    { from: 'contact', to: 'company' },
    // No lead has a deal, and that is known: converting makes one, and converted leads are left out.
    { from: 'lead', to: 'deal' },
    { from: 'deal', to: 'company' },
    { from: 'deal', to: 'contact' },
  ]);
  expect(catalog.provisioned).toEqual({});
});

test.each<[ObjectType, string, string]>([
  ['lead', 'Lead', 'IsConverted = false'],
  ['contact', 'Contact', "Id != ''"],
  ['company', 'Account', "Id != ''"],
  ['deal', 'Opportunity', "Id != ''"],
])('a listing of %s holds every record once, with the values of the org', async (object, sObject, where) => {
  const { connector } = await connectTo(org);
  const records = recordsOf(await readAll(connector.read, object));
  const rows = await org.rows(`SELECT Id, OwnerId, SystemModstamp FROM ${sObject} WHERE ${where} ORDER BY Id`);
  expect(rows.length).toBeGreaterThan(50);
  expect(records.map((record) => record.ref.id)).toEqual(rows.map((row) => row.Id));
  expect(records.map((record) => rawOf(record, 'ownerId'))).toEqual(rows.map((row) => row.OwnerId));
  expect(records.map((record) => record.updatedAt.getTime())).toEqual(
    rows.map((row) => Date.parse(String(row.SystemModstamp).replace('+0000', 'Z'))),
  );
});

test('a listing takes a call per 2,000 records and one for the position, and as many for what hangs on them', async () => {
  const { connector, env } = await connectTo(org);
  await connector.catalog();
  env.calls.clear();
  const pages = await readAll(connector.read, 'contact');
  expect(pages.map((page) => page.records.length)).toEqual([2000, 40]);
  expect(pages.map((page) => page.cursor !== null)).toEqual([false, true]);
  const contacts = pages[0]!.records.map((record) => record.ref.id);
  const all = [...contacts, ...pages[1]!.records.map((record) => record.ref.id)];
  const own = new Set(all);
  const tasks = await org.rows(`SELECT WhoId FROM Task WHERE IsClosed = true AND WhoId >= '${contacts[0]}'`);
  const events = await org.rows(`SELECT WhoId FROM Event WHERE WhoId >= '${contacts[0]}'`);
  expect(tasks.filter((row) => own.has(String(row.WhoId))).length).toBeGreaterThan(0);
  const most = (rows: readonly object[]) => Math.max(1, Math.ceil(rows.length / 2000));
  expect(env.calls.get(queryRoute)).toBe(1 + 3);
  expect(env.calls.get(moreRoute)).toBeLessThanOrEqual(1 + most(tasks) - 1 + most(events) - 1);
});

test('links are the accounts of the records and the contact roles of opportunities', async () => {
  const { connector } = await connectTo(org);
  const pages = await readAll(connector.read, 'deal', { links: ['company', 'contact'] });
  const links = pages.flatMap((page) => page.links.map((link) => `${link.from.id} ${link.to.object} ${link.to.id}`));
  const roles = await org.rows('SELECT OpportunityId, ContactId FROM OpportunityContactRole');
  const deals = await org.rows('SELECT Id, AccountId FROM Opportunity WHERE AccountId != null');
  expect(roles.length).toBeGreaterThan(50);
  const expected = new Set([
    ...roles.map((row) => `${row.OpportunityId} contact ${row.ContactId}`),
    ...deals.map((row) => `${row.Id} company ${row.AccountId}`),
  ]);
  expect(links.sort()).toEqual([...expected].sort());
});

test('links that nobody asks for are not read', async () => {
  const { connector, env } = await connectTo(org);
  const pages = await readAll(connector.read, 'deal');
  expect(pages.flatMap((page) => page.links)).toEqual([]);
  await readAll(connector.read, 'deal', { links: ['contact'] });
  expect(env.calls.get(queryRoute)).toBe(5 + 6);
});

test('a deal is in its stage since its history says so', async () => {
  const { connector } = await connectTo(org);
  const deals = recordsOf(await readAll(connector.read, 'deal'));
  const history = await org.rows(
    'SELECT OpportunityId, StageName, CreatedDate FROM OpportunityHistory ORDER BY CreatedDate, Id',
  );
  const entered = new Map<string, string>();
  const stages = new Map<string, string>();
  for (const row of history) {
    const id = String(row.OpportunityId);
    if (stages.has(id) && stages.get(id) !== row.StageName) entered.set(id, String(row.CreatedDate));
    stages.set(id, String(row.StageName));
  }
  expect(entered.size).toBeGreaterThan(20);
  for (const deal of deals.filter((record) => entered.has(record.ref.id)))
    expect(rawOf(deal, 'stageEnteredAt')).toBe(entered.get(deal.ref.id));
});

test('a listing goes on from a checkpoint, with the cursor learnt at its start', async () => {
  const { connector } = await connectTo(org);
  const whole = await readAll(connector.read, 'contact', { links: ['company'] });
  const rest = await readAll(connector.read, 'contact', { links: ['company'], from: whole[0]!.checkpoint });
  expect(rest).toEqual(whole.slice(1));
});

test('the server may give fewer rows a page than were asked for', async () => {
  const { connector } = await connectTo(org);
  const usual = await readAll(connector.read, 'deal', { links: ['company', 'contact'] });
  await org.control('/switches', { maxBatchRows: 70 });
  try {
    const pages = await readAll(connector.read, 'deal', { links: ['company', 'contact'] });
    expect(pages.map((page) => page.records.length)).toEqual([70, 70, 10]);
    expect(recordsOf(pages)).toEqual(recordsOf(usual));
    expect(pages.flatMap((page) => page.links)).toEqual(usual.flatMap((page) => page.links));
  } finally {
    await org.control('/switches', { maxBatchRows: 2000 });
  }
});

test('by Bulk API the same records and links come as by REST', async () => {
  const rest = await connectTo(org);
  const bulk = await connectTo(org, {}, { bulk_reads_above: 1 });
  for (const object of ['lead', 'company', 'deal'] as const) {
    await org.control('/switches', { maxBatchRows: 50 });
    const links = { links: ['company', 'contact'] as const };
    const read = async ({ connector }: typeof rest) => {
      const pages = await readAll(connector.read, object, links);
      const fields = recordsOf(pages).map((record) =>
        Object.entries(record.fields).map(([name, field]) => [name, field.is, field.is === 'value' ? field.value : '']),
      );
      return {
        fields,
        links: pages.flatMap((page) => page.links),
        ids: recordsOf(pages).map((record) => record.ref.id),
      };
    };
    const wanted = await read(rest);
    const found = await read(bulk);
    await org.control('/switches', { maxBatchRows: 2000 });
    expect(wanted.ids.length).toBeGreaterThan(50);
    expect(found).toEqual(wanted);
  }
  expect(bulk.env.calls.get('POST /services/data/v67.0/jobs/query')).toBeGreaterThan(4);
  expect(callsOf(rest.env, 'jobs')).toBe(0);
});

test('records are read by id with all their fields; who is not there is gone', async () => {
  const { connector, env } = await connectTo(org);
  const listed = recordsOf(await readAll(connector.read, 'deal'));
  env.calls.clear();
  const wanted = listed.slice(5, 8);
  const page = await connector.read.byId('deal', [...wanted.map((record) => record.ref.id), '006000000000000AAA']);
  expect(page.records).toEqual(expect.arrayContaining([...wanted]));
  expect(page.records).toHaveLength(3);
  expect(page.gone).toEqual([{ object: 'deal', id: '006000000000000AAA', into: null }]);
});

test('a converted lead is gone when it is read by id', async () => {
  const { connector } = await connectTo(org);
  const [row] = await org.rows('SELECT Id FROM Lead WHERE IsConverted = true');
  const page = await connector.read.byId('lead', [String(row!.Id)]);
  expect(page).toMatchObject({ records: [], gone: [{ id: row!.Id, into: null }] });
});
