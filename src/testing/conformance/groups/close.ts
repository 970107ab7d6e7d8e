import { expectSame, expectSameSet, expectThat, failureOf } from '../expect-that.ts';
import type { Group } from '../group.ts';
import { idsOf, plainSeeds } from '../plain-seeds.ts';

/** The end of a connection. */
export const closeGroup: Group = {
  name: 'close',
  claims: [],
  cases: ({ main }) => [
    {
      name: 'a connection that was not used can be closed, twice too',
      async run(bench) {
        const { session } = await bench.stand([]);
        expectSame(await failureOf(session.connector.close()), null, 'closing succeeds');
        expectSame(await failureOf(session.connector.close()), null, 'closing again is harmless');
      },
    },
    {
      name: 'a connection can be closed after a listing that was left half way',
      async run(bench) {
        const { session } = await bench.stand(plainSeeds(main, 250));
        const ask = { since: null, from: null, links: [], unseen: async () => [] };
        for await (const page of session.connector.read.pages(main, ask)) {
          expectThat(page.records.length > 0, 'the first page of 250 records has some', page.records.length);
          break;
        }
        expectSame(await failureOf(session.connector.close()), null, 'closing succeeds');
      },
    },
    {
      name: 'closing one connection leaves another open',
      async run(bench) {
        const { account, session, ids } = await bench.stand(plainSeeds(main, 3));
        const second = await bench.connect(account);
        await session.connector.close();
        expectSameSet(idsOf(await second.list(main)), ids, 'the other connection reads on');
      },
    },
  ],
};
