import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { fileSettings } from './settings.ts';

const deals = { file: 'deals.csv', id: 'Id', columns: { name: 'Name', stage: 'Stage' } };

/** The problems as `path: message`. */
function problemsOf(settings: unknown): readonly string[] {
  const parsed = fileSettings.safeParse(settings);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(' › ')}: ${message}`);
}

const full = {
  results: 'out/results.csv',
  encoding: 'windows-1252',
  deals: {
    ...deals,
    format: 'csv',
    delimiter: 'tab',
    url: 'https://crm.example/deals/{id}',
    dates: ['M/D/YYYY', 'ISO'],
    numbers: '1.234,56',
    columns: { name: 'Name', 'Close Date': 'Closes', stage: 'Stage', ownerId: 'Owner' },
    company: { column: 'Account', separator: ';' },
    stages: { Open: 'open', Talks: { state: 'open', entered: 'Since' }, Won: 'won', Lost: 'lost' },
    pipeline: { column: 'Pipeline' },
  },
  contacts: { file: 'people.json', id: 'Id', columns: { email: 'Email' }, lifecycle: { Hot: 'sql' } },
};

test('all settings together are accepted, and parsing what came out changes nothing', () => {
  expect(problemsOf(full)).toEqual([]);
  const once = fileSettings.parse(full);
  expect(once).toEqual(full);
  expect(fileSettings.parse(once)).toEqual(once);
});

test('all problems are told together, each at its place', () => {
  const settings = { deals: { ...deals, id: '', columns: { nmae: 'x', stage: '' }, dates: 'x' }, encoding: 'x' };
  expect(
    problemsOf(settings)
      .map((problem) => problem.split(': ')[0])
      .sort(),
  ).toEqual(['deals › columns › nmae', 'deals › columns › stage', 'deals › dates', 'deals › id', 'encoding']);
});

test('the settings can be published as a JSON Schema', () => {
  expect(z.toJSONSchema(fileSettings, { io: 'input' })).toMatchObject({
    type: 'object',
    properties: { deals: { required: ['file', 'id', 'columns'] } },
  });
});

test.each<readonly [string, unknown, RegExp]>([
  ['no object', {}, /^: expected at least one of contacts, leads, companies, deals/],
  ['unknown key', { deals, result: 'x.csv' }, /no such setting: result; did you mean results\?/],
  [
    'unknown key of an object',
    { deals: { ...deals, date: 'ISO' } },
    /^deals: no such setting: date; did you mean dates\?/,
  ],
  ['no file', { deals: { ...deals, file: undefined } }, /^deals › file: is missing: expected a file/],
  ['no id', { deals: { file: 'x.csv', columns: {} } }, /^deals › id: is missing: expected the name of a column/],
  ['number as column', { deals: { ...deals, id: 7 } }, /^deals › id: expected the name of a column.*in quotes/],
  ['results not CSV', { deals, results: 'hygiene.yaml' }, /^results: expected a file that ends in \.csv/],
  ['results over an export', { deals, results: './deals.csv' }, /^results: is the file of deals too/],
  ['encoding', { deals, encoding: 'utf8000' }, /^encoding: expected an encoding/],
  ['delimiter', { deals: { ...deals, delimiter: ':' } }, /^deals › delimiter: expected one of/],
  ['date pattern', { deals: { ...deals, dates: 'dd.mm.yyyy' } }, /did you mean DD\.MM\.YYYY\?/],
  ['numbers', { deals: { ...deals, numbers: '1,2' } }, /^deals › numbers: expected how numbers are written/],
  [
    'unknown field',
    { deals: { ...deals, columns: { 'closing date': 'x' } } },
    /^deals › columns › closing date: .*did you mean close date\?/,
  ],
  ['field twice', { deals: { ...deals, columns: { 'close date': 'x', closeDate: 'y' } } }, /are the same field/],
  ['pipeline as a column', { deals: { ...deals, columns: { pipeline: 'x' } } }, /write `pipeline: \{column: …\}`/],
  [
    'lifecycle as a column',
    { contacts: { file: 'a.csv', id: 'x', columns: { lifecycle: 'x' } } },
    /follows from the column of `lifecycle stage`/,
  ],
  [
    'stage state',
    { deals: { ...deals, stages: { Won: 'closed' } } },
    /^deals › stages › Won: expected open, won or lost/,
  ],
  [
    'stages without column',
    { deals: { ...deals, columns: {}, stages: { Won: 'won' } } },
    /^deals › stages: the stages need the column/,
  ],
  ['no stages', { deals: { ...deals, stages: {} } }, /^deals › stages: expected at least one stage/],
  ['link', { deals: { ...deals, company: 'Account' } }, /^deals › company: expected \{column:/],
  ['stages of contacts', { contacts: { ...deals, columns: {}, stages: {} } }, /^contacts: no such setting: stages/],
  [
    'lifecycle value',
    { contacts: { file: 'a.csv', id: 'x', columns: {}, lifecycle: { Hot: 'hot' } } },
    /^contacts › lifecycle › Hot: expected one of subscriber/,
  ],
  ['url', { deals: { ...deals, url: 'javascript:alert({id})' } }, /^deals › url: expected a web address/],
])('refused: %s', (_, settings, problem) => {
  expect(problemsOf(settings).join('\n')).toMatch(new RegExp(problem.source, 'm'));
});
