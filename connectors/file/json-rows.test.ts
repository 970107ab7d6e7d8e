import { expect, test } from '@jest/globals';
import { errorOf, makeExports, readPages, valuesOf } from './exports.fixture.ts';

const json = { deals: { file: 'deals.json', id: 'id', columns: { name: 'name', amount: 'props.amount' } } };

test.each<readonly [string, string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, number]>([
  [
    'array',
    '[{"id":1,"name":"a","props":{"amount":2.5}},\n{"id":"2","name":null,"props":{}}]',
    { 1: 'a', 2: 'empty' },
    { 1: 2.5, 2: 'empty' },
    0,
  ],
  [
    'one object per line',
    '\ufeff{"id":1,"name":"a","props":{"amount":"x"}}\r\n\n{"id":2}\n',
    { 1: 'a', 2: 'empty' },
    { 1: 'invalid', 2: 'empty' },
    0,
  ],
  [
    'long numbers stay exact',
    '{"id":12345678901234567890,"name":"a","props.amount":1}',
    { '12345678901234567890': 'a' },
    { '12345678901234567890': 1 },
    0,
  ],
  [
    'a broken line',
    '{"id":1,"name":"a","props":{"amount":2}}\n{"id":2,\n{"id":3}',
    { 1: 'a', 3: 'empty' },
    { 1: 2, 3: 'empty' },
    1,
  ],
  ['items that are no objects', '[{"id":1,"name":"a","props":{"amount":2}}, 7, null, [1]]', { 1: 'a' }, { 1: 2 }, 3],
  ['values of other kinds', '[{"id":1,"name":["a","b"],"props":{"amount":[{}]}}]', { 1: 'a;b' }, { 1: 'invalid' }, 0],
])('JSON: %s', async (_, content, names, amounts, warnings) => {
  await using exports = await makeExports();
  await exports.write('deals.json', content);
  const connector = await exports.connect(json);
  await connector.catalog();
  const pages = await readPages(connector);
  expect(valuesOf(pages, 'name')).toEqual(names);
  expect(valuesOf(pages, 'amount')).toEqual(amounts);
  expect(exports.warnings).toHaveLength(warnings);
});

test.each([
  ['empty', '', /is empty.*expected objects/],
  ['empty array', '[]', /is empty.*expected objects/],
  ['no JSON', 'Id,Name\n1,secret\n', /line 1 is no JSON object/],
  ['broken array', '[{"id":1},\n{"id":"secret" "name"}]', /is no valid JSON \(line 2\)/],
  [
    'keys missing',
    '{"id":1,"nam":"secret"}',
    /no column "name" \(deals › columns › name\); did you mean nam\?\n {2}no column "props\.amount"/,
  ],
])('JSON refused: %s', async (_, content, expected) => {
  await using exports = await makeExports();
  await exports.write('deals.json', content);
  const message = await errorOf((await exports.connect(json)).catalog());
  expect(message).toMatch(expected);
  expect(message).not.toContain('secret');
});
