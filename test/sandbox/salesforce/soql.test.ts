import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseQuery as parseForeign } from '@jetstreamapp/soql-parser-js';
import { type OpenOrg, openOrg, provision } from './open-org.ts';
import { idOf } from './small-org.ts';
import { CONDITIONS, ORDERS, REFUSED } from './soql-cases.ts';

let org: OpenOrg;
beforeAll(async () => {
  org = await openOrg();
});
afterAll(() => org.close());

const indexes = (rows: readonly { Id: string }[]) => rows.map(({ Id }) => Number(Id.slice(6, 15)) - 1);

describe('conditions', () => {
  test.each(CONDITIONS)('%s', async (condition, expected) => {
    const rows = await org.query(`SELECT Id FROM Lead WHERE ${condition} ORDER BY Id`);
    expect(indexes(rows)).toEqual(expected);
  });

  test.each(CONDITIONS)('an independent parser reads: %s', (condition) => {
    expect(() => parseForeign(`SELECT Id FROM Lead WHERE ${condition}`)).not.toThrow();
  });

  test('a multi-select picklist is searched by INCLUDES and EXCLUDES', async () => {
    const own = await openOrg();
    const value = ['a', 'b', 'c'].map((name) => ({ fullName: name, label: name, default: false }));
    const valueSet = { restricted: true, valueSetDefinition: { sorted: false, value } };
    const flags = { fullName: 'Lead.Flags__c', label: 'Flags', type: 'MultiselectPicklist', visibleLines: 4, valueSet };
    await provision(own, [flags]);
    await own.call('PATCH', `/sobjects/Lead/${idOf('Lead', 0)}`, { Flags__c: 'b;a' });
    await own.call('PATCH', `/sobjects/Lead/${idOf('Lead', 1)}`, { Flags__c: 'c' });
    const find = async (condition: string) =>
      indexes(await own.query(`SELECT Id FROM Lead WHERE ${condition} AND NumberOfEmployees < 30 ORDER BY Id`));
    expect(await find("Flags__c INCLUDES ('a')")).toEqual([0]);
    expect(await find("Flags__c INCLUDES ('a;b', 'c')")).toEqual([0, 1]);
    expect(await find("Flags__c INCLUDES ('a;c')")).toEqual([]);
    expect(await find("Flags__c EXCLUDES ('a')")).toEqual([1, 2]);
    expect(await own.query(`SELECT Flags__c FROM Lead WHERE Id = '${idOf('Lead', 0)}'`)).toEqual([{ Flags__c: 'a;b' }]);
    await own.close();
  });
});

test.each(ORDERS)('%s', async (order, expected) => {
  expect(indexes(await org.query(`SELECT Id FROM Lead WHERE NumberOfEmployees < 40 ${order}`))).toEqual(expected);
});

describe('refusals', () => {
  test.each(REFUSED)('%s', async (query, code, message) => {
    const { status, body } = await org.call('GET', `/query?q=${encodeURIComponent(query)}`);
    expect(status).toBe(400);
    expect(body).toEqual([{ errorCode: code, message: expect.stringContaining(message) }]);
    expect(body[0].message).toMatch(/^\n.*\n *\^\nERROR at Row:1:Column:\d+\n/);
  });

  test('the column counts from the query, the caret stands under the mistake', async () => {
    const query = 'SELECT Id, Name, Email, Phone, Company, Status, Nope FROM Lead';
    const { body } = await org.call('GET', `/query?q=${encodeURIComponent(query)}`);
    const [, shown, caret, where] = body[0].message.split('\n');
    expect(where).toBe(`ERROR at Row:1:Column:${query.indexOf('Nope') + 1}`);
    expect(shown.slice(caret.indexOf('^'))).toMatch(/^Nope FROM Lead/);
  });
});

