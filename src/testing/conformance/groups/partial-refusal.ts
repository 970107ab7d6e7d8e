import type { Outcome } from '../../../model/connector.ts';
import { type Bench, changeOf, needed } from '../bench.ts';
import { expectSame, expectThat } from '../expect-that.ts';
import type { Group } from '../group.ts';
import { plainSeeds } from '../plain-seeds.ts';
import { expectHealth } from './write.ts';

async function refusing(bench: Bench, count: number, places: readonly number[]) {
  const stand = await bench.writable(plainSeeds(bench.main, count));
  const refuse = needed(
    stand.account.refuse,
    'refuse() of the backend',
    'a CRM refuses records, and `lacks` gives no reason',
  );
  for (const place of places) await refuse.call(stand.account, bench.main, stand.ids[place]!);
  return stand;
}

function checkRefusal(outcome: Outcome | undefined): void {
  expectThat(outcome?.is === 'refused', 'a record that the CRM refuses is refused', outcome);
  expectThat(outcome.code.trim() !== '', 'a refusal has a code', outcome);
  expectThat(outcome.why.trim().split(/\s+/).length >= 2, 'a refusal says why', outcome.why);
}

/** Records that the CRM refuses. */
export const refusalGroup: Group = {
  name: 'partial refusal',
  claims: ['write'],
  ability: 'refuse',
  cases: ({ main }) => [
    {
      name: 'one refused record stops none of the others of its batch',
      async run(bench) {
        const stand = await refusing(bench, 101, [40]);
        const outcomes = await stand.session.write(stand.ids.map((id) => changeOf(main, id, { score: 66 })));
        const byId = new Map(outcomes.map((outcome) => [outcome.ref.id, outcome]));
        checkRefusal(byId.get(stand.ids[40]!));
        const done = outcomes.filter(({ is }) => is === 'done').length;
        expectSame(done, 100, 'all others are done');
        for (const place of [0, 39, 41, 100])
          await expectHealth(bench, stand, stand.ids[place]!, { score: 66 }, 'who is done is written');
        await expectHealth(bench, stand, stand.ids[40]!, {}, 'who is refused is not written');
      },
    },
    {
      name: 'where every record is refused, each has its refusal',
      async run(bench) {
        const { session, ids } = await refusing(bench, 4, [0, 1, 2, 3]);
        const outcomes = await session.write(ids.map((id) => changeOf(main, id, { score: 66 })));
        for (const outcome of outcomes) checkRefusal(outcome);
      },
    },
    {
      name: 'a refused, a vanished and a good record each have their own outcome',
      async run(bench) {
        const { account, session, ids } = await refusing(bench, 3, [1]);
        const all = [...ids, account.absentId];
        const outcomes = await session.write(all.map((id) => changeOf(main, id, { score: 66 })));
        const byId = new Map(outcomes.map((outcome) => [outcome.ref.id, outcome.is]));
        expectSame(
          all.map((id) => byId.get(id)),
          ['done', 'refused', 'done', 'gone'],
          'each record has the outcome that befits it',
        );
      },
    },
  ],
};

/** Changes that come for nothing, or twice. */
export const repetitionGroup: Group = {
  name: 'idempotence',
  claims: ['write'],
  cases: ({ main }) => [
    {
      name: 'a record that is not there is gone, and the others are written',
      async run(bench) {
        const { account, session, ids } = await bench.writable(plainSeeds(main, 2));
        const all = [ids[0]!, account.absentId, ids[1]!];
        const outcomes = await session.write(all.map((id) => changeOf(main, id, { score: 5 })));
        const byId = new Map(outcomes.map((outcome) => [outcome.ref.id, outcome.is]));
        expectSame(
          all.map((id) => byId.get(id)),
          ['done', 'gone', 'done'],
          'who is not there is gone',
        );
        const alone = await session.write([changeOf(main, account.absentId, { score: 5 })]);
        expectSame(
          alone.map(({ is }) => is),
          ['gone'],
          'alone, too',
        );
      },
    },
    {
      name: 'the same changes twice leave the same values',
      async run(bench) {
        const stand = await bench.writable(plainSeeds(main, 3));
        const changes = stand.ids.map((id) => changeOf(main, id, { score: 33, flags: ['other'], nextAction: 'Call.' }));
        for (let round = 0; round < 2; round++)
          for (const outcome of await stand.session.write(changes))
            expectThat(outcome.is === 'done', 'a repeated change is done', outcome);
        for (const id of stand.ids)
          await expectHealth(
            bench,
            stand,
            id,
            { score: 33, flags: ['other'], nextAction: 'Call.' },
            'setting a value twice is setting it',
          );
      },
    },
    {
      name: 'two changes of one record in one run have an outcome each, and both arrive',
      async run(bench) {
        const stand = await bench.writable(plainSeeds(main, 1));
        const id = stand.ids[0]!;
        const outcomes = await stand.session.write([
          changeOf(main, id, { score: 1 }),
          changeOf(main, id, { grade: 'A' }),
        ]);
        for (const outcome of outcomes) expectThat(outcome.is === 'done', 'both changes are done', outcome);
        await expectHealth(bench, stand, id, { score: 1, grade: 'A' }, 'the values of both changes are there');
      },
    },
    {
      name: 'of two values for one field in one run the later one stays',
      async run(bench) {
        const stand = await bench.writable(plainSeeds(main, 1));
        const id = stand.ids[0]!;
        await stand.session.write([1, 2, 3].map((score) => changeOf(main, id, { score })));
        await expectHealth(bench, stand, id, { score: 3 }, 'changes of one record take effect in their order');
      },
    },
    {
      name: 'a second connection writes the same records',
      async run(bench) {
        const stand = await bench.writable(plainSeeds(main, 2));
        await stand.session.write(stand.ids.map((id) => changeOf(main, id, { score: 10 })));
        const second = await bench.connect(stand.account);
        await second.write([changeOf(main, stand.ids[0]!, { score: 20 })]);
        await expectHealth(bench, { ...stand, session: second }, stand.ids[0]!, { score: 20 }, 'the later value stays');
        await expectHealth(bench, { ...stand, session: second }, stand.ids[1]!, { score: 10 }, 'the other value stays');
      },
    },
  ],
};
