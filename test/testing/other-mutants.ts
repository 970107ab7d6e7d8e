import { z } from 'zod';
import { type Connector, type ConnectorDefinition, FatalError } from '../../src/index.ts';
import tally from '../fixtures/example-connector/connector.ts';
import { bendErrors, bendPlan, bendWrites, broken, misdeclared } from './bend-connector.ts';
import type { Mutant } from './mutant.ts';

const claimed = tally.manifest.capabilities;

type Part = 'write' | 'provision';
function without(part: Part): ConnectorDefinition {
  return broken((connector) => {
    const { [part]: _, ...rest } = connector;
    return rest as Connector;
  });
}

function identifyAnew(): Connector['identify'] {
  let count = 0;
  return async () => ({ id: String(++count), name: 'The Book', timeZone: 'UTC' });
}

function onlyOnce(): Connector['close'] {
  let isClosed = false;
  return async () => {
    if (isClosed) throw new Error('already closed');
    isClosed = true;
  };
}

function insisting({ identify }: Connector): Connector['identify'] {
  return async () => {
    for (let count = 0; count < 8; count++) await identify().catch(() => {});
    return identify();
  };
}

function refuseAll(outcome: Parameters<NonNullable<Parameters<typeof bendWrites>[1]>>[0]) {
  if (outcome.is === 'refused') throw new FatalError({ code: 'CRM_REFUSED', message: 'Tally refused everything.' });
  return [outcome];
}

function bendErrorsPatiently(): ConnectorDefinition {
  return broken((connector) => ({
    ...connector,
    read: {
      ...connector.read,
      async *pages(object, ask) {
        for (let count = 0; count < 30; count++)
          try {
            return yield* connector.read.pages(object, ask);
          } catch (error) {
            if (count === 29) throw error;
          }
      },
    },
  }));
}

