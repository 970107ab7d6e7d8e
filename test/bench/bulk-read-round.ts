import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { salesforce } from '../../connectors/salesforce/index.ts';
import { createMapping } from '../../connectors/salesforce/mapping.ts';
import { apiVersion } from '../../connectors/salesforce/objects.ts';
import { soqlText } from '../../connectors/salesforce/soql.ts';
import type { Connector, ConnectorEnv } from '../../src/model/connector.ts';
import { silentLog } from '../../src/model/log.ts';
import { openStore } from '../../src/store/open.ts';
import { pull } from '../../src/sync/pull.ts';
import { limitWaiting } from '../../src/transport/time-limits.ts';

// One round of the benchmark bulk-read in a process of its own: says what it read and how long that took, as JSON.

/** Where the org is and what to do with its leads. */
interface Order {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * `fetch` drops the bytes, `parse` pipes them into csv-parse, `read` maps records with the connector, `store` keeps
   * those in a database too.
   */
  readonly what: 'fetch' | 'parse' | 'read' | 'store';
  /** Where `store` makes its database. */
  readonly database: string;
}

/** What was read between the first call for results and the last row, and what that took of this process. */
interface Told {
  readonly records: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Runs from the first call for results: what the org does before that is the same whoever reads. */
class Stopwatch {
  private startedAt = 0;
  private startedCpu: NodeJS.CpuUsage = { user: 0, system: 0 };
  private stopped: Omit<Told, 'records'> | null = null;

  start(): void {
    if (this.startedAt !== 0) return;
    this.startedAt = performance.now();
    this.startedCpu = process.cpuUsage();
  }

  stop(): void {
    const { user, system } = process.cpuUsage(this.startedCpu);
    this.stopped ??= { seconds: (performance.now() - this.startedAt) / 1000, cpuSeconds: (user + system) / 1e6 };
  }

  told(records: number): Told {
    this.stop();
    return { records, ...this.stopped! };
  }
}

const lookAgainMs = 50;
/** A loaded machine may take longer over a million leads than any CRM would; how long they take to find is not measured. */
const patience = { connectMs: 10_000, headersMs: 600_000, bodyMs: 600_000 };

async function connect(order: Order, stopwatch: Stopwatch): Promise<Connector> {
  const connector = await salesforce.connect(salesforce.manifest.config.parse({}), envOf(order, stopwatch));
  limitWaiting(patience);
  return connector;
}

/** Bulk jobs are looked at often, as waiting is not what is measured. */
function envOf(order: Order, stopwatch: Stopwatch): ConnectorEnv {
  return {
    source: 'main_salesforce',
    objects: ['lead'],
    ownFields: [],
    fieldPrefix: 'hygiene',
    timeZone: 'UTC',
    folder: '/',
    secrets: { LOGIN_URL: order.url, CLIENT_ID: order.clientId, CLIENT_SECRET: order.clientSecret },
    counter: {
      call(route) {
        if (route.endsWith('/results')) stopwatch.start();
        // The rows are read; what follows asks who was merged.
        if (route.endsWith('/queryAll')) stopwatch.stop();
      },
      retried() {},
      throttled() {},
    },
    log: silentLog,
    signal: new AbortController().signal,
    now: () => Date.now(),
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, lookAgainMs))),
  };
}

async function readRecords(order: Order, stopwatch: Stopwatch): Promise<number> {
  const connector = await connect(order, stopwatch);
  let records = 0;
  const ask = { since: null, from: null, links: [], unseen: async () => [] };
  for await (const page of connector.read.pages('lead', ask)) records += page.records.length;
  await connector.close();
  return records;
}

