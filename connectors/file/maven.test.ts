import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { connectTo, readPages, type Warning } from './exports.fixture.ts';

const folder = fileURLToPath(new URL('../../../shared/data/pipeline/maven-crm/', import.meta.url));
const isThere = existsSync(`${folder}sales_pipeline.csv`);
const state = isThere ? '' : ' (the public data set is absent: nothing was checked)';

test(`8,800 opportunities of a public data set, with their counted gaps${state}`, async () => {
  if (!isThere) return;
  const warnings: Warning[] = [];
  const settings = {
    deals: {
      file: 'sales_pipeline.csv',
      id: 'opportunity_id',
      dates: 'M/D/YYYY',
      columns: {
        name: 'opportunity_id',
        'close date': 'close_date',
        stage: 'deal_stage',
        amount: 'close_value',
        owner: 'sales_agent',
      },
      company: { column: 'account' },
      stages: { Prospecting: 'open', Engaging: { state: 'open', entered: 'engage_date' }, Won: 'won', Lost: 'lost' },
      pipeline: 'Sales',
    },
    companies: {
      file: 'accounts.csv',
      id: 'account',
      columns: { name: 'account', industry: 'sector', employees: 'employees' },
    },
  };
  const connector = await connectTo(folder, settings, warnings, { objects: ['deal', 'company'] });
  await connector.catalog();
  const pages = await readPages(connector);
  const deals = pages.flatMap(({ records }) => records);
  const linked = new Set(pages.flatMap(({ links }) => links.map(({ from }) => from.id)));
  const stageOf = ({ fields }: (typeof deals)[number]) => (fields.stage?.is === 'value' ? fields.stage.value : '');
  const isOpen = (deal: (typeof deals)[number]) => ['Prospecting', 'Engaging'].includes(String(stageOf(deal)));
  const count = (test: (deal: (typeof deals)[number]) => boolean): number => deals.filter(test).length;
  expect(deals).toHaveLength(8800);
  expect(count((deal) => isOpen(deal) && !linked.has(deal.ref.id))).toBe(1425);
  expect(count(({ fields }) => fields.closeDate?.is === 'empty')).toBe(2089);
  expect(count(({ fields }) => fields.closeDate?.is === 'invalid')).toBe(0);
  expect(count((deal) => stageOf(deal) === 'Prospecting' && deal.fields.stageEnteredAt?.is === 'unknown')).toBe(500);
  expect(count((deal) => stageOf(deal) === 'Engaging' && deal.fields.stageEnteredAt?.is === 'value')).toBe(1589);
  const companies = await readPages(connector, 'company');
  expect(companies.flatMap(({ records }) => records)).toHaveLength(85);
  expect(warnings).toEqual([]);
});