/** The example connector with a manifest that is not true, or broken in anything but reading. */
export const otherMutants: readonly Mutant[] = [
  [
    'the account has another id each time',
    broken((one) => ({ ...one, identify: identifyAnew() })),
    'identify: the account is the same when asked again and on a second connection',
    /an account stays the same/,
  ],
  [
    'a part lacks that is claimed',
    without('provision'),
    'manifest: a part is there exactly where its capability is claimed',
    /`provision` is there, as the manifest says\nFound: "it is absent"/,
  ],
  [
    'a part is there that is not claimed',
    misdeclared({ capabilities: { ...claimed, write: false } }),
    'write: is not claimed: there is no such part',
    /an unclaimed capability is an absent part/,
  ],
  [
    'links are there that are not claimed',
    misdeclared({ capabilities: { ...claimed, links: false } }),
    'links: are not claimed: the catalog names none, and no page has any',
    /without capabilities.links/,
  ],
  [
    'settings that do not exist are accepted',
    misdeclared({ config: z.looseObject({ answer_within_ms: z.int() }) }),
    'manifest: the settings of an agreement are accepted, and one that does not exist is refused by its name',
    /a slip of the pen/,
  ],
  [
    'a required secret is not named',
    misdeclared({ secrets: { names: ['BASE_URL'], required: [['API_KEY']] } }),
    'manifest: secrets are named as environment variables, and the required ones are among them',
    /one of the names\nFound: "API_KEY"/,
  ],
  [
    'null is left out of a write',
    bendWrites((change) => ({
      ...change,
      values: Object.fromEntries(Object.entries(change.values).filter(([, value]) => value !== null)),
    })),
    'write: grade is set and emptied, on its record alone',
    /grade is emptied/,
  ],
  [
    'keys that are not given are emptied',
    bendWrites((change) => ({ ...change, values: { nextAction: null, ...change.values } })),
    'write: only the given keys are touched',
    /stay as they are/,
  ],
  [
    'an outcome lacks',
    bendWrites(
      (change) => change,
      (outcome) => (outcome.intent % 100 === 50 ? [] : [outcome]),
    ),
    'write: 99 changes have an outcome each',
    /1 missing/,
  ],
  [
    'an outcome comes twice',
    bendWrites(
      (change) => change,
      (outcome) => [outcome, outcome],
    ),
    'write: 1 change has its outcome',
    /1 more than once/,
  ],
  [
    'the time of an outcome is our own',
    bendWrites(
      (change) => change,
      (outcome) => [outcome.is === 'done' ? { ...outcome, updatedAt: new Date(0) } : outcome],
    ),
    'write: the time in an outcome is the one a read shows',
    /the one a read shows/,
  ],
  [
    'a refusal stops the batch',
    bendWrites((change) => change, refuseAll),
    'partial refusal: one refused record stops none of the others of its batch',
    /CRM_REFUSED|refused everything/,
  ],
  [
    'a refusal is told as done',
    bendWrites(
      (change) => change,
      (outcome) => [outcome.is === 'refused' ? { ...outcome, is: 'done', updatedAt: null } : outcome],
    ),
    'partial refusal: one refused record stops none of the others of its batch',
    /is refused\nFound/,
  ],
  [
    'a refusal does not say why',
    bendWrites(
      (change) => change,
      (outcome) => [outcome.is === 'refused' ? { ...outcome, why: '' } : outcome],
    ),
    'partial refusal: where every record is refused, each has its refusal',
    /a refusal says why/,
  ],
  [
    'who is gone is told as done',
    bendWrites(
      (change) => change,
      ({ intent, ref }) => [{ intent, ref, is: 'done', updatedAt: null }],
    ),
    'idempotence: a record that is not there is gone, and the others are written',
    /who is not there is gone/,
  ],
  [
    'Retry-After is passed over',
    broken(
      (one) => one,
      (env) => ({ ...env, sleep: () => env.sleep(1) }),
    ),
    'limits: a 429 with Retry-After is obeyed: no call comes before that time',
    /waits the 17 s/,
  ],
  [
    'calls are not counted',
    broken(
      (one) => one,
      (env) => ({ ...env, counter: { ...env.counter, call() {} } }),
    ),
    'limits: every call is counted',
    /is told of each of/,
  ],
  [
    'nothing is tried again',
    broken(
      (one) => one,
      (env) => ({ ...env, sleep: () => Promise.reject(new Error('no patience')) }),
    ),
    'retry: reading recovers from a bad gateway (502)',
    /no patience/,
  ],
  [
    'patience has no end',
    bendErrorsPatiently(),
    'retry: an outage that stays ends the run with a sentence',
    /patience ends within|at most 80 calls/,
  ],
  [
    'a failure is no error of ours',
    bendErrors(() => new TypeError('fetch failed')),
    'retry: a connection that is always reset ends the run with a sentence',
    /RetryableError or FatalError\nFound: TypeError/,
  ],
  [
    'an error tells the key',
    bendErrors(
      (error, env) =>
        new FatalError({ code: 'CREDENTIALS_REFUSED', message: `${error.message} ${env.secrets.API_KEY}` }),
    ),
    'credentials: refused in the middle of a run, they end reading',
    /a secret never stands in an error\nFound: "the value of API_KEY"/,
  ],
  [
    'a refused key is tried again',
    broken((one) => ({ ...one, identify: insisting(one) })),
    'credentials: refused from the start, they end the run with CREDENTIALS_REFUSED and few calls',
    /at most 6 calls/,
  ],
  [
    'planning creates',
    bendPlan(async (steps, { provision }) => provision!.run(steps).then(() => steps)),
    'provisioning: the plan of a new account creates every field of every object, and does nothing yet',
    /a plan changes nothing/,
  ],
  [
    'a conflict is told as present',
    bendPlan(async (steps) => steps.map((step) => (step.is === 'conflict' ? { ...step, is: 'present' } : step))),
    'provisioning: a field of our name with another type is a conflict, and nothing is created',
    /is a conflict/,
  ],
  [
    'closing twice fails',
    broken((one) => ({ ...one, close: onlyOnce() })),
    'close: a connection that was not used can be closed, twice too',
    /closing again is harmless/,
  ],
];
