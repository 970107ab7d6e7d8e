import { expectSame, expectSameSet, expectThat } from '../expect-that.ts';
import type { Group } from '../group.ts';
import { idsOf, plainSeeds } from '../plain-seeds.ts';

/** Reading known records: what follows an event, and what settles an interrupted write. */
export const byIdGroup: Group = {
  name: 'read by id',
  claims: [],
  cases: ({ main }) => [
    {
      name: 'the records asked for come, and no others',
      async run(bench) {
        const { session, ids } = await bench.stand(plainSeeds(main, 10));
        const page = await session.connector.read.byId(main, [ids[7]!, ids[2]!]);
        expectSameSet(idsOf(page.records), [ids[2]!, ids[7]!], 'exactly the records asked for are read');
        expectSame(page.gone, [], 'records that are there are not gone');
      },
    },
    {
      name: 'a record read by id is the one of the listing',
      async run(bench) {
        const { session, ids } = await bench.stand(plainSeeds(main, 5));
        const listed = (await session.list(main)).find(({ ref }) => ref.id === ids[3]);
        const page = await session.connector.read.byId(main, [ids[3]!]);
        expectSame(page.records[0], listed, 'both ways of reading give the same record');
      },
    },
    {
      name: 'an id that no record has comes back as gone',
      async run(bench) {
        const { account, session, ids } = await bench.stand(plainSeeds(main, 2));
        const page = await session.connector.read.byId(main, [account.absentId, ids[0]!]);
        expectSameSet(idsOf(page.records), [ids[0]!], 'the others are read all the same');
        expectSame(page.gone, [{ object: main, id: account.absentId, into: null }], 'who is not found is gone');
        const alone = await session.connector.read.byId(main, [account.absentId]);
        expectSame(alone.gone, [{ object: main, id: account.absentId, into: null }], 'alone, too');
      },
    },
    {
      name: 'a hundred ids at once are read, and an id named twice once',
      async run(bench) {
        const { session, ids } = await bench.stand(plainSeeds(main, 100));
        const page = await session.connector.read.byId(main, [...ids.slice(0, 99), ids[0]!]);
        expectSameSet(idsOf(page.records), ids.slice(0, 99), 'each record comes once');
      },
    },
    {
      name: 'no ids give no records',
      async run(bench) {
        const { session } = await bench.stand(plainSeeds(main, 1));
        const page = await session.connector.read.byId(main, []);
        expectThat(page.records.length + page.gone.length === 0, 'nothing was asked for', page);
      },
    },
  ],
};
