import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { starterAgreement } from '../../src/agreement/starter.ts';
import { scan } from '../../src/jobs/scan.ts';
import { startHubSpotSandbox, startSalesforceSandbox } from '../../src/sandbox/index.ts';
import { type Installation, install, openFindings } from '../kit/installation.ts';
import { compareWithPlanted, plantedAt } from '../kit/planted.ts';

const start = new Date('2026-03-15T21:30:00Z');
const day = 86_400_000;
const timeZone = 'Europe/Berlin';
const sources = ['hubspot', 'salesforce'] as const;

let hubspot: Awaited<ReturnType<typeof startHubSpotSandbox>>;
let salesforce: Awaited<ReturnType<typeof startSalesforceSandbox>>;
let installation: Installation;

beforeAll(async () => {
  const common = { port: 0, seed: 4, now: start, timeZone } as const;
  hubspot = await startHubSpotSandbox({
    ...common,
    contacts: 500,
    companies: 150,
    deals: 250,
    limits: { perTenSeconds: null, searchPerSecond: null, daily: null },
  });
  // Another seed, as nobody is to be known to both.
  salesforce = await startSalesforceSandbox({
    ...common,
    seed: 5,
    leads: 400,
    contacts: 200,
    accounts: 120,
    opportunities: 200,
  });
  const recommended = starterAgreement({
    name: 'Test agreement',
    timeZone,
    currency: 'EUR',
    sources: [
      { name: 'hubspot', connector: 'hubspot', sync: ['contacts', 'companies', 'deals'] },
      { name: 'salesforce', connector: 'salesforce', sync: ['leads', 'contacts', 'accounts', 'opportunities'] },
    ],
  });
  installation = await install(recommended.replace('extends: [recommended@1]', 'extends: [strict@1]'), hubspot, {
    SALESFORCE_LOGIN_URL: salesforce.url,
    SALESFORCE_CLIENT_ID: salesforce.clientId,
    SALESFORCE_CLIENT_SECRET: salesforce.clientSecret,
  });
});
afterAll(async () => {
  await hubspot.close();
  await salesforce.close();
  await installation.remove();
});

test.each([
  [0, 'scan'],
  [8, 'incremental'],
  [45, 'incremental'],
  [400, 'incremental'],
] as const)('%d days later the strict rules find exactly what was planted, by %s', async (days, kind) => {
  const at = new Date(start.getTime() + days * day);
  const app = await installation.open(at);
  try {
    await scan(app.context, { kind, mode: 'preview' });
    for (const source of sources) {
      const { url } = source === 'hubspot' ? hubspot : salesforce;
      const found = (await openFindings(app, source)).filter((line) => !line.includes('/crm-drift'));
      const differences = compareWithPlanted(found, await plantedAt(url, at), 'strict@1');
      expect({ source, ...differences }).toEqual({ source, missed: [], invented: [] });
    }
  } finally {
    await app.close();
  }
});
