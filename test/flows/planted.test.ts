import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scan } from '../../src/jobs/scan.ts';
import { startHubSpotSandbox } from '../../src/sandbox/index.ts';
import { hubspotAgreement, type Installation, install, openFindings } from '../kit/installation.ts';
import { compareWithPlanted, plantedAt } from '../kit/planted.ts';

const start = new Date('2026-03-15T21:30:00Z');
const day = 86_400_000;

describe.each([
  [1, 'UTC'],
  [2, 'Europe/Berlin'],
  [3, 'America/Los_Angeles'],
])('seed %d, an account in %s', (seed, timeZone) => {
  let sandbox: Awaited<ReturnType<typeof startHubSpotSandbox>>;
  let installation: Installation;

  beforeAll(async () => {
    sandbox = await startHubSpotSandbox({
      port: 0,
      contacts: 1000,
      companies: 300,
      deals: 500,
      seed,
      now: start,
      readClock: () => start.getTime(),
      timeZone,
      limits: { perTenSeconds: null, searchPerSecond: null, daily: null },
    });
    installation = await install(hubspotAgreement(timeZone), sandbox);
  });
  afterAll(async () => {
    await sandbox.close();
    await installation.remove();
  });

  async function judge(at: Date, kind: 'scan' | 'incremental') {
    const app = await installation.open(at);
    try {
      const report = await scan(app.context, { kind, mode: 'preview' });
      return { report, found: await openFindings(app, 'hubspot') };
    } finally {
      await app.close();
    }
  }

  test('a full scan finds exactly what was planted', async () => {
    const { report, found } = await judge(start, 'scan');
    const planted = await plantedAt(sandbox.url, start);
    expect(compareWithPlanted(found, planted)).toEqual({
      missed: [],
      invented: [],
    });
    expect(report.records).toEqual({ contact: 1000, company: 300, deal: 500 });
    expect(new Set(found.map((line) => line.split(' ')[2])).size).toBeGreaterThanOrEqual(28);
  });

  test.each([1, 8, 20, 45, 120, 400])(
    '%d days later an incremental scan, woken by time alone, finds what is to be found then',
    async (days) => {
      const at = new Date(start.getTime() + days * day);
      const { report, found } = await judge(at, 'incremental');
      const planted = await plantedAt(sandbox.url, at);
      expect(compareWithPlanted(found, planted)).toEqual({
        missed: [],
        invented: [],
      });
      expect(report.evaluated).toBeLessThan(1800);
    },
  );
});
