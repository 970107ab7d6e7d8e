import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { starterAgreement } from '../../src/agreement/starter.ts';
import { scan } from '../../src/jobs/scan.ts';
import { startSalesforceSandbox } from '../../src/sandbox/index.ts';
import { type Installation, install, openFindings } from '../kit/installation.ts';
import { compareWithPlanted, plantedAt } from '../kit/planted.ts';

const start = new Date('2026-03-15T21:30:00Z');
const day = 86_400_000;
const sizes = { leads: 600, contacts: 400, accounts: 160, opportunities: 300 } as const;

describe.each([
  [1, 'UTC'],
  [2, 'Europe/Berlin'],
  [3, 'America/Los_Angeles'],
])('Salesforce, seed %d, an organization in %s', (seed, timeZone) => {
  let sandbox: Awaited<ReturnType<typeof startSalesforceSandbox>>;
  let installation: Installation;

  beforeAll(async () => {
    sandbox = await startSalesforceSandbox({ port: 0, ...sizes, seed, now: start, timeZone });
    const agreement = starterAgreement({
      name: 'Test agreement',
      timeZone,
      currency: 'EUR',
      sources: [
        { name: 'salesforce', connector: 'salesforce', sync: ['leads', 'contacts', 'accounts', 'opportunities'] },
      ],
    });
    installation = await install(agreement, null, {
      SALESFORCE_LOGIN_URL: sandbox.url,
      SALESFORCE_CLIENT_ID: sandbox.clientId,
      SALESFORCE_CLIENT_SECRET: sandbox.clientSecret,
    });
  });
  afterAll(async () => {
    await sandbox.close();
    await installation.remove();
  });

  async function judge(at: Date, kind: 'scan' | 'incremental') {
    const app = await installation.open(at);
    try {
      const report = await scan(app.context, { kind, mode: 'preview' });
      return { report, found: await openFindings(app, 'salesforce') };
    } finally {
      await app.close();
    }
  }

  test('a full scan finds exactly what was planted', async () => {
    const { report, found } = await judge(start, 'scan');
    expect(report.problems).toEqual([]);
    const planted = await plantedAt(sandbox.url, start);
    expect(compareWithPlanted(found, planted)).toEqual({
      missed: [],
      invented: [],
    });
    expect(report.records).toMatchObject({ contact: 400, company: 160, deal: 300 });
  });

  test.each([1, 8, 45, 120, 400])(
    '%d days later an incremental scan, woken by time alone, finds what is to be found then',
    async (days) => {
      const at = new Date(start.getTime() + days * day);
      const { report, found } = await judge(at, 'incremental');
      expect(report.problems).toEqual([]);
      const planted = await plantedAt(sandbox.url, at);
      expect(compareWithPlanted(found, planted)).toEqual({
        missed: [],
        invented: [],
      });
    },
  );
});
