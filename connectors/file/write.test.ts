import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Change } from '../../src/model/connector.ts';
import { collect, type ExportFolder, makeExports, readPages, writeDeals } from './exports.fixture.ts';

const settings = { deals: { file: 'deals.csv', id: 'Id', columns: { name: 'Name' } } };
const at = '2024-04-11T00:00:00.000Z';

async function resultsOf(exports: ExportFolder, name = 'deals-hygiene.csv'): Promise<readonly string[][]> {
  return parse(await readFile(`${exports.folder}/${name}`), { bom: true });
}

async function healthOf(exports: ExportFolder) {
  const pages = await readPages(await exports.connect(settings));
  return Object.fromEntries(
    pages.flatMap(({ records }) => records.map(({ ref, health, scoredAt }) => [ref.id, { ...health, scoredAt }])),
  );
}

const full: Change['values'] = {
  score: 71,
  grade: 'C',
  stageHealth: 'at_risk',
  flags: ['deal_stage_aging', 'deal_close_date_past'],
  nextAction: 'Move the close date or close the deal.',
  scoredAt: at,
};

test('writes one row a record in the order of the export, and reads it back as what the CRM holds', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n2,b\n3,c\n');
  const connector = await exports.connect(settings);
  const outcomes = await writeDeals(connector, { 3: { score: 100, grade: 'A', scoredAt: at }, 1: full });
  expect(outcomes.map(({ intent, is }) => [intent, is])).toEqual([
    [1, 'done'],
    [2, 'done'],
  ]);
  expect(await resultsOf(exports)).toEqual([
    [
      'object',
      'id',
      'hygiene_score',
      'hygiene_grade',
      'hygiene_stage_health',
      'hygiene_flags',
      'hygiene_next_action',
      'hygiene_scored_at',
    ],
    [
      'deal',
      '1',
      '71',
      'C',
      'at_risk',
      'deal_close_date_past;deal_stage_aging',
      'Move the close date or close the deal.',
      at,
    ],
    ['deal', '3', '100', 'A', '', '', '', at],
  ]);
  const expected = {
    1: { ...full, flags: ['deal_close_date_past', 'deal_stage_aging'] },
    2: { scoredAt: '' },
    3: { score: 100, grade: 'A', scoredAt: at },
  };
  expect(await healthOf(exports)).toEqual(expected);
  expect((await connector.read.byId('deal', ['1'])).records[0]?.health.score).toBe(71);
  expect(await readdir(exports.folder)).toEqual(['deals-hygiene.csv', 'deals.csv']);
});

test('a change holds changed keys only: the others stay, null empties, an emptied record has no row', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n2,b\n');
  await writeDeals(await exports.connect(settings), { 1: full, 2: { score: 5 } });
  await writeDeals(await exports.connect(settings), {
    1: { score: 80, flags: null, nextAction: null },
    2: { score: null },
  });
  expect(await healthOf(exports)).toEqual({
    1: { score: 80, grade: 'C', stageHealth: 'at_risk', scoredAt: at },
    2: { scoredAt: '' },
  });
  expect(await resultsOf(exports)).toHaveLength(2);
});

test('records that left the export are gone, and so are their results', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n2,b\n');
  await writeDeals(await exports.connect(settings), { 1: full, 2: full });
  await exports.write('deals.csv', 'Id,Name\n2,b\n3,c\n');
  const outcomes = await writeDeals(await exports.connect(settings), { 1: { score: 1 }, 3: { score: 3 } });
  expect(outcomes.map(({ is }) => is)).toEqual(['gone', 'done']);
  expect((await resultsOf(exports)).map(([, id]) => id)).toEqual(['id', '2', '3']);
});

test('one results file serves several objects, and each keeps its rows', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n');
  await exports.write('firms.csv', 'Id,Name\n1,Acme\n');
  const both = {
    ...settings,
    results: 'all.csv',
    companies: { file: 'firms.csv', id: 'Id', columns: { name: 'Name' } },
  };
  const connector = await exports.connect(both, { objects: ['deal', 'company'] });
  async function* changes(): AsyncGenerator<Change> {
    yield { intent: 1, ref: { source: 'export', object: 'deal', id: '1' }, values: { score: 1 } };
    yield { intent: 2, ref: { source: 'export', object: 'company', id: '1' }, values: { score: 2 } };
    yield { intent: 3, ref: { source: 'export', object: 'lead', id: '1' }, values: { score: 3 } };
  }
  const outcomes = await collect(connector.write!.apply(changes()));
  expect(outcomes.map(({ intent, is }) => [intent, is])).toEqual([
    [3, 'refused'],
    [1, 'done'],
    [2, 'done'],
  ]);
  await writeDeals(connector, { 1: { score: 9 } });
  expect((await resultsOf(exports, 'all.csv')).map((row) => row.slice(0, 3))).toEqual([
    ['object', 'id', 'hygiene_score'],
    ['deal', '1', '9'],
    ['company', '1', '2'],
  ]);
});

