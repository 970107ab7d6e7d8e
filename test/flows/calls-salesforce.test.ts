import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { starterAgreement } from '../../src/agreement/starter.ts';
import { type App, openApp } from '../../src/app.ts';
import { provision } from '../../src/jobs/provision.ts';
import type { RunReport } from '../../src/jobs/report.ts';
import { scan, writeBackOnly } from '../../src/jobs/scan.ts';
import { type Installation, install } from '../kit/installation.ts';
import { startOrg, type TestOrg } from '../kit/salesforce-sandbox.ts';

jest.setTimeout(120_000);

const start = Date.parse('2026-03-15T09:30:00Z');
const quarterMs = 900_000;
const pageRows = 2000;
const batchRows = 200;
/** Rows of a result page, as the connector asks for them. */
const resultRows = 100_000;
const bulkWritesAbove = 1000;
/** Looks at a job until it is complete, the last one included. */
const looks = 4;

/** One call as the sandbox noted it. */
interface Logged {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly arrivedAt: string;
}

/** The time of both sides: only sleeping moves it, so waits take none and are seen in the sandbox's log. */
let present = start;
let org: TestOrg;
let installation: Installation;

function agreementWith(settings: string): string {
  const sync = ['leads', 'contacts', 'accounts', 'opportunities'] as const;
  const text = starterAgreement({
    name: 'Test agreement',
    timeZone: 'UTC',
    currency: 'EUR',
    sources: [{ name: 'salesforce', connector: 'salesforce', sync: [...sync] }],
  });
  return text.replace(/^( *)connector: salesforce.*$/m, (line, indent: string) => `${line}\n${indent}${settings}`);
}

beforeAll(async () => {
  const sizes = { leads: 2200, contacts: 110, accounts: 20, opportunities: 30 };
  org = await startOrg({ ...sizes, seed: 11, readClock: () => present });
  installation = await install(agreementWith('bulk_reads_above: 1000000'), null, {
    SALESFORCE_LOGIN_URL: org.url,
    SALESFORCE_CLIENT_ID: org.clientId,
    SALESFORCE_CLIENT_SECRET: org.clientSecret,
  });
});
afterAll(async () => {
  await org.close();
  await installation.remove();
});

