import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { App } from '../../src/app.ts';
import { provision } from '../../src/jobs/provision.ts';
import type { RunReport } from '../../src/jobs/report.ts';
import { scan, writeBackOnly } from '../../src/jobs/scan.ts';
import { undo } from '../../src/jobs/undo.ts';
import { startHubSpotSandbox } from '../../src/sandbox/index.ts';
import { hubspotAgreement, type Installation, install } from '../kit/installation.ts';

const now = new Date('2026-03-15T09:30:00Z');
const agreement = hubspotAgreement('UTC').replace('sync: [contacts, companies, deals]', 'sync: [contacts]');

let sandbox: Awaited<ReturnType<typeof startHubSpotSandbox>>;
let installation: Installation;

beforeAll(async () => {
  sandbox = await startHubSpotSandbox({
    contacts: 3000,
    companies: 0,
    deals: 0,
    seed: 5,
    now,
    readClock: () => Date.now(),
    limits: { perTenSeconds: 100_000, searchPerSecond: 100_000, daily: 1_000_000 },
  });
  installation = await install(agreement, sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await installation.remove();
});

async function control(path: string, body: object): Promise<void> {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBeLessThan(300);
}

async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const app = await installation.open(now);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

const listCalls = (report: RunReport): number =>
  report.apiCalls.hubspot?.byRoute['GET /crm/objects/2026-09/contacts'] ?? 0;

test('a scan that met the end of the daily quota goes on from there', async () => {
  await control('limits', { daily: 20 });
  const first = await withApp((app) => scan(app.context, { kind: 'scan', mode: 'preview' }));
  expect(first.problems).toMatchObject([{ source: 'hubspot', code: 'CRM_DAILY_LIMIT' }]);
  expect(first.records.contact).toBeLessThan(3000);
  await control('limits', { daily: 1_000_000 });
  const second = await withApp((app) => scan(app.context, { kind: 'scan', mode: 'preview' }));
  expect(second).toMatchObject({ run: first.run, problems: [], records: { contact: 3000 }, evaluated: 3000 });
  // The refused call was made once more, and reading ahead may have asked for one page twice.
  expect(listCalls(first) + listCalls(second)).toBeLessThanOrEqual(32);
  const third = await withApp((app) => scan(app.context, { kind: 'scan', mode: 'preview' }));
  expect(third.run).toBeGreaterThan(second.run);
  expect(listCalls(third)).toBe(30);
});

test('an undo that was cut short is finished by the next, and counted whole', async () => {
  const written = await withApp(async (app) => {
    await provision(app.context, { isDry: false });
    return writeBackOnly(app.context, 'on');
  });
  expect(written.writeBack.written).toBe(3000);
  // Some calls are let through: identify, catalog and part of the reads and writes.
  await control('faults', [{ kind: 'status', status: 401, path: 'batch/update', nth: 8, count: 1000 }]);
  await expect(withApp((app) => undo(app.context, written.run))).rejects.toThrow(/401/);
  await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
  const report = await withApp((app) => undo(app.context, written.run));
  expect(report).toMatchObject({ keptChanged: 0, gone: 0, refused: 0 });
  const runs = await withApp((app) => app.context.store.runs(2));
  expect(runs.map((run) => run.outcome)).toEqual(['finished', 'failed: CREDENTIALS_REFUSED']);
  const values = await (await fetch(`${sandbox.url}/_sandbox/values?object=contact&prefix=hygiene_`)).json();
  expect((values as { values: unknown[] }).values).toEqual([]);
  const states = await withApp((app) => app.context.store.journal(written.run, 0, 10_000));
  expect(new Set(states.map((entry) => entry.state))).toEqual(new Set(['undone']));
});
