import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { starterAgreement } from '../../src/agreement/starter.ts';
import { provision } from '../../src/jobs/provision.ts';
import type { RunReport } from '../../src/jobs/report.ts';
import { scan, writeBackOnly } from '../../src/jobs/scan.ts';
import { startHubSpotSandbox, startSalesforceSandbox } from '../../src/sandbox/index.ts';
import { type Installation, install } from '../kit/installation.ts';

/** The demo's own sizes. */
const hubspotSizes = { contacts: 5000, companies: 1200, deals: 2000 } as const;
const salesforceSizes = { leads: 3000, contacts: 2000, accounts: 800, opportunities: 1500 } as const;
const now = new Date('2026-03-15T09:30:00Z');

/** Salesforce: rows of a page of a query, and records of one call that writes. */
const rowsPerPage = 2000;
const recordsPerWrite = 200;

let hubspot: Awaited<ReturnType<typeof startHubSpotSandbox>>;
let salesforce: Awaited<ReturnType<typeof startSalesforceSandbox>>;
let installation: Installation;
let report: RunReport;

beforeAll(async () => {
  const common = { port: 0, seed: 1, now, readClock: () => Date.now() } as const;
  hubspot = await startHubSpotSandbox({
    ...common,
    ...hubspotSizes,
    withSalesforce: salesforceSizes,
    // Told in the headers, and never reached.
    limits: { perTenSeconds: 100_000, searchPerSecond: 100_000, daily: 1_000_000 },
  });
  salesforce = await startSalesforceSandbox({ ...common, ...salesforceSizes, withHubSpot: hubspotSizes });
  const agreement = starterAgreement({
    name: 'Test agreement',
    timeZone: 'UTC',
    currency: 'EUR',
    sources: [
      { name: 'hubspot', connector: 'hubspot', sync: ['contacts', 'companies', 'deals'] },
      { name: 'salesforce', connector: 'salesforce', sync: ['leads', 'contacts', 'accounts', 'opportunities'] },
    ],
  });
  installation = await install(agreement, hubspot, {
    SALESFORCE_LOGIN_URL: salesforce.url,
    SALESFORCE_CLIENT_ID: salesforce.clientId,
    SALESFORCE_CLIENT_SECRET: salesforce.clientSecret,
  });
  const app = await installation.open(now);
  try {
    await provision(app.context, { isDry: false });
    await scan(app.context, { kind: 'scan', mode: 'preview' });
    report = await writeBackOnly(app.context, 'on');
  } finally {
    await app.close();
  }
}, 300_000);
afterAll(async () => {
  await hubspot.close();
  await salesforce.close();
  await installation.remove();
});

async function read<T>(url: string, path: string, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(`${url}${path}`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

async function writtenIn(url: string, prefix: string): Promise<Readonly<Record<string, number>>> {
  const { values } = await read<{ values: { object: string }[] }>(url, `/_sandbox/values?prefix=${prefix}`);
  const counts: Record<string, number> = {};
  for (const { object } of values) counts[object] = (counts[object] ?? 0) + 1;
  return counts;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

test('at the sizes of the demo HubSpot gets the calls it gets alone', async () => {
  const { total, byRoute, retried, throttled } = report.apiCalls.hubspot!;
  // A call that timed out on a busy machine is made again: that is seen here, and not as a wrong number below.
  expect({ retried, throttled }).toEqual({ retried: 0, throttled: 0 });
  const written = await writtenIn(hubspot.url, 'hygiene_');
  const pages = { contacts: [50, 'contact'], companies: [12, 'company'], deals: [20, 'deal'] } as const;
  for (const [path, [lists, object]] of Object.entries(pages)) {
    expect(byRoute[`GET /crm/objects/2026-09/${path}`]).toBe(lists);
    expect(byRoute[`POST /crm/objects/2026-09/${path}/batch/update`]).toBe(Math.ceil(written[object]! / 100));
  }
  const batches = sum(Object.values(written).map((n) => Math.ceil(n / 100)));
  // What connecting, cataloguing, provisioning and the positions of changed-since reads need.
  expect(total).toBe(50 + 12 + 20 + batches + 16);
});

test('Salesforce gets as few calls as its pages and batches allow, none of them twice', async () => {
  const { total, byRoute, retried, throttled } = report.apiCalls.salesforce!;
  expect({ retried, throttled }).toEqual({ retried: 0, throttled: 0 });
  expect(report.problems).toEqual([]);

  const written = await writtenIn(salesforce.url, 'Hygiene_');
  const batches = sum(Object.values(written).map((n) => Math.ceil(n / recordsPerWrite)));
  expect(Object.keys(written).sort()).toEqual(['company', 'contact', 'deal', 'lead']);
  expect(byRoute['PATCH /services/data/v67.0/composite/sobjects']).toBe(batches);

  const { requests } = await read<{ requests: { path: string }[] }>(salesforce.url, '/_sandbox/requests');
  const queries = requests.flatMap(({ path }) => {
    const soql = new URL(path, salesforce.url).searchParams.get('q');
    return soql === null ? [] : [soql];
  });
  expect(new Set(queries).size).toBe(queries.length);
  const nextPages = byRoute['GET /services/data/v67.0/query/{id}'] ?? 0;
  expect(nextPages).toBeLessThanOrEqual(await pagesBeyondTheFirst(queries));

  const describes = sum(Object.entries(byRoute).map(([route, n]) => (route.endsWith('/describe') ? n : 0)));
  const others = total - batches - queries.length - nextPages - describes;
  // What describes and provisioning need: eight objects before and after it, ten steps, a session, a grant.
  expect({ describes, others }).toEqual({ describes: 16, others: 12 });
  // Account and catalog (6), the position, records and merges of each object, and what hangs on them (the history of
  // leads among it).
  expect(queries.length).toBeLessThanOrEqual(28);
}, 300_000);

/** How many further pages the rows of some queries fill, by counting them. */
async function pagesBeyondTheFirst(queries: readonly string[]): Promise<number> {
  const { clientId: client_id, clientSecret: client_secret, url } = salesforce;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
  const session = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body });
  const { access_token } = (await session.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  let pages = 0;
  for (const query of queries.filter((soql) => !soql.includes(' LIMIT '))) {
    const q = query.replace(/^SELECT .*? FROM /, 'SELECT COUNT() FROM ').replace(/ ORDER BY .*$/, '');
    const path = `/services/data/v67.0/query?${new URLSearchParams({ q })}`;
    const { totalSize } = await read<{ totalSize: number }>(url, path, headers);
    pages += Math.max(0, Math.ceil(totalSize / rowsPerPage) - 1);
  }
  return pages;
}
