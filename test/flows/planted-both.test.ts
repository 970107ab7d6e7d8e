import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { starterAgreement } from '../../src/agreement/starter.ts';
import type { App } from '../../src/app.ts';
import { matchRecords } from '../../src/jobs/counterparts.ts';
import { scan } from '../../src/jobs/scan.ts';
import { startHubSpotSandbox, startSalesforceSandbox } from '../../src/sandbox/index.ts';
import { type Installation, install, openFindings } from '../kit/installation.ts';
import { compareWithPlanted } from '../kit/planted.ts';

const start = new Date('2026-03-15T21:30:00Z');
const day = 86_400_000;
const hubspotSizes = { contacts: 900, companies: 240, deals: 400 } as const;
const salesforceSizes = { leads: 450, contacts: 300, accounts: 120, opportunities: 240 } as const;
const sources = ['hubspot', 'salesforce'] as const;

interface Planted {
  readonly object: string;
  readonly id: string;
  readonly rule: string;
  readonly field?: string;
}

interface Shared {
  readonly hubspot: { readonly object: string; readonly id: string };
  readonly salesforce: { readonly object: string; readonly id: string };
}

async function read<T>(url: string, path: string): Promise<T> {
  return (await (await fetch(`${url}/_sandbox/${path}`)).json()) as T;
}

/** What was planted, with the field where one record may have a finding for several. */
async function plantedLines(url: string, at: Date): Promise<readonly string[]> {
  const { planted } = await read<{ planted: readonly Planted[] }>(url, `planted?at=${at.toISOString()}`);
  return planted.map(({ object, id, rule, field }) => [object, id, rule, field].filter(Boolean).join(' ')).sort();
}

async function foundLines(app: App, source: string): Promise<readonly string[]> {
  const lines = await openFindings(app, source, true);
  const told = lines.map((line) => (line.includes('/crm-drift ') ? line : line.split(' ').slice(0, 3).join(' ')));
  return [...new Set(told)].sort();
}

/** The pairs that the product recognised, seen from HubSpot. */
async function matchedLines({ context: { store, engine } }: App): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const object of ['contact', 'company', 'deal'] as const) {
    const ids = await store.sharing({ source: 'hubspot', object, after: '', limit: 10_000 });
    for (const [id, { counterparts }] of await matchRecords(store, engine.identity, 'hubspot', object, ids))
      for (const { ref } of counterparts) lines.push(`${object} ${id} = ${ref.object} ${ref.id}`);
  }
  return lines.sort();
}

describe.each([
  [1, 'UTC'],
  [2, 'Europe/Berlin'],
  [3, 'America/Los_Angeles'],
])('one agreement over both CRMs, seed %d, in %s', (seed, timeZone) => {
  let hubspot: Awaited<ReturnType<typeof startHubSpotSandbox>>;
  let salesforce: Awaited<ReturnType<typeof startSalesforceSandbox>>;
  let installation: Installation;

  beforeAll(async () => {
    const common = { port: 0, seed, now: start, timeZone } as const;
    hubspot = await startHubSpotSandbox({
      ...common,
      ...hubspotSizes,
      withSalesforce: salesforceSizes,
      limits: { perTenSeconds: null, searchPerSecond: null, daily: null },
    });
    salesforce = await startSalesforceSandbox({ ...common, ...salesforceSizes, withHubSpot: hubspotSizes });
    const agreement = starterAgreement({
      name: 'Test agreement',
      timeZone,
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
  });
  afterAll(async () => {
    await hubspot.close();
    await salesforce.close();
    await installation.remove();
  });

  async function judge(at: Date, kind: 'scan' | 'incremental') {
    const app = await installation.open(at);
    try {
      const report = await scan(app.context, { kind, mode: 'preview' });
      const differences: Record<string, unknown> = {};
      for (const source of sources) {
        const { url } = source === 'hubspot' ? hubspot : salesforce;
        differences[source] = compareWithPlanted(await foundLines(app, source), await plantedLines(url, at));
      }
      return { report, differences, matched: await matchedLines(app) };
    } finally {
      await app.close();
    }
  }

  const none = { missed: [], invented: [] };

  test('a full scan finds exactly what was planted, and recognises exactly what is shared', async () => {
    const { report, differences, matched } = await judge(start, 'scan');
    expect(report.problems).toEqual([]);
    expect(differences).toEqual({ hubspot: none, salesforce: none });
    const { shared } = await read<{ shared: readonly Shared[] }>(hubspot.url, 'shared');
    expect(await read(salesforce.url, 'shared')).toEqual({ shared });
    const pairs = shared.map(({ hubspot: a, salesforce: b }) => `${a.object} ${a.id} = ${b.object} ${b.id}`);
    expect(matched).toEqual(pairs.sort());
    expect(report.distinct).toMatchObject({
      person: { shared: 150 + 100 },
      company: { total: 240 + 120 - 40, shared: 40 },
      deal: { total: 400 + 240 - 80, shared: 80 },
    });
    for (const rule of ['person/crm-drift', 'company/crm-drift', 'deal/crm-drift'])
      expect(report.findings.byRule[rule]).toBeGreaterThan(1);
  });

  test.each([1, 8, 45, 400])(
    '%d days later an incremental scan, woken by time alone, finds what is to be found then',
    async (days) => {
      const { report, differences } = await judge(new Date(start.getTime() + days * day), 'incremental');
      expect(report.problems).toEqual([]);
      expect(differences).toEqual({ hubspot: none, salesforce: none });
    },
  );
});
