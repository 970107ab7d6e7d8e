import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { scan } from '../../src/jobs/scan.ts';
import { startHubSpotSandbox } from '../../src/sandbox/index.ts';
import { hubspotAgreement, type Installation, install, openFindings } from '../kit/installation.ts';

const monday = Date.parse('2026-03-16T09:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;

const terms = `
teams: {sales: {members: [hubspot team Sales]}}
slas:
  first_response:
    promise: Sales contacts every MQL within one business hour
    starts_when: contact enters mql
    met_by: first outbound call, email or meeting
    within: 1 business hour
    owner: sales
`;

let clock = monday;
let sandbox: Awaited<ReturnType<typeof startHubSpotSandbox>>;
let installation: Installation;
let fresh: Installation;

beforeAll(async () => {
  sandbox = await startHubSpotSandbox({
    port: 0,
    contacts: 200,
    companies: 20,
    deals: 60,
    seed: 5,
    readClock: () => clock,
    timeZone: 'UTC',
    limits: { perTenSeconds: null, searchPerSecond: null, daily: null },
  });
  installation = await install(hubspotAgreement('UTC') + terms, sandbox);
  fresh = await install(hubspotAgreement('UTC') + terms, sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await installation.remove();
  await fresh.remove();
});

async function judge(at: number, kind: 'scan' | 'incremental', where = installation): Promise<readonly string[]> {
  clock = at;
  const app = await where.open(new Date(at));
  try {
    await scan(app.context, { kind, mode: 'preview' });
    return await openFindings(app, 'hubspot');
  } finally {
    await app.close();
  }
}

interface Row {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
}

async function call(method: string, path: string, body?: object): Promise<{ readonly results: readonly Row[] }> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${sandbox.accessToken}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { readonly results: readonly Row[] };
}

test('a promise is watched by the minute: pending, at risk, late, answered', async () => {
  const names = 'lifecyclestage,notes_last_contacted,hs_first_outreach_date';
  const { results } = await call('GET', `/crm/v3/objects/contacts?limit=100&properties=${names}`);
  const untouched = results.find(
    ({ properties: { lifecyclestage, notes_last_contacted, hs_first_outreach_date } }) =>
      lifecyclestage === 'lead' && !notes_last_contacted && !hs_first_outreach_date,
  )!;
  const line = `contact ${untouched.id} person/first-response-late`;
  expect(await judge(monday, 'scan')).not.toContain(line);
  clock = monday + 10 * minute;
  await call('PATCH', `/crm/v3/objects/contacts/${untouched.id}`, {
    properties: { lifecyclestage: 'marketingqualifiedlead' },
  });
  expect(await judge(monday + 20 * minute, 'incremental')).not.toContain(line);
  expect(await judge(monday + 54 * minute, 'incremental')).not.toContain(line);
  const atRisk = await judge(monday + 56 * minute, 'incremental');
  expect(atRisk).toContain(line);
  expect(await judge(monday + 71 * minute, 'incremental')).toContain(line);
  expect(await judge(monday + 71 * minute, 'scan', fresh)).toContain(line);
}, 60_000);

test('pushes of a close date are counted from what is seen, and told from the second on', async () => {
  const names = 'closedate,dealstage,hs_is_closed';
  const { results } = await call('GET', `/crm/v3/objects/deals?limit=100&properties=${names}`);
  const open = results.find(
    ({ properties: { closedate, hs_is_closed } }) =>
      hs_is_closed !== 'true' && closedate && Date.parse(closedate) > monday,
  )!;
  const line = `deal ${open.id} deal/close-date-pushed`;
  const close = Date.parse(open.properties.closedate!);
  const push = async (months: number, at: number): Promise<readonly string[]> => {
    clock = at;
    const closedate = new Date(close + months * 31 * day).toISOString();
    await call('PATCH', `/crm/v3/objects/deals/${open.id}`, { properties: { closedate } });
    return judge(at + 15 * minute, 'incremental');
  };
  expect(await push(1, monday + day)).not.toContain(line);
  // Nearer again, which is no push.
  expect(await push(0, monday + 2 * day)).not.toContain(line);
  expect(await push(2, monday + 3 * day)).toContain(line);
}, 60_000);