test.each([
  ['other columns', 'a,b\n1,2\n', /has a column "a"/],
  ['a column added', 'object,id,hygiene_score,comment\ndeal,1,5,hello\n', /has a column "comment"/],
  ['no id', 'object,hygiene_score\n', /has no columns "object" and "id"/],
])('a file that is not ours is never replaced: %s', async (_, content, expected) => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n');
  await exports.write('deals-hygiene.csv', content);
  const connector = await exports.connect(settings);
  await expect(writeDeals(connector, { 1: { score: 1 } })).rejects.toThrow(expected);
  await expect(readPages(connector)).rejects.toThrow(/is no results file of crm-hygiene/);
  expect(await readFile(`${exports.folder}/deals-hygiene.csv`, 'utf8')).toBe(content);
});

test('an edit of the results by hand is seen by the next read of the same connection', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n');
  const connector = await exports.connect(settings);
  await writeDeals(connector, { 1: { score: 50, grade: 'F' } });
  await exports.write('deals-hygiene.csv', 'object;id;hygiene_score;hygiene_grade\r\ndeal;1;100;A\r\n');
  const [page] = await readPages(connector);
  expect(page?.records[0]?.health).toEqual({ score: 100, grade: 'A' });
});

test('results that cannot be written stop the run, with nothing said to be done and the old file kept', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n');
  const connector = await exports.connect({ ...settings, results: 'no/such/folder/results.csv' });
  await expect(writeDeals(connector, { 1: { score: 1 } })).rejects.toMatchObject({
    name: 'FatalError',
    code: 'FILE_UNWRITABLE',
    message: expect.stringMatching(/^no\/such\/folder\/results\.csv: the results cannot be written \(ENOENT\)/),
  });
});

test('a writer that is left before the save changes nothing and forgets what was set', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n');
  const connector = await exports.connect(settings);
  async function* changes(): AsyncGenerator<Change> {
    yield { intent: 1, ref: { source: 'export', object: 'deal', id: '1' }, values: { score: 1 } };
    throw new Error('the database went away');
  }
  await expect(collect(connector.write!.apply(changes()))).rejects.toThrow('the database went away');
  expect(await readdir(exports.folder)).toEqual(['deals.csv']);
  const [page] = await readPages(connector);
  expect(page?.records[0]?.health).toEqual({});
});

test('formulas are disarmed in the file, and every text and id comes back as it was', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n=1+1,a\n"\'=x",b\n-7,c\n');
  await writeDeals(await exports.connect(settings), {
    '=1+1': { nextAction: '@SUM(A1)' },
    "'=x": { nextAction: "''+1" },
    '-7': { nextAction: "'tis" },
  });
  const rows = await resultsOf(exports);
  expect(rows.slice(1).map(([, id, , , , , action]) => [id, action])).toEqual([
    ["'=1+1", "'@SUM(A1)"],
    ["''=x", "'''+1"],
    ["'-7", "'tis"],
  ]);
  expect(await healthOf(exports)).toEqual({
    '=1+1': { nextAction: '@SUM(A1)', scoredAt: '' },
    "'=x": { nextAction: "''+1", scoredAt: '' },
    '-7': { nextAction: "'tis", scoredAt: '' },
  });
});

test('any next action comes back as it was written', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n1,a\n');
  const text = fc.string({
    minLength: 1,
    unit: fc.constantFrom("'", '"', '=', '+', '-', '@', '\t', '\r', '\n', ',', ';', ' ', 'a', 'é', '\uff1d'),
  });
  await fc.assert(
    fc.asyncProperty(text, async (nextAction) => {
      await writeDeals(await exports.connect(settings), { 1: { nextAction } });
      expect((await healthOf(exports))['1']).toEqual({ nextAction, scoredAt: '' });
    }),
    { numRuns: 60 },
  );
});

test('many changes are saved in several goes, each outcome once', async () => {
  await using exports = await makeExports();
  const ids = Array.from({ length: 5000 }, (_, index) => String(index + 1));
  await exports.write('deals.csv', `Id,Name\n${ids.map((id) => `${id},x\n`).join('')}`);
  const outcomes = await writeDeals(
    await exports.connect(settings),
    Object.fromEntries(ids.map((id) => [id, { score: Number(id) % 101, scoredAt: at }])),
  );
  expect(new Set(outcomes.map(({ intent, is }) => `${intent} ${is}`)).size).toBe(5000);
  expect(outcomes).toHaveLength(5000);
  expect(await resultsOf(exports)).toHaveLength(5001);
});
