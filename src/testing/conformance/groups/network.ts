import type { CrmAccount, Fault, FaultControl } from '../backend.ts';
import { type Bench, changeOf, needed, type Stand } from '../bench.ts';
import { claimWords } from '../claims.ts';
import { expectFailure, expectSameSet, expectThat, failureOf } from '../expect-that.ts';
import type { Case, Group } from '../group.ts';
import { idsOf, plainSeeds } from '../plain-seeds.ts';
import { expectHealth } from './write.ts';

/** No patience is longer than this: ten minutes of waiting in one run. */
const mostPatienceMs = 600_000;
/** What a permanent failure may cost the CRM, whatever the connector's parallelism. */
const mostCalls = 80;

/** The faults of the backend. */
export function faultsOf(account: CrmAccount): FaultControl {
  return needed(account.faults, 'the part `faults` of the backend', `the manifest claims ${claimWords.network}`);
}

async function hit(bench: Bench, fault: Fault, count = 3): Promise<Stand> {
  const stand = await bench.stand(plainSeeds(bench.main, count));
  await faultsOf(stand.account).inject(fault);
  return stand;
}

/** A read hit by a fault ends with every record. */
async function checkReadRecovers(bench: Bench, fault: Fault): Promise<Stand> {
  const stand = await hit(bench, fault);
  if (fault.is === 'hang') faultsOf(stand.account).hurry();
  expectSameSet(idsOf(await stand.session.list(bench.main)), stand.ids, 'a passing failure loses no record');
  return stand;
}

/** A write hit by a fault is done in the end, and the value is there. */
async function checkWriteRecovers(bench: Bench, fault: Fault): Promise<Stand> {
  const stand = await bench.writable(plainSeeds(bench.main, 3));
  await faultsOf(stand.account).inject({ ...fault, on: 'write' });
  if (fault.is === 'hang') faultsOf(stand.account).hurry();
  const outcomes = await stand.session.write(stand.ids.map((id) => changeOf(bench.main, id, { score: 71 })));
  for (const outcome of outcomes) expectThat(outcome.is === 'done', 'a passing failure stops no change', outcome);
  await expectHealth(bench, stand, stand.ids[1]!, { score: 71 }, 'what is done is written');
  return stand;
}

/** A failure that stays ends the run with a sentence, after some patience and not too many calls. */
async function checkGivesUp(bench: Bench, fault: Fault): Promise<void> {
  const stand = await hit(bench, fault);
  const error = await failureOf(stand.session.list(bench.main));
  expectFailure(error, ['RetryableError', 'FatalError'], 'a failure that stays ends the run');
  const calls = await faultsOf(stand.account).calls();
  expectThat(calls <= mostCalls, `giving up costs at most ${mostCalls} calls`, calls);
  const { sleptMs } = stand.session.observed();
  expectThat(sleptMs <= mostPatienceMs, `patience ends within ${mostPatienceMs} ms`, sleptMs);
}

const passing: readonly (readonly [string, Fault])[] = [
  ['an internal error (500)', { is: 'status', status: 500, times: 1 }],
  ['a bad gateway (502)', { is: 'status', status: 502, times: 1 }],
  ['an outage of two calls (503)', { is: 'status', status: 503, times: 2 }],
  ['a connection that is reset', { is: 'reset', times: 1 }],
  ['an answer that is cut in the middle', { is: 'half answer', times: 1 }],
];

/** Rate limits of the CRM. */
export const limitsGroup: Group = {
  name: 'limits',
  claims: ['network'],
  cases: () => [
    {
      name: 'a 429 with Retry-After is obeyed: no call comes before that time',
      async run(bench) {
        const { session } = await checkReadRecovers(bench, {
          is: 'status',
          status: 429,
          retryAfterSeconds: 17,
          times: 1,
        });
        const { sleptMs, throttled } = session.observed();
        expectThat(sleptMs >= 17_000, 'the connector waits the 17 s that were asked for', `${sleptMs} ms`);
        expectThat(throttled >= 1, 'a 429 is counted by `counter.throttled`', throttled);
      },
    },
    {
      name: 'a 429 without Retry-After is waited out',
      async run(bench) {
        const { session } = await checkReadRecovers(bench, { is: 'status', status: 429, times: 1 });
        const { sleptMs } = session.observed();
        expectThat(sleptMs >= 100, 'the connector waits before it calls again', `${sleptMs} ms`);
      },
    },
    {
      name: 'a write that meets a 429 is done in the end',
      if: ['write'],
      run: async (bench) => {
        await checkWriteRecovers(bench, { is: 'status', status: 429, retryAfterSeconds: 2, times: 1 });
      },
    },
    {
      name: 'a 429 that stays ends the run with a sentence',
      run: (bench) => checkGivesUp(bench, { is: 'status', status: 429, times: 'always' }),
    },
    {
      name: 'every call is counted',
      async run(bench) {
        const { account, session } = await bench.stand(plainSeeds(bench.main, 120));
        await session.connector.catalog();
        await session.list(bench.main);
        const calls = await faultsOf(account).calls();
        const counted = session.observed().calls;
        expectThat(counted === calls, `\`counter.call\` is told of each of ${calls} calls`, counted);
      },
    },
  ],
  unclaimed: {
    name: 'are not needed: no secrets are required, and no call is counted',
    async run(bench) {
      const { session } = await bench.stand(plainSeeds(bench.main, 3));
      await session.list(bench.main);
      const { calls } = session.observed();
      expectThat(calls === 0, 'who calls a service requires secrets, or counts no calls', `${calls} calls`);
    },
  },
};

