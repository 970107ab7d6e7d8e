import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { App } from '../../src/app.ts';
import { provision } from '../../src/jobs/provision.ts';
import type { RunReport } from '../../src/jobs/report.ts';
import { scan, writeBackOnly } from '../../src/jobs/scan.ts';
import { undo } from '../../src/jobs/undo.ts';
import { startHubSpotSandbox } from '../../src/sandbox/index.ts';
import { hubspotAgreement, type Installation, install } from '../kit/installation.ts';

const now = new Date('2026-03-15T09:30:00Z');
const later = new Date('2026-03-15T09:45:00Z');
const sizes = { contacts: 1250, companies: 301, deals: 500 } as const;
const objects = { contacts: 'contact', companies: 'company', deals: 'deal' } as const;

let sandbox: Awaited<ReturnType<typeof startHubSpotSandbox>>;
let installation: Installation;

beforeAll(async () => {
  sandbox = await startHubSpotSandbox({
    ...sizes,
    seed: 11,
    now,
    readClock: () => Date.now(),
    // Told in the headers, and never reached.
    limits: { perTenSeconds: 100_000, searchPerSecond: 100_000, daily: 1_000_000 },
  });
  installation = await install(hubspotAgreement('UTC'), sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await installation.remove();
});

async function withApp<T>(at: Date, work: (app: App) => Promise<T>): Promise<T> {
  const app = await installation.open(at);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

const callsOf = (report: Pick<RunReport, 'apiCalls'>): Readonly<Record<string, number>> =>
  report.apiCalls.hubspot!.byRoute;

/** A call as another program of the account would make it. */
async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${sandbox.accessToken}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

async function someContact(
  properties: string,
  fits: (values: Record<string, string | null>) => boolean,
): Promise<string> {
  const page = await call('GET', `/crm/v3/objects/contacts?limit=100&properties=${properties}`);
  const rows = page.results as { id: string; properties: Record<string, string | null> }[];
  return rows.find((row) => fits(row.properties))!.id;
}

async function written(object: string): Promise<number> {
  const response = await fetch(`${sandbox.url}/_sandbox/values?object=${object}&prefix=hygiene_`);
  return ((await response.json()) as { values: unknown[] }).values.length;
}

test('provision, scan and write-back make exactly the calls that the pages need, and at most 24 others', async () => {
  const report = await withApp(now, async (app) => {
    await provision(app.context, { isDry: false });
    const preview = await scan(app.context, { kind: 'scan', mode: 'preview' });
    expect(preview.writeBack.written).toBe(0);
    for (const object of Object.values(objects)) expect(await written(object)).toBe(0);
    return writeBackOnly(app.context, 'on');
  });
  const routes = { ...callsOf(report) };
  let changed = 0;
  for (const [path, object] of Object.entries(objects)) {
    const count = await written(object);
    changed += count;
    expect(routes[`GET /crm/objects/2026-09/${path}`]).toBe(Math.ceil(sizes[path as keyof typeof sizes] / 100));
    expect(routes[`POST /crm/objects/2026-09/${path}/batch/update`]).toBe(Math.ceil(count / 100));
    delete routes[`GET /crm/objects/2026-09/${path}`];
    delete routes[`POST /crm/objects/2026-09/${path}/batch/update`];
  }
  expect(changed).toBe(report.writeBack.written);
  expect(Object.values(routes).reduce((sum, calls) => sum + calls, 0)).toBeLessThanOrEqual(24);
  expect(report.apiCalls.hubspot?.throttled).toBe(0);
  // What was received is what was counted.
  const counters = (await (await fetch(`${sandbox.url}/_sandbox/counters`)).json()) as { total: number };
  expect(counters.total).toBe(report.apiCalls.hubspot?.total);
});

test('a full scan and write-back again at once writes nothing', async () => {
  const report = await withApp(now, (app) => scan(app.context, { kind: 'scan', mode: 'on' }));
  expect(report.writeBack).toMatchObject({ planned: 0, written: 0, refused: 0, unchanged: 2051 - closedDeals(report) });
  expect(Object.keys(callsOf(report)).filter((route) => route.endsWith('/batch/update'))).toEqual([]);
});

/** Closed deals are not scored; their health fields are empty and count as they should be. */
function closedDeals(report: RunReport): number {
  return 2051 - report.writeBack.unchanged;
}

test('an incremental scan makes no new score of records that only we touched', async () => {
  const report = await withApp(later, (app) => scan(app.context, { kind: 'incremental', mode: 'on' }));
  expect(report.evaluated).toBe(0);
  expect(report.writeBack).toMatchObject({ planned: 0, written: 0 });
});

test('a user edit is read, judged and written back; the neighbours that the rules read are judged again', async () => {
  const id = await someContact('hygiene_grade', (values) => values.hygiene_grade === 'A');
  await call('PATCH', `/crm/v3/objects/contacts/${id}`, {
    properties: { email: 'asdf@asdf.com', phone: '', mobilephone: '' },
  });
  const report = await withApp(later, (app) => scan(app.context, { kind: 'incremental', mode: 'on' }));
  expect(report.evaluated).toBeGreaterThanOrEqual(1);
  expect(report.evaluated).toBeLessThan(10);
  expect(report.writeBack).toMatchObject({ planned: 1, written: 1 });
  const again = await withApp(later, (app) => scan(app.context, { kind: 'incremental', mode: 'on' }));
  expect(again).toMatchObject({ evaluated: 0, writeBack: { planned: 0, written: 0 } });
});

test('undo restores what a run wrote, but not where a user changed the field since', async () => {
  const before = await written('contact');
  const [run] = await withApp(later, (app) => app.context.store.runs(100)).then((runs) =>
    runs.filter((one) => one.kind === 'write-back'),
  );
  const id = await someContact('hygiene_score', (values) => values.hygiene_score === '100');
  await call('PATCH', `/crm/v3/objects/contacts/${id}`, { properties: { hygiene_score: '1' } });
  const report = await withApp(later, (app) => undo(app.context, run!.id));
  expect(report.restored + report.keptChanged).toBeGreaterThan(1500);
  expect(report.refused).toBe(0);
  expect(await written('contact')).toBeLessThan(before / 10);
  const { properties } = await call('GET', `/crm/v3/objects/contacts/${id}?properties=hygiene_score,hygiene_grade`);
  expect(properties).toMatchObject({ hygiene_score: '1', hygiene_grade: null });
});