async function storeRecords(order: Order, stopwatch: Stopwatch): Promise<number> {
  const now = () => new Date();
  const connector = await connect(order, stopwatch);
  const store = await openStore(order.database, { now });
  await store.migrate();
  const source = 'main_salesforce';
  const [account, catalog] = [await connector.identify(), await connector.catalog()];
  await store.commit({ source: { name: source, account, catalog } });
  const run = await store.startRun({ kind: 'scan', startedAt: now(), now: now(), agreement: 'bench' });
  let records = 0;
  await pull({
    store,
    reader: connector.read,
    source,
    object: 'lead',
    run,
    since: null,
    resume: null,
    links: [],
    neighbours: [],
    now,
    signal: new AbortController().signal,
    warn() {},
    progress(count) {
      records += count;
    },
  });
  await store.close();
  await connector.close();
  return records;
}

/** The API by plain `fetch`. */
interface PlainApi {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  json(path: string, body?: object): Promise<Record<string, unknown>>;
}

async function openPlain({ url, clientId, clientSecret }: Order): Promise<PlainApi> {
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const session = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(grant) });
  const { access_token } = (await session.json()) as { access_token: string };
  const base = `${url}/services/data/v${apiVersion}`;
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
  const json = async (path: string, body?: object) => {
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(base + path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  return { base, headers, json };
}

/** The query that the connector makes, so that both sides read the same bytes. */
async function leadQuery(api: PlainApi, order: Order): Promise<string> {
  const { fields } = (await api.json('/sobjects/Lead/describe')) as { fields: readonly { name: string }[] };
  const facts = { recordTypes: new Map(), convertedStatuses: new Set<string>(), hasHistory: false };
  const available = new Set(fields.map(({ name }) => name));
  const mapping = createMapping('lead', { ...facts, available }, envOf(order, new Stopwatch()));
  return soqlText({ fields: mapping.fields, from: 'Lead', where: ['IsConverted = false'], orderBy: ['Id'] });
}

async function completeJob(api: PlainApi, query: string): Promise<string> {
  const body = { operation: 'query', query, contentType: 'CSV', columnDelimiter: 'COMMA', lineEnding: 'LF' };
  const { id } = await api.json('/jobs/query', body);
  for (;;) {
    const { state } = await api.json(`/jobs/query/${id}`);
    if (state === 'JobComplete') return String(id);
    if (state !== 'InProgress' && state !== 'UploadComplete') throw new Error(`the job ended as ${state}`);
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

const rowsPerPage = 100_000;

/** csv-parse with its defaults: a row is a list of texts, nothing is named or converted. */
async function countRows(body: ReadableStream<Uint8Array>): Promise<number> {
  const parser = parse();
  let rows = -1;
  parser.on('data', () => {
    rows++;
  });
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), parser);
  return rows;
}

async function drain(body: ReadableStream<Uint8Array>, announced: number): Promise<number> {
  for await (const _ of body);
  return announced;
}

async function readPlain(order: Order, stopwatch: Stopwatch): Promise<number> {
  const api = await openPlain(order);
  const id = await completeJob(api, await leadQuery(api, order));
  let records = 0;
  for (let locator: string | null = ''; locator !== null; ) {
    stopwatch.start();
    const page = locator === '' ? '' : `&locator=${locator}`;
    const url = `${api.base}/jobs/query/${id}/results?maxRecords=${rowsPerPage}${page}`;
    const { body, headers } = await fetch(url, { headers: api.headers });
    const announced = Number(headers.get('sforce-numberofrecords'));
    records += await (order.what === 'parse' ? countRows(body!) : drain(body!, announced));
    const next = headers.get('sforce-locator');
    locator = next === 'null' ? null : next;
  }
  return records;
}

async function main(order: Order): Promise<void> {
  const stopwatch = new Stopwatch();
  const run = { fetch: readPlain, parse: readPlain, read: readRecords, store: storeRecords }[order.what];
  const records = await run(order, stopwatch);
  process.stdout.write(`${JSON.stringify(stopwatch.told(records))}\n`);
}

await main(JSON.parse(process.argv[2] ?? '{}') as Order);
