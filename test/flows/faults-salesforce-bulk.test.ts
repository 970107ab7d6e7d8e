import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { casesOf, playCase, undisturbed } from './faults/fault-case.ts';
import type { EndState } from './faults/play.ts';
import { bulk, bulkByRest, bulkTable } from './faults/salesforce-table.ts';

const cases = casesOf([bulk], bulkTable);
let expected: EndState;
let played = 0;

beforeAll(async () => {
  expected = await undisturbed(bulkByRest);
  expect(Object.keys(expected.values).length).toBeGreaterThan(200);
});
afterAll(
  () => void process.stdout.write(`Faults on Salesforce by Bulk API: ${played} of ${cases.length} cases played.\n`),
);

test('the Bulk API leaves the same state as REST', async () => {
  expect(await undisturbed(bulk)).toEqual(expected);
});

test.each(cases.map((one) => [one.title, one] as const))('%s', async (_title, one) => {
  await playCase(one, expected);
  played++;
});
