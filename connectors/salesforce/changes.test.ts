import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Ask, Page } from '../../src/model/connector.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { readAll } from '../../test/kit/hubspot-sandbox.ts';
import { connectTo, startOrg, type TestConnection, type TestOrg } from '../../test/kit/salesforce-sandbox.ts';
import { parseCursor } from './cursor.ts';

jest.setTimeout(30_000);

/** Noon of today and as much later as the test has run: right after midnight all that is dated today was just changed. */
const toNoonMs = 43_200_000 - (Date.now() % 86_400_000);
const now = (): number => Date.now() + toNoonMs;

let org: TestOrg;
let connection: TestConnection;
beforeEach(async () => {
  org = await startOrg({ readClock: now, leads: 60, contacts: 60, accounts: 20, opportunities: 40 });
  connection = await connectTo(org, { now });
});
afterEach(() => org.close());

const links = ['company', 'contact'] as const;

/** Lists everything and gives the cursor. */
async function cursorOf(object: ObjectType): Promise<string> {
  return (await readAll(connection.connector.read, object, { links })).at(-1)!.cursor!;
}

async function changesOf(object: ObjectType, since: string, ask: Partial<Ask> = {}): Promise<readonly Page[]> {
  return readAll(connection.connector.read, object, { links, since, ...ask });
}

function idsOf(pages: readonly Page[]): readonly string[] {
  return pages.flatMap((page) => page.records.map((record) => record.ref.id));
}

async function someIds(object: string, count: number, where = "Id != ''"): Promise<readonly string[]> {
  return (await org.rows(`SELECT Id FROM ${object} WHERE ${where} LIMIT ${count}`)).map((row) => String(row.Id));
}

test('what was changed is read again, with its new values and a cursor for the next time', async () => {
  const since = await cursorOf('lead');
  const [first, second] = await someIds('Lead', 2, 'IsConverted = false');
  await org.api('PATCH', `/sobjects/Lead/${first}`, { Title: 'Chief of Staff' });
  const pages = await changesOf('lead', since);
  expect(idsOf(pages)).toContain(first);
  const record = pages.flatMap((page) => page.records).find(({ ref }) => ref.id === first)!;
  expect(record.fields.jobTitle).toMatchObject({ value: 'Chief of Staff' });
  await org.api('PATCH', `/sobjects/Lead/${second}`, { Title: 'Deputy' });
  expect(idsOf(await changesOf('lead', pages.at(-1)!.cursor!))).toContain(second);
});

test('nothing changed: one call for the records and one for each kind that hangs on them', async () => {
  const since = await cursorOf('deal');
  connection.env.calls.clear();
  const pages = await changesOf('deal', since, { unseen: async () => [] });
  expect(pages.flatMap((page) => [...page.records, ...page.gone])).toEqual([]);
  expect(pages.at(-1)!.cursor).not.toBeNull();
  expect(Object.fromEntries(connection.env.calls)).toEqual({ 'GET /services/data/v67.0/queryAll': 4 });
});

test('records that are stored as they are cost no further call', async () => {
  // Stamps are whole seconds, so only what was old at the last read can be known to be stored as it is.
  const since = JSON.stringify({ ...parseCursor(await cursorOf('deal')), readAt: now() + 3_600_000 });
  for (const id of await someIds('Opportunity', 3))
    await org.api('PATCH', `/sobjects/Opportunity/${id}`, { NextStep: 'Call' });
  const hits: string[] = [];
  connection.env.calls.clear();
  const pages = await changesOf('deal', since, {
    unseen: async (_object, found) => {
      hits.push(...found.map(({ id }) => id));
      return [];
    },
  });
  expect(hits.length).toBeGreaterThanOrEqual(3);
  expect(idsOf(pages)).toEqual([]);
  expect(connection.env.calls.get('GET /services/data/v67.0/query')).toBeUndefined();
});

test('deleted records are gone', async () => {
  const since = await cursorOf('contact');
  const [id] = await someIds('Contact', 1);
  await org.api('DELETE', `/sobjects/Contact/${id}`);
  const pages = await changesOf('contact', since);
  expect(pages.flatMap((page) => page.gone)).toContainEqual({ object: 'contact', id, into: null });
  expect(idsOf(pages)).not.toContain(id);
});

test('a merged record is gone into its survivor, by changes and by id', async () => {
  const since = await cursorOf('company');
  const [winner, loser] = await someIds('Account', 2);
  await mergeAccounts(winner!, loser!);
  const gone = { object: 'company', id: loser, into: winner };
  expect((await changesOf('company', since)).flatMap((page) => page.gone)).toContainEqual(gone);
  const byId = await connection.connector.read.byId('company', [winner!, loser!]);
  expect(byId.gone).toEqual([gone]);
  expect(byId.records.map((record) => record.ref.id)).toEqual([winner]);
});

