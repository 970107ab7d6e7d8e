import type { Change } from '../../../model/connector.ts';
import { type HealthKey, healthKeys } from '../../../model/health-field.ts';
import { parseTime } from '../../../model/parse-field.ts';
import type { StoredHealth } from '../backend.ts';
import { type Bench, changeOf, needed, type Stand } from '../bench.ts';
import { expectSame, expectThat, failureOf } from '../expect-that.ts';
import type { Case, Group } from '../group.ts';
import { plainSeed, plainSeeds } from '../plain-seeds.ts';

/** A value for each health field. */
export const sampleValues: Readonly<Record<HealthKey, string | number | readonly string[]>> = {
  score: 41,
  grade: 'F',
  stageHealth: 'at_risk',
  flags: ['other', 'person_stale'],
  nextAction: 'Call the customer.',
  scoredAt: '2026-03-01T10:00:00.000Z',
};

/** Health values in one form: flags sorted, times as moments, empty ones left out. */
function canonical(health: StoredHealth): Readonly<Record<string, unknown>> {
  const all = Object.entries(health).flatMap(([key, value]) => {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    if (key === 'scoredAt') return [[key, parseTime(String(value))?.ms ?? value]];
    return [[key, Array.isArray(value) ? [...value].sort() : value]];
  });
  return Object.fromEntries(all);
}

/** Fails unless both the CRM and a fresh read show exactly these health values. */
export async function expectHealth(bench: Bench, stand: Stand, id: string, wanted: StoredHealth, asks: string) {
  const { account, session } = stand;
  const health = needed(account.health, 'health() of the backend', 'the manifest claims capabilities.write');
  expectSame(canonical(await health.call(account, bench.main, id)), canonical(wanted), `${asks} (in the CRM)`);
  const record = (await session.connector.read.byId(bench.main, [id])).records[0];
  const read = record ? { ...record.health, scoredAt: record.scoredAt } : {};
  expectSame(canonical(read), canonical(wanted), `${asks} (as it is read again)`);
}

async function checkKey(bench: Bench, key: HealthKey): Promise<void> {
  const stand = await bench.writable(plainSeeds(bench.main, 2));
  const [id = '', other = ''] = stand.ids;
  const value = { [key]: sampleValues[key] };
  for (const [change, wanted] of [
    [value, value],
    [{ [key]: null }, {}],
  ] as const) {
    const [outcome] = await stand.session.write([changeOf(bench.main, id, change)]);
    expectThat(outcome?.is === 'done', `${key} is written`, outcome);
    await expectHealth(bench, stand, id, wanted, `${key} is ${change[key] === null ? 'emptied' : 'set'}`);
    await expectHealth(bench, stand, other, {}, 'another record is not touched');
  }
}

async function checkCount(bench: Bench, count: number): Promise<void> {
  const { account, session, ids } = await bench.writable(plainSeeds(bench.main, count));
  const health = needed(account.health, 'health() of the backend', 'the manifest claims capabilities.write');
  const outcomes = await session.write(ids.map((id, index) => changeOf(bench.main, id, { score: index % 101 })));
  for (const outcome of outcomes) expectThat(outcome.is === 'done', 'a plain change is done', outcome);
  for (const index of new Set([0, Math.floor(count / 2), count - 1])) {
    const { score } = await health.call(account, bench.main, ids[index]!);
    expectSame(score, index % 101, `change ${index + 1} of ${count} reached its own record`);
  }
}

async function checkOnlyGiven(bench: Bench): Promise<void> {
  const stand = await bench.writable(plainSeeds(bench.main, 1));
  const id = stand.ids[0]!;
  await stand.session.write([changeOf(bench.main, id, sampleValues)]);
  await stand.session.write([changeOf(bench.main, id, { score: 90, grade: 'A' })]);
  const wanted = { ...sampleValues, score: 90, grade: 'A' } as StoredHealth;
  await expectHealth(bench, stand, id, wanted, 'keys that are not in a change stay as they are');
}

async function checkUserFields(bench: Bench): Promise<void> {
  const { account, session, ids } = await bench.writable(plainSeeds(bench.main, 2));
  const before = await account.stored(bench.main, ids[0]!);
  await session.write(ids.map((id) => changeOf(bench.main, id, sampleValues)));
  const after = await account.stored(bench.main, ids[0]!);
  for (const name of Object.keys(plainSeed(bench.main, 1).values))
    expectSame(after?.[name], before?.[name], `writing health fields leaves ${name} as it is`);
}

