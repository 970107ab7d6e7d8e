import { afterEach, expect, test } from '@jest/globals';
import {
  clientOf,
  type LocalOrg,
  type Reply,
  refusal,
  type Seen,
  startLocalOrg,
} from '../../test/kit/salesforce-local-org.ts';
import { bulkRows } from './bulk-query.ts';
import { CursorLost, rowPages } from './rows.ts';

const soql = { fields: ['Id'], from: 'Lead', where: [], orderBy: ['Id'] };
const resultsRoute = 'GET /services/data/v67.0/jobs/query/{id}/results';

let org: LocalOrg;
afterEach(() => org.close());

async function start(answer: (call: Seen) => Reply) {
  org = await startLocalOrg(answer);
  return clientOf(org, { bulk_reads_above: 4 });
}

async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

function restPage(from: number, to: number, total: number): Reply {
  const records = Array.from({ length: to - from }, (_, index) => ({ Id: String(from + index) }));
  const done = to >= total;
  const more = done ? {} : { nextRecordsUrl: `/services/data/v67.0/query/01g000-${to}` };
  return { json: { totalSize: total, done, records, ...more } };
}

function csvPage(rows: readonly string[], locator: string, breaks = false): Reply {
  return {
    text: `"Id","Name"\n${rows.map((row) => `${row}\n`).join('')}`,
    breaks,
    headers: {
      'content-type': 'text/csv',
      'sforce-locator': locator,
      ...(breaks ? {} : { 'sforce-numberofrecords': String(rows.length) }),
    },
  };
}

/** Plays a bulk query: two looks until it is done, then pages by locator. */
function bulk(pages: Readonly<Record<string, () => Reply>>): (call: Seen) => Reply {
  let looks = 0;
  return ({ method, path, query }) => {
    if (path === '/services/data/v67.0/query') return restPage(0, 2, 9);
    if (method === 'POST') return { json: { id: '750000000000001', state: 'UploadComplete' } };
    if (path.endsWith('/results')) return pages[query.get('locator') ?? '']!();
    return { json: { id: '750000000000001', state: ++looks < 3 ? 'InProgress' : 'JobComplete' } };
  };
}

test('pages follow the address that the page before gave', async () => {
  const { client, env } = await start(({ path }) =>
    path.endsWith('01g000-2') ? restPage(2, 4, 4) : restPage(0, 2, 4),
  );
  const rows = await collect(rowPages(client, soql));
  expect(rows.map((row) => row.Id)).toEqual(['0', '1', '2', '3']);
  expect(env.calls.get('GET /services/data/v67.0/query')).toBe(1);
  expect(env.calls.get('GET /services/data/v67.0/query/{id}')).toBe(1);
});

test('deleted rows are asked for by queryAll', async () => {
  const { client, env } = await start(() => restPage(0, 1, 1));
  await collect(rowPages(client, soql, { all: true }));
  expect(env.calls.get('GET /services/data/v67.0/queryAll')).toBe(1);
});

test('above the threshold the rows come by a bulk job: one create, growing looks, one call per page', async () => {
  const { client, env } = await start(
    bulk({
      '': () => csvPage(['"a","Smith, John"', '"b","say ""hi""\nthere"'], 'L2'),
      L2: () => csvPage(['"c",""', '"d","Zoë"'], 'null'),
    }),
  );
  const rows = await collect(rowPages(client, soql));
  expect(rows).toEqual([
    { Id: 'a', Name: 'Smith, John' },
    { Id: 'b', Name: 'say "hi"\nthere' },
    { Id: 'c', Name: null },
    { Id: 'd', Name: 'Zoë' },
  ]);
  expect(Object.fromEntries(env.calls)).toEqual({
    'POST /services/oauth2/token': 1,
    'GET /services/data/v67.0/query': 1,
    'POST /services/data/v67.0/jobs/query': 1,
    'GET /services/data/v67.0/jobs/query/{id}': 3,
    [resultsRoute]: 2,
  });
  expect(env.slept).toEqual([1000, 1500, 2250]);
  const created = org.seen.find((call) => call.method === 'POST' && call.path.endsWith('/jobs/query'))!;
  expect(JSON.parse(created.body)).toMatchObject({ operation: 'query', query: 'SELECT Id FROM Lead ORDER BY Id' });
});

test.each([
  ['breaks in a row', () => csvPage(['"a","1"', '"b'], 'L2', true)],
  ['breaks between rows', () => csvPage(['"a","1"', '"b","2"'], 'L2', true)],
  ['fails', () => ({ status: 503, text: 'no' })],
  [
    'has fewer rows than announced',
    () => ({ ...csvPage(['"a","1"'], 'L2'), headers: { 'sforce-numberofrecords': '3', 'sforce-locator': 'L2' } }),
  ],
])('a result page that %s is read again, and no row comes twice', async (_name, broken) => {
  let asked = 0;
  const { client, env } = await start(
    bulk({
      '': () => (++asked === 1 ? broken() : csvPage(['"a","1"', '"b","2"', '"c","3"'], 'L2')),
      L2: () => csvPage(['"d","4"'], 'null'),
    }),
  );
  const rows = await collect(bulkRows(client, 'SELECT Id, Name FROM Lead'));
  expect(rows.map((row) => row.Id)).toEqual(['a', 'b', 'c', 'd']);
  expect(env.retries.get(resultsRoute)).toBe(1);
});

test('an empty result has no rows', async () => {
  const { client } = await start(bulk({ '': () => csvPage([], 'null') }));
  expect(await collect(bulkRows(client, 'SELECT Id FROM Lead'))).toEqual([]);
});

test('a failed job is started once more, then the run ends', async () => {
  const { client, env } = await start(({ method }) => ({
    json: { id: '750', state: method === 'POST' ? 'UploadComplete' : 'Failed' },
  }));
  await expect(collect(bulkRows(client, 'SELECT Id FROM Lead'))).rejects.toMatchObject({ code: 'CRM_UNAVAILABLE' });
  expect(env.calls.get('POST /services/data/v67.0/jobs/query')).toBe(2);
});

test('a query too long for an address goes to the Bulk API', async () => {
  const { client, env } = await start(bulk({ '': () => csvPage(['"a","1"'], 'null') }));
  const fields = Array.from({ length: 500 }, (_, index) => `A_Rather_Long_Field_Name_${index}__c`);
  await collect(rowPages(client, { ...soql, fields }));
  expect(env.calls.has('GET /services/data/v67.0/query')).toBe(false);
});

test('a cursor that the server dropped is told apart from other refusals', async () => {
  const { client } = await start(({ path }) =>
    path.endsWith('/query') ? restPage(0, 2, 4) : refusal('INVALID_QUERY_LOCATOR', 'invalid query locator'),
  );
  await expect(collect(rowPages(client, soql))).rejects.toBeInstanceOf(CursorLost);
});
