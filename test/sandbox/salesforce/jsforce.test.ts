import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Connection } from 'jsforce';
import { type Json, type OpenOrg, openOrg, provision, SCORE } from './open-org.ts';
import { idOf } from './small-org.ts';

let org: OpenOrg;
let connection: Connection;
beforeEach(async () => {
  org = await openOrg({ leads: 700 });
  connection = await org.connect();
});
afterEach(() => org.close());

const QUIET = { headers: { 'Sforce-Auto-Assign': 'FALSE' } };

test('logs in, learns who it is, and fetches all pages', async () => {
  expect(await connection.identity()).toMatchObject({ user_id: org.userId, username: org.username });
  const options = { autoFetch: true, maxFetch: 10_000, headers: { 'Sforce-Query-Options': 'batchSize=200' } };
  const { records, totalSize } = await connection.query('SELECT Id, Owner.Name FROM Lead', options);
  expect([totalSize, new Set(records.map(({ Id }) => Id)).size]).toEqual([700, 700]);
  expect(connection.limitInfo.apiUsage).toEqual({ used: 4, limit: 115_000 });
});

test('a session that ended is opened again by refreshFn, once', async () => {
  let asked = 0;
  const { Connection: Client } = await import('jsforce');
  const client = new Client({
    instanceUrl: org.url,
    accessToken: '00D!dead',
    version: '67.0',
    refreshFn: (_client, done) => {
      asked += 1;
      done(null, org.token);
    },
  });
  expect((await client.query('SELECT COUNT() FROM Lead')).totalSize).toBe(700);
  expect(asked).toBe(1);
});

test('describes and writes collections of more than 200 rows', async () => {
  await provision(org, [SCORE]);
  const { fields, keyPrefix } = await connection.describe('Lead');
  expect(keyPrefix).toBe('00Q');
  expect(fields.find(({ name }) => name === 'Hygiene_Score__c')).toMatchObject({
    type: 'double',
    precision: 3,
    updateable: true,
  });
  const rows = Array.from({ length: 450 }, (_, index) => ({ Id: idOf('Lead', index), Hygiene_Score__c: index % 100 }));
  const results = await connection.sobject('Lead').update(rows, { allowRecursive: true, ...QUIET });
  expect(results.filter(({ success }) => !success)).toHaveLength(1);
  expect((await connection.query('SELECT COUNT() FROM Lead WHERE Hygiene_Score__c != null')).totalSize).toBe(449);
  const record = await connection.sobject('Lead').retrieve(idOf('Lead', 1));
  expect(record.Hygiene_Score__c).toBe(1);
});

test('uploads in bulk and reads a bulk query of one page', async () => {
  connection.bulk2.pollInterval = 5;
  connection.bulk2.pollTimeout = 10_000;
  const input = [0, 3, 5].map((index) => ({ Id: idOf('Lead', index), Title: 'Clerk' }));
  const results = await connection.bulk2.loadAndWaitForResults({ object: 'Lead', operation: 'update', input });
  expect(results.successfulResults).toHaveLength(2);
  expect(results.failedResults).toMatchObject([
    { sf__Id: idOf('Lead', 3), sf__Error: expect.stringContaining('CANNOT_UPDATE_CONVERTED_LEAD') },
  ]);
  const stream = await connection.bulk2.query("SELECT Id, Title FROM Lead WHERE Title = 'Clerk'");
  expect(await stream.toArray()).toEqual([0, 5].map((index) => ({ Id: idOf('Lead', index), Title: 'Clerk' })));
});

test('merges: losers are deleted and name their master, what hung on them moves', async () => {
  const [master, loser] = [idOf('Account', 0), idOf('Account', 1)];
  const moved = await org.query(`SELECT Id FROM Contact WHERE AccountId = '${loser}'`);
  expect(moved.length).toBeGreaterThan(0);
  const request = {
    masterRecord: { type: 'Account', Id: master, Website: 'https://kept.com' },
    recordToMergeIds: [loser],
  };
  expect(await connection.soap.merge(request as Json)).toMatchObject({
    success: true,
    id: master,
    mergedRecordIds: [loser],
  });
  const soql = `SELECT Id, IsDeleted, MasterRecordId FROM Account WHERE Id = '${loser}'`;
  const { records } = await connection.query(soql, { scanAll: true });
  expect(records).toMatchObject([{ Id: loser, IsDeleted: true, MasterRecordId: master }]);
  expect((await connection.query(soql)).records).toEqual([]);
  expect(await org.query(`SELECT Id FROM Contact WHERE AccountId = '${loser}'`)).toEqual([]);
  expect((await org.query(`SELECT Website FROM Account WHERE Id = '${master}'`))[0].Website).toBe('https://kept.com');
  const ids = [2, 3, 4].map((index) => idOf('Account', index));
  const tooMany = { masterRecord: { type: 'Account', Id: master }, recordToMergeIds: ids };
  expect(await connection.soap.merge(tooMany as Json)).toMatchObject({ success: false });
});

test('reads metadata', async () => {
  await provision(org, [SCORE]);
  expect(await connection.metadata.read('CustomField', ['Lead.Hygiene_Score__c'])).toMatchObject([{ label: 'Score' }]);
  const removed = await connection.metadata.delete('CustomField', ['Lead.Hygiene_Score__c']);
  expect(removed).toMatchObject([{ success: true }]);
  await expect(org.query('SELECT Hygiene_Score__c FROM Lead')).rejects.toThrow('INVALID_FIELD');
});

test('the name of the client is kept with the change', async () => {
  await connection.sobject('Lead').update({ Id: idOf('Lead', 0), Title: 'x' }, QUIET);
  const page = await (await fetch(`${org.url}/_sandbox/records/Lead/${idOf('Lead', 0)}`)).text();
  expect(page).toContain('test · ');
});
