import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { playControls } from '../../src/sandbox/core/play-controls.ts';
import { controls } from '../../src/sandbox/salesforce/admin/controls.ts';
import { faultStatuses } from '../../src/sandbox/salesforce/fault-answer.ts';
import { validationRuleSchema } from '../../src/sandbox/salesforce/validation-rules.ts';
import { casesOf, faultWords, gapsOf, playCase, undisturbed } from './faults/fault-case.ts';
import { type EndState, Play } from './faults/play.ts';
import { bulkTable, rest, restTable } from './faults/salesforce-table.ts';

/** Controls that are no faults: they move time, bring records back and offer record types. */
const noFaults = ['/clock', '/restore', '/faults', '/record-types'];

async function allSwitches(): Promise<readonly string[]> {
  const play = await Play.start(rest);
  try {
    return [
      ...faultWords,
      ...faultStatuses.map((status) => `status ${status}`),
      ...Object.keys(await play.control('/switches')).map((name) => `switch ${name}`),
      // What is told as used is spent by another program.
      ...Object.keys(await play.control('/limits')).map((name) => `limit ${name === 'used' ? 'spend' : name}`),
      ...validationRuleSchema.options.map(({ shape }) => `rule ${shape.kind.value}`),
      ...[...playControls, ...controls]
        .filter(({ method, path }) => method === 'post' && !noFaults.includes(path))
        .map(({ path }) => `control ${path}`),
    ];
  } finally {
    await play.close();
  }
}

const cases = casesOf([rest], restTable);
let expected: EndState;
let played = 0;

beforeAll(async () => {
  expected = await undisturbed(rest);
  expect(Object.keys(expected.values).length).toBeGreaterThan(70);
});
afterAll(() => void process.stdout.write(`Faults on Salesforce by REST: ${played} of ${cases.length} cases played.\n`));

test('every switch of the sandbox has a row, on read and on write', async () => {
  expect(gapsOf([...restTable, ...bulkTable], await allSwitches())).toEqual({ read: [], write: [], unknown: [] });
});

test.each(cases.map((one) => [one.title, one] as const))('%s', async (_title, one) => {
  await playCase(one, expected);
  played++;
});