async function mergeAccounts(winner: string, loser: string): Promise<void> {
  const { token } = (await org.control('/tokens', {})) as { token: string };
  const body =
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">' +
    `<soapenv:Header><SessionHeader><sessionId>${token}</sessionId></SessionHeader></soapenv:Header><soapenv:Body>` +
    `<merge><request><masterRecord><type>Account</type><Id>${winner}</Id></masterRecord>` +
    `<recordToMergeIds>${loser}</recordToMergeIds></request></merge></soapenv:Body></soapenv:Envelope>`;
  const headers = { 'content-type': 'text/xml', soapaction: '""' };
  const response = await fetch(`${org.url}/services/Soap/u/67.0`, { method: 'POST', headers, body });
  const answer = await response.text();
  if (!answer.includes('<success>true</success>')) throw new Error(`merge: ${response.status} ${answer}`);
}

test('a contact role that is given or taken away brings its deal, though the deal itself did not change', async () => {
  const since = await cursorOf('deal');
  const [deal] = await someIds('Opportunity', 1);
  const roles = await org.rows(`SELECT ContactId FROM OpportunityContactRole WHERE OpportunityId = '${deal}'`);
  const taken = new Set(roles.map((row) => row.ContactId));
  const contact = (await someIds('Contact', 50)).find((id) => !taken.has(id))!;
  const role = await org.api('POST', '/sobjects/OpportunityContactRole', { OpportunityId: deal, ContactId: contact });
  const given = await changesOf('deal', since, { unseen: async () => [] });
  expect(idsOf(given)).toContain(deal);
  const link = { from: { object: 'deal', id: deal }, to: { object: 'contact', id: contact } };
  expect(given.flatMap((page) => page.links)).toContainEqual(link);
  await org.api('DELETE', `/sobjects/OpportunityContactRole/${role.id}`);
  const removed = await changesOf('deal', given.at(-1)!.cursor!, { unseen: async () => [] });
  expect(idsOf(removed)).toContain(deal);
  expect(removed.flatMap((page) => page.links)).not.toContainEqual(link);
});

test('an interrupted read goes on behind its last page', async () => {
  const since = await cursorOf('contact');
  const ids = await someIds('Contact', 9);
  for (const id of ids) await org.api('PATCH', `/sobjects/Contact/${id}`, { Title: 'Deputy' });
  await org.control('/switches', { maxBatchRows: 4 });
  const whole = await changesOf('contact', since);
  expect(idsOf(whole)).toEqual(expect.arrayContaining([...ids]));
  const rest = await changesOf('contact', since, { from: whole[0]!.checkpoint });
  expect(idsOf(rest)).toEqual(idsOf(whole).slice(whole[0]!.records.length));
  expect(rest.at(-1)!.cursor).not.toBeNull();
});

test('many changes in one second are told apart by id, and come by Bulk API where there are very many', async () => {
  const since = await cursorOf('contact');
  const ids = await someIds('Contact', 40);
  const records = ids.map((id) => ({ attributes: { type: 'Contact' }, id, Title: 'Deputy' }));
  await org.api('PATCH', '/composite/sobjects', { allOrNone: false, records });
  await org.control('/switches', { maxBatchRows: 7 });
  const rest = await changesOf('contact', since);
  expect([...idsOf(rest)].sort()).toEqual(expect.arrayContaining([...ids].sort()));
  const bulk = await connectTo(org, {}, { bulk_reads_above: 5 });
  const pages = await readAll(bulk.connector.read, 'contact', { links, since });
  expect(new Set(idsOf(pages))).toEqual(new Set(idsOf(rest)));
  expect(bulk.env.calls.get('POST /services/data/v67.0/jobs/query')).toBeGreaterThan(0);
});

test('a cursor never lies later than the look-back before now', async () => {
  const [id] = await someIds('Lead', 1, 'IsConverted = false');
  await org.api('PATCH', `/sobjects/Lead/${id}`, { Title: 'Now' });
  const { own } = parseCursor(await cursorOf('lead'));
  expect(own).toBeLessThanOrEqual(now() - 600_000 + 2000);
  expect(own).toBeGreaterThan(0);
});

test('a cursor that cannot be read reads everything', () => {
  expect(parseCursor('1700000000000')).toEqual({ own: 0, children: {}, readAt: 0 });
  expect(parseCursor('nonsense')).toEqual({ own: 0, children: {}, readAt: 0 });
});
