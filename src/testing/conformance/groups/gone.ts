import type { Gone } from '../../../model/connector.ts';
import type { CrmRecord } from '../../../model/record.ts';
import { type Bench, changeOf, needed } from '../bench.ts';
import { expectSame, expectSameSet, expectThat } from '../expect-that.ts';
import type { Group } from '../group.ts';
import { idsOf, plainSeeds } from '../plain-seeds.ts';

async function deleteFrom(bench: Bench, account: Awaited<ReturnType<Bench['open']>>, id: string): Promise<void> {
  const remove = needed(account.delete, 'delete() of the backend', 'users delete records, and `lacks` gives no reason');
  await remove.call(account, bench.main, id);
}

async function checkDeletedMeanwhile(bench: Bench): Promise<void> {
  const { account, session, ids } = await bench.stand(plainSeeds(bench.main, 600));
  const deleted = [ids[0]!, ids[300]!, ids[599]!];
  const records: CrmRecord[] = [];
  for await (const page of session.connector.read.pages(bench.main, {
    since: null,
    from: null,
    links: [],
    unseen: async () => [],
  })) {
    if (records.length === 0) for (const id of deleted) await deleteFrom(bench, account, id);
    records.push(...page.records);
  }
  const others = idsOf(records).filter((id) => !deleted.includes(id));
  expectSameSet(others, ids.slice(1, 300).concat(ids.slice(301, 599)), 'a deletion takes no other record along');
}

/** Records that are deleted. */
export const deletedGroup: Group = {
  name: 'deleted',
  claims: [],
  ability: 'delete',
  cases: ({ main }) => [
    {
      name: 'a deleted record is no longer listed',
      async run(bench) {
        const { account, session, ids } = await bench.stand(plainSeeds(main, 5));
        await deleteFrom(bench, account, ids[2]!);
        const left = ids.filter((id) => id !== ids[2]);
        expectSameSet(idsOf(await session.list(main)), left, 'the others are listed, the deleted one is not');
      },
    },
    {
      name: 'read by id, a deleted record is gone without a survivor',
      async run(bench) {
        const { account, session, ids } = await bench.stand(plainSeeds(main, 3));
        await deleteFrom(bench, account, ids[1]!);
        const page = await session.connector.read.byId(main, ids);
        expectSameSet(idsOf(page.records), [ids[0]!, ids[2]!], 'the others are read');
        expectSame(page.gone, [{ object: main, id: ids[1], into: null }], 'the deleted one is gone');
      },
    },
    { name: 'records deleted while they are listed take no other along', run: checkDeletedMeanwhile },
    {
      name: 'a change to a deleted record is gone, and the others are written',
      if: ['write'],
      async run(bench) {
        const { account, session, ids } = await bench.writable(plainSeeds(main, 3));
        await deleteFrom(bench, account, ids[1]!);
        const outcomes = await session.write(ids.map((id) => changeOf(main, id, { score: 12 })));
        const found = new Map(outcomes.map((outcome) => [outcome.ref.id, outcome.is]));
        expectSame(
          ids.map((id) => found.get(id)),
          ['done', 'gone', 'done'],
          'who is deleted is gone, whatever stands beside it',
        );
      },
    },
  ],
};

async function merged(bench: Bench, prepare = async (_: Awaited<ReturnType<Bench['stand']>>) => {}) {
  const stand = await bench.stand(plainSeeds(bench.main, 4));
  await prepare(stand);
  const merge = needed(
    stand.account.merge,
    'merge() of the backend',
    'users merge records, and `lacks` gives no reason',
  );
  const [winner, loser] = [stand.ids[0]!, stand.ids[1]!];
  const survivor = await merge.call(stand.account, bench.main, winner, loser);
  const dead = [winner, loser].filter((id) => id !== survivor);
  return { ...stand, survivor, dead };
}

function checkInto(gone: readonly Gone[], dead: readonly string[], survivor: string, asks: string): void {
  for (const id of dead) {
    const told = gone.find((one) => one.id === id);
    expectThat(told?.into === survivor, `${asks}: ${id} is gone into ${survivor}`, told ?? gone);
  }
}

/** Records that are merged into another. */
export const mergedGroup: Group = {
  name: 'merged',
  claims: [],
  ability: 'merge',
  cases: ({ main }) => [
    {
      name: 'a merged record is no longer listed, its survivor is',
      async run(bench) {
        const { session, ids, survivor } = await merged(bench);
        const found = idsOf(await session.list(main));
        expectSameSet(found, [survivor, ids[2]!, ids[3]!], 'the survivor and the others are listed');
      },
    },
    {
      name: 'a listing tells into which record it was merged',
      async run(bench) {
        const { session, survivor, dead } = await merged(bench);
        const gone = (await session.pages(main)).flatMap((page) => page.gone);
        checkInto(gone, dead, survivor, 'a listing tells merges under `gone`');
      },
    },
    {
      name: 'read by id, it is gone into its survivor',
      async run(bench) {
        const { session, survivor, dead } = await merged(bench);
        const page = await session.connector.read.byId(main, dead);
        checkInto(page.gone, dead, survivor, 'reading by id tells merges under `gone`');
        const ghosts = idsOf(page.records).filter((id) => dead.includes(id));
        expectSame(ghosts, [], 'a merged record is not read as if it were there');
      },
    },
    {
      name: 'a changed-since read tells of it',
      if: ['changedSince'],
      async run(bench) {
        let since = '';
        const { session, survivor, dead } = await merged(bench, async ({ session }) => {
          since = (await session.pages(main)).at(-1)?.cursor ?? '';
        });
        const pages = await session.pages(main, { since });
        const gone = pages.flatMap((page) => page.gone);
        checkInto(gone, dead, survivor, 'a changed-since read tells merges under `gone`');
      },
    },
    {
      name: 'a change to a merged record harms no other',
      if: ['write'],
      async run(bench) {
        const { session, ids, dead } = await merged(bench, ({ session }) => session.provision([main]));
        const outcomes = await session.write([...dead, ids[3]!].map((id) => changeOf(main, id, { score: 12 })));
        const other = outcomes.find(({ ref }) => ref.id === ids[3]);
        expectThat(other?.is === 'done', 'the record beside it is written', other);
      },
    },
  ],
};
