import type { Step } from '../../../model/connector.ts';
import { type Bench, benchFlags, changeOf, needed, specsOf } from '../bench.ts';
import { expectFailure, expectSame, expectSameSet, expectThat, failureOf } from '../expect-that.ts';
import type { Group } from '../group.ts';
import { plainSeeds } from '../plain-seeds.ts';
import { expectHealth } from './write.ts';

const claim = 'the manifest claims capabilities.provision';

async function provisioner(bench: Bench, seeds = plainSeeds(bench.main, 1)) {
  const stand = await bench.stand(seeds);
  return { ...stand, part: needed(stand.session.connector.provision, 'the part `provision`', claim) };
}

function kinds(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.map(({ is }) => is))].sort();
}

function expectSentences(steps: readonly Step[]): void {
  for (const step of steps)
    expectThat(step.summary.trim().split(/\s+/).length >= 2, 'a step says in words what it would do', step.summary);
}

async function checkExtend(bench: Bench): Promise<void> {
  const { account, session, ids, part } = await provisioner(bench);
  await session.provision();
  await session.write([changeOf(bench.main, ids[0]!, { flags: ['person_stale'] })]);
  const more = [{ value: 'deal_stage_stale', label: 'Stage stale' }, ...benchFlags];
  const steps = await part.plan(specsOf([bench.main], more));
  expectSame(kinds(steps), ['extend', 'present'], 'a new flag is an extension, the rest is there');
  await part.run(steps);
  const later = await bench.connect(account);
  const { provisioned } = await later.connector.catalog();
  const wanted = ['deal_stage_stale', ...benchFlags.map(({ value }) => value), 'other'];
  expectSameSet(provisioned?.[bench.main]?.flags ?? [], wanted, 'old flags stay, the new one is accepted');
  const stand = { account, session: later, ids };
  await expectHealth(bench, stand, ids[0]!, { flags: ['person_stale'] }, 'an extension leaves values as they are');
}

async function checkConflict(bench: Bench): Promise<void> {
  const { account, session, part } = await provisioner(bench);
  await needed(account.occupy, 'occupy() of the backend', claim).call(account, bench.main, 'score');
  const fresh = await bench.connect(account);
  const own = needed(fresh.connector.provision, 'the part `provision`', claim);
  const steps = await own.plan(specsOf([bench.main]));
  const conflicts = steps.filter(({ is }) => is === 'conflict');
  expectThat(conflicts.length > 0, 'a field of our name with another type is a conflict', kinds(steps));
  const said = conflicts.map(({ summary }) => summary).join(' ');
  expectThat(/score/i.test(said), 'a conflict names the field', said);
  const error = expectFailure(await failureOf(own.run(steps)), ['UserError'], 'a conflict is refused');
  expectThat(error.code === 'PROPERTY_CONFLICT', 'the code is PROPERTY_CONFLICT', error.code);
  expectThat(/score/i.test(error.message), 'the refusal names the field', error.message);
  const after = (await (await bench.connect(account)).connector.provision?.plan(specsOf([bench.main]))) ?? [];
  expectSame(kinds(after), ['conflict', 'create'], 'where there is a conflict, nothing is created');
  void session;
  void part;
}

/** Creating the health fields. */
export const provisionGroup: Group = {
  name: 'provisioning',
  claims: ['provision'],
  cases: ({ objects, main }) => [
    {
      name: 'the plan of a new account creates every field of every object, and does nothing yet',
      async run(bench) {
        const { session, part } = await provisioner(bench);
        const first = await part.plan(specsOf(objects));
        expectSame(kinds(first), ['create'], 'everything is to be created');
        expectSameSet([...new Set(first.map(({ object }) => object))], objects, 'every object has its steps');
        expectSentences(first);
        expectSame(kinds(await part.plan(specsOf(objects))), ['create'], 'a plan changes nothing');
        expectSame((await session.connector.catalog()).provisioned ?? {}, {}, 'nothing is provisioned yet');
      },
    },
    {
      name: 'running the plan creates the fields, and the next plan finds all of them there',
      async run(bench) {
        const { account, part } = await provisioner(bench);
        await part.run(await part.plan(specsOf(objects)));
        const later = await bench.connect(account);
        const steps = (await later.connector.provision?.plan(specsOf(objects))) ?? [];
        expectSame(kinds(steps), ['present'], 'what was created is there');
        const { provisioned } = await later.connector.catalog();
        const wanted = [...benchFlags.map(({ value }) => value), 'other'];
        for (const object of objects)
          expectSameSet(provisioned?.[object]?.flags ?? [], wanted, `the catalog tells the flags of ${object}`);
      },
    },
    {
      name: 'only the objects of the plan get fields',
      async run(bench) {
        const { account, part } = await provisioner(bench);
        await part.run(await part.plan(specsOf([main])));
        const { provisioned } = await (await bench.connect(account)).connector.catalog();
        expectSameSet(Object.keys(provisioned ?? {}), [main], 'no other object is touched');
      },
    },
    {
      name: 'running twice is harmless, with the old plan too',
      async run(bench) {
        const { account, part } = await provisioner(bench);
        const steps = await part.plan(specsOf([main]));
        await part.run(steps);
        await part.run(steps);
        await part.run(await part.plan(specsOf([main])));
        const later = await bench.connect(account);
        const after = (await later.connector.provision?.plan(specsOf([main]))) ?? [];
        expectSame(kinds(after), ['present'], 'everything is there, once');
      },
    },
    { name: 'a new flag extends its field, and values and old flags stay', if: ['write'], run: checkExtend },
    { name: 'a field of our name with another type is a conflict, and nothing is created', run: checkConflict },
    {
      name: 'writing before provisioning ends with PROPERTY_MISSING',
      if: ['write'],
      async run(bench) {
        const { session, ids } = await bench.stand(plainSeeds(main, 2));
        const work = session.write(ids.map((id) => changeOf(main, id, { score: 3 })));
        const { code } = expectFailure(
          await failureOf(work),
          ['FatalError', 'UserError'],
          'missing fields end writing',
        );
        expectThat(code === 'PROPERTY_MISSING', 'the code is PROPERTY_MISSING', code);
      },
    },
  ],
  unclaimed: {
    name: 'is not claimed: there is no such part',
    async run(bench) {
      const { session } = await bench.stand([]);
      expectThat(session.connector.provision === undefined, 'an unclaimed capability is an absent part', 'it is there');
    },
  },
};
