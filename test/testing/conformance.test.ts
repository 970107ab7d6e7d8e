import { expect, test } from '@jest/globals';
import type { ConnectorDefinition } from '../../src/index.ts';
import { type Backend, conformance } from '../../src/testing/index.ts';
import { tallyBackend } from '../fixtures/example-connector/backend.ts';
import tally from '../fixtures/example-connector/connector.ts';
import { misdeclared } from './bend-connector.ts';
import { otherMutants } from './other-mutants.ts';
import { readMutants } from './read-mutants.ts';

/** The cases of a connector by name, without "tally › ". */
function casesOf(definition: ConnectorDefinition, backend: Backend): ReadonlyMap<string, () => Promise<void>> {
  const cases = new Map<string, () => Promise<void>>();
  const collect = (name: string, run: () => Promise<void>) => cases.set(name.replace(/^tally › /, ''), run);
  conformance(collect, definition, backend);
  return cases;
}

/** Runs the cases of one group, and gives the failures by name. */
async function failuresOf(definition: ConnectorDefinition, backend: Backend, group: string) {
  const failures: Record<string, string> = {};
  for (const [name, run] of casesOf(definition, backend))
    if (name.startsWith(`${group}: `))
      await run().catch((error: unknown) => {
        failures[name] = String(error);
      });
  return failures;
}

test.each([...readMutants, ...otherMutants])(
  'reported: %s',
  async (_name, definition, expected, found) => {
    const group = expected.slice(0, expected.indexOf(':'));
    const failures = await failuresOf(definition, tallyBackend, group);
    expect(Object.keys(failures)).toContain(expected);
    expect(failures[expected]).toMatch(found);
  },
  60_000,
);

/** The backend without some parts of its accounts. */
function backendWithout(...parts: readonly string[]): Backend {
  return {
    async open(seeds) {
      const account = await tallyBackend.open(seeds);
      return Object.fromEntries(Object.entries(account).filter(([name]) => !parts.includes(name))) as typeof account;
    },
  };
}

test.each([
  [
    'edit',
    'changed-since: one changed record is read',
    /the manifest claims capabilities.changedSince, so edit\(\) of the backend is there/,
  ],
  ['health', 'write: 1 change has its outcome', /the manifest claims capabilities.write, so health\(\)/],
  [
    'occupy',
    'provisioning: a field of our name with another type is a conflict, and nothing is created',
    /the manifest claims capabilities.provision, so occupy\(\)/,
  ],
  ['faults', 'limits: a 429 without Retry-After is waited out', /the manifest claims secrets.required .*`faults`/],
  [
    'credentials',
    'credentials: refused in the middle of a run, they end reading',
    /the manifest claims secrets.required .*`credentials`/,
  ],
  ['merge', 'merged: a listing tells into which record it was merged', /`lacks` gives no reason, so merge\(\)/],
  ['delete', 'deleted: a deleted record is no longer listed', /`lacks` gives no reason, so delete\(\)/],
  [
    'refuse',
    'partial refusal: where every record is refused, each has its refusal',
    /`lacks` gives no reason, so refuse\(\)/,
  ],
])('a backend without %s fails where the connector claims what needs it', async (part, name, found) => {
  await expect(casesOf(tally, backendWithout(part)).get(name)!()).rejects.toThrow(found);
});

test('a group is skipped only with the reason why the CRM lacks it, and not beside the ability itself', async () => {
  const reason = 'rows of Tally are never merged';
  const skipped = casesOf(tally, { ...backendWithout('merge'), lacks: { merge: reason } });
  const names = [...skipped.keys()].filter((name) => name.startsWith('merged: '));
  expect(names).toEqual([`merged: is skipped, as the CRM lacks it: ${reason}`]);
  await skipped.get(names[0]!)!();
  const contradiction = casesOf(tally, { ...tallyBackend, lacks: { merge: reason } });
  await expect(contradiction.get(names[0]!)!()).rejects.toThrow(/merge\(\) is there/);
});

test('a pair that the CRM never links is named with its reason, and then asked for no link', async () => {
  const pair = { from: 'contact', to: 'company' } as const;
  const name = 'links: a pair that the CRM never links is named, and has no links';
  const failureWith = (neverLinked: Backend['neverLinked']) =>
    casesOf(tally, { ...tallyBackend, ...(neverLinked ? { neverLinked } : {}) }).get(name)!().then(String, String);
  expect(await failureWith(undefined)).toBe('undefined');
  expect(await failureWith([{ ...pair, why: 'persons of Tally have no firm' }])).toBe('undefined');
  expect(await failureWith([{ ...pair, why: ' ' }])).toMatch(/says why/);
  expect(await failureWith([{ from: 'company', to: 'deal', why: 'never' }])).toMatch(
    /the catalog names company > deal/,
  );
});

test('time passes between what the kit tells apart, where the backend can let it', async () => {
  let passed = 0;
  const slow: Backend = {
    async open(seeds) {
      const account = await tallyBackend.open(seeds);
      return { ...account, passTime: async () => void passed++ };
    },
  };
  expect(await failuresOf(tally, slow, 'changed-since')).toEqual({});
  expect(passed).toBeGreaterThan(10);
});

test('no two cases share a name, and every claim brings cases of its own', () => {
  const names: string[] = [];
  conformance((name) => names.push(name), tally, tallyBackend);
  expect(new Set(names).size).toBe(names.length);
  const all = names.length;
  expect(all).toBeGreaterThanOrEqual(40);
  const claimed = tally.manifest.capabilities;
  for (const claim of ['write', 'provision', 'changedSince', 'links'] as const) {
    const fewer = casesOf(misdeclared({ capabilities: { ...claimed, [claim]: false } }), tallyBackend).size;
    expect(fewer).toBeLessThan(all - 2);
  }
});
