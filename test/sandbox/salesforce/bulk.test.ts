import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type Json, type OpenOrg, openOrg, type Reply } from './open-org.ts';
import { idOf } from './small-org.ts';

let org: OpenOrg;
beforeEach(async () => {
  org = await openOrg({ leads: 25 });
});
afterEach(() => org.close());

async function untilOver(path: string): Promise<{ states: string[]; job: Json }> {
  const states: string[] = [];
  for (;;) {
    const { body } = await org.call('GET', path);
    states.push(body.state);
    if (['JobComplete', 'Failed', 'Aborted'].includes(body.state)) return { states, job: body };
  }
}

const openQuery = (query: string, more = {}) => org.call('POST', '/jobs/query', { operation: 'query', query, ...more });
const csv = ({ body }: Reply): string[][] => parse(body);

test('a query comes in pages, each with its header line; the last locator is the text null', async () => {
  await org.control('POST', '/switches', { bulkPageRows: 10, bulkPolls: 2 });
  await org.call('PATCH', `/sobjects/Lead/${idOf('Lead', 1)}`, { Title: 'He said "no",\nthen left' });
  const opened = await openQuery('SELECT Id, Title, IsConverted, Owner.Name FROM Lead ORDER BY Id');
  expect(opened.body).toMatchObject({ state: 'UploadComplete', object: 'Lead', apiVersion: 67, lineEnding: 'LF' });
  const path = `/jobs/query/${opened.body.id}`;
  expect((await org.call('GET', `${path}/results`)).status).toBe(400);
  const { states, job } = await untilOver(path);
  expect(states).toEqual(['InProgress', 'InProgress', 'JobComplete']);
  expect(job).toMatchObject({ jobType: 'V2Query', numberRecordsProcessed: 25 });
  const rows: string[][] = [];
  const sizes: (string | null)[] = [];
  for (let locator: string | null = ''; locator !== 'null'; ) {
    const page: Reply = await org.call('GET', `${path}/results${locator === '' ? '' : `?locator=${locator}`}`);
    const [head, ...body] = csv(page);
    expect(head).toEqual(['Id', 'Title', 'IsConverted', 'Owner.Name']);
    rows.push(...body);
    sizes.push(page.headers.get('sforce-numberofrecords'));
    locator = page.headers.get('sforce-locator');
  }
  expect(sizes).toEqual(['10', '10', '5']);
  expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 25 }, (_, index) => idOf('Lead', index)));
  expect(rows[1]?.[1]).toBe('He said "no",\nthen left');
  expect(rows[3]).toEqual([idOf('Lead', 3), '', 'true', 'Ada Ng']);
  const listed = await org.call('GET', `${path}/resultPages`);
  expect(listed.body.resultPages).toHaveLength(3);
  expect(csv(await org.call('GET', listed.body.resultPages[1].resultLink))[1]?.[0]).toBe(idOf('Lead', 10));
  expect((await org.call('GET', `/services/data/v60.0${path}/results`)).status).toBe(409);
  expect((await org.call('DELETE', path)).status).toBe(204);
  expect((await org.call('GET', path)).status).toBe(404);
});

test('rows written after the query was run are not lost or read twice', async () => {
  await org.control('POST', '/switches', { bulkPageRows: 10, bulkPolls: 0 });
  const { body } = await openQuery('SELECT Id FROM Lead ORDER BY SystemModstamp');
  const path = `/jobs/query/${body.id}`;
  await untilOver(path);
  const first = await org.call('GET', `${path}/results`);
  await org.call('PATCH', `/sobjects/Lead/${idOf('Lead', 2)}`, { Title: 'x' });
  const rest = await org.call('GET', `${path}/results?maxRecords=100&locator=${first.headers.get('sforce-locator')}`);
  const ids = [...csv(first).slice(1), ...csv(rest).slice(1)].map(([id]) => id);
  expect(new Set(ids).size).toBe(25);
});

test('results are compressed for who asks', async () => {
  const { body } = await openQuery('SELECT Id FROM Lead');
  await untilOver(`/jobs/query/${body.id}`);
  const { request } = await import('undici');
  const url = `${org.url}/services/data/v67.0/jobs/query/${body.id}/results`;
  const answer = await request(url, { headers: { Authorization: `Bearer ${org.token}`, 'Accept-Encoding': 'gzip' } });
  expect(answer.headers['content-encoding']).toBe('gzip');
  const text = gunzipSync(Buffer.from(await answer.body.arrayBuffer())).toString('utf8');
  expect(parse(text)).toHaveLength(26);
});