async function withApp<T>(atMs: number, work: (app: App) => Promise<T>): Promise<T> {
  const app = await openApp({
    outside: {
      env: installation.env,
      cwd: installation.folder,
      stderr: process.stderr,
      signal: new AbortController().signal,
      now: () => new Date(present),
      random: () => 0.5,
      async sleep(ms) {
        present += ms;
      },
    },
    file: `${installation.folder}/hygiene.yaml`,
    judgedAt: new Date(atMs),
    progress: { start() {}, advance() {}, end() {} },
    logLevel: 'error',
    connect: true,
  });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

let seen = 0;

/** The calls since the last time this was asked. */
async function newCalls(): Promise<readonly Logged[]> {
  const { requests } = (await org.control(`/requests?since=${seen}`)) as { requests: readonly Logged[] };
  seen = requests.at(-1)?.number ?? seen;
  return requests;
}

/** The text of a query, or null for another call. */
function queryOf({ path }: Logged): string | null {
  return /\/(query|queryAll)\?/.test(path) ? new URL(path, org.url).searchParams.get('q') : null;
}

const objectOf = (soql: string): string => / FROM (\w+)/.exec(soql)![1]!;

/** How many rows a query finds, asked as another program would. */
async function rowsOf(call: Logged): Promise<number> {
  const path = call.path.replace(/q=.*$/, '');
  const soql = queryOf(call)!
    .replace(/^SELECT .*? FROM /, 'SELECT COUNT() FROM ')
    .replace(/ ORDER BY .*$/, '');
  return Number((await org.api('GET', `${path}${new URLSearchParams({ q: soql })}`)).totalSize);
}

/** How many pages were read behind the first one of each query, in the order of size. */
function furtherPages(calls: readonly Logged[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const { path } of calls) {
    const locator = /\/(?:query|queryAll)\/(\w+)-\d+$/.exec(path)?.[1];
    if (locator) counts.set(locator, (counts.get(locator) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => a - b);
}

/** Queries of a full read by object: position, merged and living records of each, and once what hangs on them. */
const queriesOfFullRead = {
  Organization: 1,
  User: 1,
  Group: 1,
  LeadStatus: 1,
  OpportunityStage: 1,
  Lead: 3,
  Contact: 3,
  Account: 3,
  // Opportunities are never merged.
  Opportunity: 2,
  OpportunityHistory: 1,
  // This org tracks changes of leads.
  LeadHistory: 1,
  OpportunityContactRole: 1,
  Task: 4,
  Event: 4,
};

function countBy(items: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}

/** Calls that neither query nor write: one session, and a description of each object and kind. */
function otherCalls(calls: readonly Logged[]): Readonly<Record<string, number>> {
  const isOther = ({ path }: Logged) => !/\/(query|queryAll)[?/]|composite|\/jobs\//.test(path);
  return countBy(calls.filter(isOther).map(({ method, path }) => `${method} ${path.replace(/.*v67\.0/, '')}`));
}

/** Each job by its id: what was called, and at what times. */
function jobsOf(calls: readonly Logged[], kind: 'query' | 'ingest') {
  const jobs = new Map<string, { calls: string[]; looks: number[] }>();
  for (const { method, path, arrivedAt } of calls) {
    const match = new RegExp(`/jobs/${kind}/(\\w+)(/\\w+)?`).exec(path);
    if (!match) continue;
    const job = jobs.get(match[1]!) ?? { calls: [], looks: [] };
    jobs.set(match[1]!, job);
    if (method === 'GET' && !match[2]) job.looks.push(Date.parse(arrivedAt));
    else job.calls.push(`${method} ${match[2] ?? ''}`.trim());
  }
  return [...jobs.values()];
}

/** The waits between looks at a job, ms. */
function waitsOf(job: { readonly looks: readonly number[] }): readonly number[] {
  return job.looks.slice(1).map((at, index) => at - job.looks[index]!);
}

async function written(object: string): Promise<number> {
  const { values } = (await org.control(`/values?object=${object}&prefix=Hygiene_`)) as { values: unknown[] };
  return values.length;
}

async function writtenAll(): Promise<readonly number[]> {
  return Promise.all(['lead', 'contact', 'company', 'deal'].map(written));
}

function collectionCalls(calls: readonly Logged[]): number {
  return calls.filter(({ method, path }) => method === 'PATCH' && path.endsWith('/composite/sobjects')).length;
}

/** What reached the org is what was counted, but for a kept connection that a busy machine let expire: tried again. */
function expectCounted(report: RunReport, calls: readonly Logged[]): void {
  const { total, retried, throttled } = report.apiCalls.salesforce!;
  expect({ calls: total - retried, throttled }).toEqual({ calls: calls.length, throttled: 0 });
}

let writtenAtFirst = 0;
/** How many rows the largest query of a full read finds. */
let largest = 0;

test('a full read by REST makes exactly ceil(N / 2000) calls per query, one query per kind, and nothing else', async () => {
  await withApp(start, (app) => provision(app.context, { isDry: false }));
  await newCalls();
  const report = await withApp(start, (app) => scan(app.context, { kind: 'scan', mode: 'preview' }));
  const calls = await newCalls();
  expect(report.problems).toEqual([]);
  expectCounted(report, calls);
  const queries = calls.filter((call) => queryOf(call) !== null);
  expect(countBy(queries.map((call) => objectOf(queryOf(call)!)))).toEqual(queriesOfFullRead);
  const expected: number[] = [];
  const found: number[] = [];
  for (const query of queries) {
    // The position of an object is one row, whatever there is.
    const rows = / LIMIT 1$/.test(queryOf(query)!) ? 1 : await rowsOf(query);
    found.push(rows);
    if (rows > pageRows) expected.push(Math.ceil(rows / pageRows) - 1);
  }
  expect(expected.length).toBeGreaterThanOrEqual(1);
  largest = Math.max(...found);
  // Of all queries one is the largest, so that a threshold below it makes one job.
  expect(found.filter((rows) => rows === largest)).toHaveLength(1);
  expect(furtherPages(calls)).toEqual(expected.sort((a, b) => a - b));
  const described = ['Lead', 'Contact', 'Account', 'Opportunity', 'OpportunityHistory', 'OpportunityContactRole'];
  expect(otherCalls(calls)).toEqual({
    'POST /services/oauth2/token': 1,
    ...Object.fromEntries(
      [...described, 'Task', 'Event'].map((object) => [`GET /sobjects/${object}/describe`, 1] as const),
    ),
  });
});

test('writing makes exactly ceil(changed / 200) calls per object', async () => {
  await newCalls();
  const report = await withApp(start, (app) => writeBackOnly(app.context, 'on'));
  const calls = await newCalls();
  const changed = await writtenAll();
  expect(Math.max(...changed)).toBeGreaterThan(2 * batchRows);
  writtenAtFirst = changed.reduce((sum, count) => sum + count, 0);
  expect(report.writeBack).toMatchObject({ written: writtenAtFirst, refused: 0 });
  expect(collectionCalls(calls)).toBe(changed.reduce((sum, count) => sum + Math.ceil(count / batchRows), 0));
  expect(jobsOf(calls, 'ingest')).toEqual([]);
});

test('a second full run writes 0 records', async () => {
  await newCalls();
  const report = await withApp(start, (app) => scan(app.context, { kind: 'scan', mode: 'on' }));
  expect(report.writeBack).toMatchObject({ planned: 0, written: 0, refused: 0 });
  expect(collectionCalls(await newCalls())).toBe(0);
});

test('an incremental run judges none of the records that only we touched again', async () => {
  const incremental = (app: App): Promise<RunReport> => scan(app.context, { kind: 'incremental', mode: 'on' });
  const report = await withApp(start, incremental);
  expect(report).toMatchObject({ problems: [], evaluated: 0, writeBack: { planned: 0, written: 0 } });
  // Once more when the changes are older than the connector looks back. Records are judged as of the same moment, as
  // time alone wakes some.
  present += quarterMs;
  const later = await withApp(start, incremental);
  expect(later).toMatchObject({ problems: [], evaluated: 0, writeBack: { planned: 0, written: 0 } });
});

test('above the threshold a query is one job and its result pages, looked at ever more rarely', async () => {
  await installation.write(agreementWith(`bulk_reads_above: ${largest - 1}`));
  await org.control('/switches', { bulkPolls: looks });
  await newCalls();
  const report = await withApp(start, (app) => scan(app.context, { kind: 'scan', mode: 'preview' }));
  const calls = await newCalls();
  expect(report.problems).toEqual([]);
  expectCounted(report, calls);
  const opened = calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/jobs/query'));
  const jobs = jobsOf(calls, 'query');
  expect(opened).toHaveLength(jobs.length);
  expect(jobs).toHaveLength(1);
  expect(jobs[0]!.calls).toEqual(Array(Math.ceil(largest / resultRows)).fill('GET /results'));
  expect(jobs[0]!.looks.length).toBeGreaterThanOrEqual(looks);
  const waits = waitsOf(jobs[0]!);
  expect(waits.slice(0, 3)).toEqual([1500, 2250, 3375]);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
});

test('above the threshold writing is one job: create, upload, close, and three result files', async () => {
  await installation.write(agreementWith(`bulk_writes_above: ${bulkWritesAbove}`));
  await newCalls();
  // The health fields are emptied by somebody, so all of them are written again.
  await org.control('/switches', { hasAssignmentRules: false, bulkPolls: looks });
  const ids = (await org.rows('SELECT Id FROM Lead WHERE Hygiene_Grade__c != null')).map(({ Id }) => String(Id));
  expect(ids.length).toBeGreaterThan(bulkWritesAbove);
  for (let at = 0; at < ids.length; at += batchRows) {
    const records = ids.slice(at, at + batchRows).map((id) => {
      return { attributes: { type: 'Lead' }, id, Hygiene_Grade__c: null, Hygiene_Score__c: null };
    });
    await org.api('PATCH', '/composite/sobjects', { allOrNone: false, records });
  }
  await withApp(start, (app) => scan(app.context, { kind: 'scan', mode: 'preview' }));
  await newCalls();
  const report = await withApp(start, (app) => writeBackOnly(app.context, 'on'));
  const calls = await newCalls();
  expect(report.writeBack).toMatchObject({ written: ids.length, refused: 0 });
  expectCounted(report, calls);
  expect(calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/jobs/ingest'))).toHaveLength(1);
  const jobs = jobsOf(calls, 'ingest');
  expect(jobs.map((job) => job.calls)).toEqual([
    ['PUT /batches', 'PATCH', 'GET /successfulResults', 'GET /failedResults', 'GET /unprocessedrecords'],
  ]);
  expect(waitsOf(jobs[0]!).slice(0, 3)).toEqual([1500, 2250, 3375]);
  expect(collectionCalls(calls)).toBe(0);
  const values = await writtenAll();
  expect(values.reduce((sum, count) => sum + count, 0)).toBe(writtenAtFirst);
});
