import { expectSame, expectThat } from '../expect-that.ts';
import type { Group } from '../group.ts';

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whom the credentials belong to, by which a database is kept from being fed from two accounts. */
export const identifyGroup: Group = {
  name: 'identify',
  claims: [],
  cases: () => [
    {
      name: 'the account has an id and a name',
      async run(bench) {
        const { session } = await bench.stand([]);
        const { id, name } = await session.connector.identify();
        expectThat(typeof id === 'string' && id.trim() !== '', 'an account has an id', id);
        expectThat(typeof name === 'string' && name.trim() !== '', 'an account has a name to show', name);
      },
    },
    {
      name: 'the account is the same when asked again and on a second connection',
      async run(bench) {
        const { account, session } = await bench.stand([]);
        const first = await session.connector.identify();
        expectSame(await session.connector.identify(), first, 'an account stays the same');
        const second = await bench.connect(account);
        expectSame(await second.connector.identify(), first, 'an account is the same on every connection');
      },
    },
    {
      name: 'the zone of the account is one that exists, or none',
      async run(bench) {
        const { session } = await bench.stand([]);
        const { timeZone } = await session.connector.identify();
        expectThat(timeZone === '' || isZone(timeZone), 'a zone is an IANA name, or an empty text', timeZone);
      },
    },
  ],
};