test.each([
  ['SELECT COUNT(Id) FROM Lead', 'API_ERROR'],
  ['SELECT Id, (SELECT Id FROM Tasks) FROM Lead', 'API_ERROR'],
  ['SELECT Id FROM Lead LIMIT 5 OFFSET 5', 'API_ERROR'],
  ['SELECT Id, Address FROM Lead', 'FUNCTIONALITY_NOT_ENABLED'],
  ['SELECT Nope FROM Lead', 'INVALID_FIELD'],
  ['SELECT Id FROM', 'MALFORMED_QUERY'],
])('%s is no bulk query', async (query, errorCode) => {
  expect(await openQuery(query)).toMatchObject({ status: 400, body: [{ errorCode }] });
});

async function ingest(operation: string, text: string, more = {}): Promise<string> {
  const opened = await org.call('POST', '/jobs/ingest', { object: 'Lead', operation, contentType: 'CSV', ...more });
  expect(opened.body).toMatchObject({
    state: 'Open',
    contentUrl: `services/data/v67.0/jobs/ingest/${opened.body.id}/batches`,
  });
  const headers = { 'Content-Type': 'text/csv' };
  expect((await org.call('PUT', `/${opened.body.contentUrl}`, text, headers)).status).toBe(201);
  const twice = await org.call('PUT', `/${opened.body.contentUrl}`, text, headers);
  expect(twice.body[0].message).toContain('Found multiple contents for job');
  const closed = await org.call('PATCH', `/jobs/ingest/${opened.body.id}`, { state: 'UploadComplete' });
  expect(closed.body).toMatchObject({ state: 'UploadComplete' });
  expect(closed.body).not.toHaveProperty('contentUrl');
  return `/jobs/ingest/${opened.body.id}`;
}

test('an upload writes row by row: empty leaves alone, #N/A clears, failures are told apart', async () => {
  const [a, b, c, d] = [0, 2, 3, 4].map((index) => idOf('Lead', index));
  const path = await ingest(
    'update',
    `Id,Title,Rating,EmailBouncedDate\n${a},"Boss, of all",#N/A,\n${b},Clerk,,\n${c},Clerk,,\n${d},Clerk,,soon\n`,
  );
  const { job } = await untilOver(path);
  expect(job).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 4, numberRecordsFailed: 2 });
  expect(await org.query('SELECT Id, Title, Rating FROM Lead WHERE Title != null ORDER BY Id')).toEqual([
    { Id: a, Title: 'Boss, of all', Rating: null },
    { Id: b, Title: 'Clerk', Rating: 'Hot' },
  ]);
  expect(csv(await org.call('GET', `${path}/successfulResults`))).toEqual([
    ['sf__Id', 'sf__Created', 'Id', 'Title', 'Rating', 'EmailBouncedDate'],
    [b, 'false', b, 'Clerk', '', ''],
    [a, 'false', a, 'Boss, of all', '#N/A', ''],
  ]);
  const [head, ...failed] = csv(await org.call('GET', `${path}/failedResults`));
  expect(head?.slice(0, 2)).toEqual(['sf__Id', 'sf__Error']);
  expect(failed.map((row) => row[1])).toEqual([
    "INVALID_FIELD:Failed to deserialize field at col 3. Due to, 'soon' is not a valid value for the type xsd:dateTime:EmailBouncedDate --",
    'CANNOT_UPDATE_CONVERTED_LEAD:cannot reference converted lead:--',
  ]);
  expect(csv(await org.call('GET', `${path}/unprocessedrecords`))).toHaveLength(1);
  const [owner] = await org.query(`SELECT OwnerId FROM Lead WHERE Id = '${a}'`);
  expect(owner.OwnerId).toMatch(/^005/);
});

test('an unknown column fails the job, a stopped one leaves rows unprocessed, an aborted one is over', async () => {
  const unknown = await untilOver(await ingest('update', `Id,Nope\n${idOf('Lead', 0)},x\n`));
  expect(unknown.job).toMatchObject({
    state: 'Failed',
    errorMessage: 'InvalidBatch : Field name not found : Nope',
    numberRecordsProcessed: 0,
  });
  await org.control('POST', '/switches', { bulkStopsAfter: 1 });
  const stopped = await ingest('insert', 'LastName,Company\nA,Firm\nB,Firm\nC,Firm\n');
  expect((await untilOver(stopped)).job).toMatchObject({ state: 'Failed', numberRecordsProcessed: 1 });
  expect(csv(await org.call('GET', `${stopped}/successfulResults`))).toMatchObject([
    {},
    [expect.stringMatching(/^00Q/), 'true', 'A', 'Firm'],
  ]);
  expect(csv(await org.call('GET', `${stopped}/unprocessedrecords`))).toEqual([
    ['LastName', 'Company'],
    ['B', 'Firm'],
    ['C', 'Firm'],
  ]);
  const { body } = await org.call('POST', '/jobs/ingest', { object: 'Lead', operation: 'insert' });
  expect((await org.call('PATCH', `/jobs/ingest/${body.id}`, { state: 'Aborted' })).body.state).toBe('Aborted');
  expect((await org.call('GET', '/jobs/ingest')).body.records).toHaveLength(3);
});