describe('what is selected', () => {
  test('parents are nested, or null', async () => {
    const [lead, free] = await org.query(
      'SELECT Name, Owner.Name, Owner.IsActive, ConvertedAccount.Owner.Name FROM Lead WHERE NumberOfEmployees IN (30, 40) ORDER BY Id',
    );
    expect(lead).toMatchObject({ Name: 'First3 Person', Owner: { Name: 'Ada Ng', IsActive: true } });
    expect(lead.ConvertedAccount).toMatchObject({ attributes: { type: 'Account' }, Owner: { Name: 'Ada Ng' } });
    expect(free.ConvertedAccount).toBeNull();
  });

  test('children are a list, or null', async () => {
    const soql = `SELECT Id, (SELECT ContactId, Role, IsPrimary FROM OpportunityContactRoles), (SELECT StageName FROM OpportunityHistories WHERE Probability > 10), (SELECT Id FROM Tasks) FROM Opportunity WHERE Id = '${idOf('Opportunity', 2)}'`;
    const [deal] = await org.query(soql);
    expect(deal.OpportunityContactRoles).toMatchObject({
      totalSize: 1,
      done: true,
      records: [{ ContactId: idOf('Contact', 2), Role: 'Decision Maker', IsPrimary: true }],
    });
    expect(deal.OpportunityHistories).toBeNull();
    expect(deal.Tasks).toBeNull();
  });

  test('children are queried by themselves', async () => {
    expect(await org.query('SELECT COUNT(Id) n FROM OpportunityContactRole')).toEqual([{ n: 8 }]);
    const soql = `SELECT Subject, Who.Name FROM Task WHERE WhoId IN ('${idOf('Lead', 2)}', '${idOf('Lead', 3)}')`;
    expect(await org.query(soql)).toMatchObject([{ Subject: 'Call', Who: { Name: 'First2 Person' } }]);
    const [role] = await org.query(
      `SELECT Id FROM OpportunityContactRole WHERE OpportunityId = '${idOf('Opportunity', 1)}'`,
    );
    const { body } = await org.call('GET', `/sobjects/OpportunityContactRole/${role.Id}?fields=ContactId`);
    expect(body.ContactId).toBe(idOf('Contact', 1));
  });

  test('contact roles are found from both of their ends, and once', async () => {
    const [contact, deal] = [idOf('Contact', 2), idOf('Opportunity', 2)];
    const soql = `SELECT (SELECT OpportunityId FROM OpportunityContactRoles) FROM Contact WHERE Id = '${contact}'`;
    const [row] = await org.query(soql);
    expect(row.OpportunityContactRoles.records).toMatchObject([{ OpportunityId: deal }]);
    const either = `ContactId = '${contact}' OR OpportunityId IN ('${deal}')`;
    expect(await org.query(`SELECT OpportunityId FROM OpportunityContactRole WHERE ${either}`)).toEqual([
      { OpportunityId: deal },
    ]);
  });

  test('groups and numbers', async () => {
    const soql =
      'SELECT Status, COUNT(Id), SUM(NumberOfEmployees) total FROM Lead GROUP BY Status ORDER BY COUNT(Id) DESC, Status';
    expect(await org.query(soql)).toEqual([
      { Status: 'Open', expr0: 10, total: 900 },
      { Status: 'Working', expr0: 10, total: 1000 },
    ]);
    const { body } = await org.call('GET', '/query?q=SELECT+COUNT()+FROM+Lead+WHERE+Rating=null');
    expect(body).toEqual({ totalSize: 10, done: true, records: [] });
    expect(await org.query('SELECT MIN(CloseDate), MAX(Amount), AVG(Amount) FROM Opportunity')).toEqual([
      { expr0: '2026-12-24', expr1: 703.5, expr2: 351.75 },
    ]);
  });

  test('FIELDS(ALL) gives what describe shows, but for compound fields', async () => {
    const [row] = await org.query('SELECT FIELDS(ALL) FROM Lead LIMIT 1');
    const { body } = await org.call('GET', '/sobjects/Lead/describe');
    const names = body.fields.filter(({ type }: { type: string }) => type !== 'address');
    expect(Object.keys(row)).toEqual(names.map(({ name }: { name: string }) => name));
  });

  test('setup objects', async () => {
    expect(
      await org.query('SELECT ApiName, IsClosed, SortOrder FROM OpportunityStage ORDER BY SortOrder LIMIT 1'),
    ).toEqual([{ ApiName: 'Prospecting', IsClosed: false, SortOrder: 1 }]);
    expect(await org.query("SELECT Name FROM Group WHERE Type = 'Queue'")).toEqual([{ Name: 'Inbound' }]);
    expect(await org.query('SELECT Name FROM User WHERE IsActive = false')).toEqual([{ Name: 'Bo Li' }]);
    expect(await org.query('SELECT MasterLabel FROM LeadStatus WHERE IsConverted = true')).toEqual([
      { MasterLabel: 'Qualified' },
    ]);
    expect(await org.query('SELECT Id FROM Organization')).toEqual([{ Id: org.organizationId }]);
  });
});

test('pages follow nextRecordsUrl, which is relative; rows that were written move behind in the order of changes', async () => {
  const own = await openOrg({ leads: 450 });
  const headers = { 'Sforce-Query-Options': 'batchSize=200' };
  const ids: string[] = [];
  let { body } = await own.call('GET', '/query?q=SELECT+Id+FROM+Lead', undefined, headers);
  expect(body).toMatchObject({ totalSize: 450, done: false });
  for (;;) {
    ids.push(...body.records.map((row: { Id: string }) => row.Id));
    if (body.done) break;
    expect(body.nextRecordsUrl).toMatch(/^\/services\/data\/v67\.0\/query\/01g\w{15}-\d+$/);
    body = (await own.call('GET', body.nextRecordsUrl, undefined, headers)).body;
  }
  expect(new Set(ids).size).toBe(450);
  expect(await own.call('GET', '/query/01g000000000001-200')).toMatchObject({
    status: 400,
    body: [{ errorCode: 'INVALID_QUERY_LOCATOR' }],
  });
  for (const index of [7, 2]) await own.call('PATCH', `/sobjects/Lead/${idOf('Lead', index)}`, { Title: 'x' });
  const changed = await own.query(
    'SELECT Id FROM Lead WHERE SystemModstamp > 2026-10-22T17:28:00Z ORDER BY SystemModstamp, Id',
  );
  expect(indexes(changed)).toEqual([449, 2, 7]);
  await own.close();
});

test('days begin at midnight of the organization', async () => {
  const far = await openOrg({ timeZone: 'Pacific/Kiritimati' });
  const find = (condition: string) => far.query(`SELECT Id FROM Lead WHERE ${condition}`);
  expect(indexes(await find('LastActivityDate = YESTERDAY'))).toEqual([2]);
  expect(await find('LastActivityDate = TODAY')).toEqual([]);
  await far.call('PATCH', `/sobjects/Lead/${idOf('Lead', 5)}`, { Title: 'x' });
  expect(indexes(await find('SystemModstamp = TODAY'))).toEqual([5]);
  await far.control('POST', '/clock', { advanceMs: -1_000 });
  expect(await find('SystemModstamp = TODAY')).toEqual([]);
  await far.close();
});