async function checkMixed(bench: Bench): Promise<void> {
  const seeds = bench.objects.flatMap((object) => plainSeeds(object, 30));
  const { account, session, ids } = await bench.writable(seeds);
  const order = ids.map((id, index) => ({ id, object: seeds[index]!.object, index }));
  order.sort((a, b) => (a.index % 30) - (b.index % 30));
  await session.write(order.map(({ object, id, index }) => changeOf(object, id, { score: index })));
  const health = needed(account.health, 'health() of the backend', 'the manifest claims capabilities.write');
  for (const { object, id, index } of order.filter((one) => one.index % 30 === 7))
    expectSame((await health.call(account, object, id)).score, index, `the change of the ${object} reached it`);
}

async function checkTime(bench: Bench): Promise<void> {
  const { session, ids } = await bench.writable(plainSeeds(bench.main, 3));
  const outcomes = await session.write(ids.map((id) => changeOf(bench.main, id, { score: 7 })));
  for (const outcome of outcomes) {
    if (outcome.is !== 'done' || outcome.updatedAt === null) continue;
    const record = (await session.connector.read.byId(bench.main, [outcome.ref.id])).records[0];
    expectSame(outcome.updatedAt, record?.updatedAt, 'the time in an outcome is the one a read shows, or null');
  }
}

async function checkBrokenSource(bench: Bench): Promise<void> {
  const { session, ids } = await bench.writable(plainSeeds(bench.main, 5));
  const broken = new Error('the journal cannot be written');
  async function* source(): AsyncIterable<Change> {
    yield { intent: 1, ...changeOf(bench.main, ids[0]!, { score: 1 }) };
    throw broken;
  }
  const work = async (): Promise<void> => {
    for await (const outcome of session.connector.write!.apply(source()))
      expectThat(outcome.intent === 1, 'an outcome belongs to a change', outcome);
  };
  const error = await failureOf(work());
  expectThat(error === broken, 'the error of the source of changes comes out as it is', error);
}

async function checkFlags(bench: Bench): Promise<void> {
  const stand = await bench.writable(plainSeeds(bench.main, 1));
  const id = stand.ids[0]!;
  for (const flags of [['other'], ['person_stale', 'other'], ['deal_amount_missing'], []]) {
    await stand.session.write([changeOf(bench.main, id, { flags })]);
    const wanted = flags.length > 0 ? { flags } : {};
    await expectHealth(bench, stand, id, wanted, `flags become exactly [${flags.join(', ')}], whatever was there`);
  }
}

async function checkPrefix(bench: Bench): Promise<void> {
  const { account, ids } = await bench.stand(plainSeeds(bench.main, 2));
  const session = await bench.connect(account, { env: { fieldPrefix: 'acme' } });
  await session.provision();
  await session.write([changeOf(bench.main, ids[0]!, sampleValues)]);
  const record = (await session.connector.read.byId(bench.main, [ids[0]!])).records[0];
  const read = record ? { ...record.health, scoredAt: record.scoredAt } : {};
  expectSame(canonical(read), canonical(sampleValues as StoredHealth), 'the prefix of the agreement names the fields');
}

/** Writing health fields. */
export const writeGroup: Group = {
  name: 'write',
  claims: ['write'],
  cases: () => [
    ...healthKeys.map(
      (key): Case => ({ name: `${key} is set and emptied, on its record alone`, run: (bench) => checkKey(bench, key) }),
    ),
    { name: 'flags replace each other, and an empty list empties', run: checkFlags },
    { name: 'only the given keys are touched', run: checkOnlyGiven },
    { name: 'the fields of the user are left alone', run: checkUserFields },
    ...[1, 99, 100, 101, 250].map(
      (count): Case => ({
        name: `${count} ${count === 1 ? 'change has its outcome' : 'changes have an outcome each'}`,
        run: (bench) => checkCount(bench, count),
      }),
    ),
    { name: 'the fields bear the prefix of the agreement, whatever it is', run: checkPrefix },
    { name: 'changes of several objects come mixed, and each reaches its record', run: checkMixed },
    {
      name: 'no changes give no outcomes',
      async run(bench) {
        const { session } = await bench.writable(plainSeeds(bench.main, 1));
        expectSame(await session.write([]), [], 'nothing was asked for');
      },
    },
    { name: 'the time in an outcome is the one a read shows', run: checkTime },
    { name: 'a source of changes that fails ends the writing with its error', run: checkBrokenSource },
  ],
  unclaimed: {
    name: 'is not claimed: there is no such part',
    async run(bench) {
      const { session } = await bench.stand([]);
      expectThat(session.connector.write === undefined, 'an unclaimed capability is an absent part', 'it is there');
    },
  },
};