/** Failures on the way to the CRM. */
export const retryGroup: Group = {
  name: 'retry',
  claims: ['network'],
  cases: () => [
    ...passing.map(
      ([name, fault]): Case => ({
        name: `reading recovers from ${name}`,
        run: async (bench) => {
          const { session } = await checkReadRecovers(bench, fault);
          expectThat(session.observed().retried >= 1, 'a repeated call is told to `counter.retried`', 0);
        },
      }),
    ),
    ...passing.map(
      ([name, fault]): Case => ({
        name: `writing recovers from ${name}`,
        if: ['write'],
        run: async (bench) => {
          await checkWriteRecovers(bench, fault);
        },
      }),
    ),
    {
      name: 'a write whose answer is lost is settled, not lost or refused',
      if: ['write'],
      run: async (bench) => {
        await checkWriteRecovers(bench, { is: 'reset', times: 1, applied: true });
      },
    },
    {
      name: 'of two values for one field the later one stays, though the call with the first is repeated',
      if: ['write'],
      async run(bench) {
        const stand = await bench.writable(plainSeeds(bench.main, 1));
        const id = stand.ids[0]!;
        await faultsOf(stand.account).inject({ is: 'status', status: 502, times: 1, on: 'write' });
        await stand.session.write([1, 2].map((score) => changeOf(bench.main, id, { score })));
        await expectHealth(bench, stand, id, { score: 2 }, 'a repeated call puts no older value back');
      },
    },
    {
      name: 'a failure in the middle of a listing loses no record and shows none twice',
      async run(bench) {
        const stand = await hit(bench, { is: 'status', status: 502, times: 2, after: 3 }, 600);
        expectSameSet(idsOf(await stand.session.list(bench.main)), stand.ids, 'each record is listed exactly once');
      },
    },
    {
      name: 'an outage that stays ends the run with a sentence',
      run: (bench) => checkGivesUp(bench, { is: 'status', status: 503, times: 'always' }),
    },
    {
      name: 'a connection that is always reset ends the run with a sentence',
      run: (bench) => checkGivesUp(bench, { is: 'reset', times: 'always' }),
    },
    {
      name: 'writing ends with a sentence when nothing more can be written',
      if: ['write'],
      async run(bench) {
        const stand = await bench.writable(plainSeeds(bench.main, 3));
        await faultsOf(stand.account).inject({ is: 'status', status: 503, times: 'always' });
        const work = stand.session.write(stand.ids.map((id) => changeOf(bench.main, id, { score: 1 })));
        expectFailure(await failureOf(work), ['RetryableError', 'FatalError'], 'changes stay open when writing fails');
      },
    },
  ],
};

/** A CRM that does not answer. */
export const timeOutGroup: Group = {
  name: 'time-outs',
  claims: ['network'],
  cases: () => [
    {
      name: 'reading recovers when one call gets no answer',
      run: async (bench) => {
        await checkReadRecovers(bench, { is: 'hang', times: 1 });
      },
    },
    {
      name: 'writing recovers when one call gets no answer',
      if: ['write'],
      run: async (bench) => {
        await checkWriteRecovers(bench, { is: 'hang', times: 1 });
      },
    },
    {
      name: 'a CRM that never answers ends the run with a sentence',
      async run(bench) {
        const stand = await hit(bench, { is: 'hang', times: 'always' });
        faultsOf(stand.account).hurry();
        const error = await failureOf(stand.session.connector.identify());
        expectFailure(error, ['RetryableError', 'FatalError'], 'a CRM that never answers ends the run');
      },
    },
  ],
};
