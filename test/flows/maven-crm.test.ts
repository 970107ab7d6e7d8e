import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { scan } from '../../src/jobs/scan.ts';
import { install, openFindings } from '../kit/installation.ts';

const folder = fileURLToPath(new URL('../../../shared/data/pipeline/maven-crm/', import.meta.url));
const isHere = existsSync(join(folder, 'sales_pipeline.csv'));

const agreement = `version: 1
agreement: {name: Sales pipeline export, timezone: America/New_York, currency: USD}
extends: [recommended@1]
crms:
  export:
    connector: file
    sync: [deals, companies]
    deals:
      file: sales_pipeline.csv
      id: opportunity_id
      dates: M/D/YYYY
      columns: {name: opportunity_id, close date: close_date, stage: deal_stage}
      company: {column: account}
      stages:
        Prospecting: open
        Engaging: {state: open, entered: engage_date}
        Won: won
        Lost: lost
      pipeline: Sales
    companies:
      file: accounts.csv
      id: account
      columns: {name: account, industry: sector, employees: employees}
pipelines:
  Sales:
    Engaging: {no_longer_than: 90 days}
`;

test(
  isHere
    ? 'the public sales pipeline gives the counts that were made by hand'
    : 'ABSENT: ../shared/data/pipeline/maven-crm, nothing was checked',
  async () => {
    if (!isHere) return;
    const installation = await install(agreement, null);
    try {
      for (const file of ['sales_pipeline.csv', 'accounts.csv'])
        await copyFile(join(folder, file), join(installation.folder, file));
      const app = await installation.open(new Date('2017-12-31T05:00:00Z'));
      try {
        const report = await scan(app.context, { kind: 'scan', mode: 'preview' });
        expect(report.problems).toEqual([]);
        expect(report.records).toMatchObject({ deal: 8800, company: 85 });
        const { byRule } = report.findings;
        expect(byRule['deal/company-missing']).toBe(1425);
        expect(byRule['deal/close-date-missing']).toBe(2089);
        expect(byRule['deal/close-date-past'] ?? 0).toBe(0);
        expect(byRule['deal/stage-aging']).toBe(1479);
        // No column tells of these, so they are unknown and cost nothing.
        for (const rule of [
          'deal/next-step-missing',
          'deal/inactive',
          'deal/contact-missing',
          'deal/owner-missing',
          'deal/amount-missing',
        ])
          expect(byRule[rule] ?? 0).toBe(0);
        const found = await openFindings(app, 'export');
        const deals = new Set(found.filter((line) => line.startsWith('deal ')).map((line) => line.split(' ')[1]));
        expect(deals.size).toBeLessThanOrEqual(1589 + 500);
      } finally {
        await app.close();
      }
    } finally {
      await installation.remove();
    }
  },
);
