import type { CredentialControl, CrmAccount } from '../backend.ts';
import { changeOf, needed } from '../bench.ts';
import { claimWords } from '../claims.ts';
import { expectFailure, expectNoSecrets, expectSameSet, expectThat, failureOf } from '../expect-that.ts';
import type { Group } from '../group.ts';
import { idsOf, plainSeeds } from '../plain-seeds.ts';
import { faultsOf } from './network.ts';

/** A refusal is final: a few calls on their way side by side, and no repetition. */
const mostCalls = 6;

function credentialsOf(account: CrmAccount): CredentialControl {
  return needed(
    account.credentials,
    'the part `credentials` of the backend',
    `the manifest claims ${claimWords.network}`,
  );
}

async function expectRefused(
  account: CrmAccount,
  work: () => Promise<unknown>,
  secrets = account.secrets,
): Promise<void> {
  const before = await faultsOf(account).calls();
  const error = await failureOf(work());
  const { code } = expectFailure(error, ['FatalError'], 'refused credentials end the run');
  expectThat(code === 'CREDENTIALS_REFUSED', 'the code is CREDENTIALS_REFUSED', code);
  expectNoSecrets(error, secrets);
  const calls = (await faultsOf(account).calls()) - before;
  expectThat(calls <= mostCalls, `refused credentials cost at most ${mostCalls} calls, as they stay refused`, calls);
}

/** Credentials that are refused. */
export const credentialsGroup: Group = {
  name: 'credentials',
  claims: ['network'],
  cases: ({ main }) => [
    {
      name: 'refused from the start, they end the run with CREDENTIALS_REFUSED and few calls',
      async run(bench) {
        const account = await bench.open(plainSeeds(main, 2));
        await credentialsOf(account).revoke();
        const session = await bench.connect(account);
        await expectRefused(account, () => session.connector.identify());
      },
    },
    {
      name: 'refused in the middle of a run, they end reading',
      async run(bench) {
        const { account, session } = await bench.stand(plainSeeds(main, 2));
        await session.list(main);
        await credentialsOf(account).revoke();
        await expectRefused(account, () => session.list(main));
      },
    },
    {
      name: 'refused in the middle of a run, they end writing',
      if: ['write'],
      async run(bench) {
        const { account, session, ids } = await bench.writable(plainSeeds(main, 2));
        await credentialsOf(account).revoke();
        await expectRefused(account, () => session.write(ids.map((id) => changeOf(main, id, { score: 1 }))));
      },
    },
    {
      name: 'doctor tells that they are refused, and does not fail',
      async run(bench) {
        const { account, session } = await bench.stand([]);
        await credentialsOf(account).revoke();
        const lines = await session.connector.diagnose();
        const bad = lines.filter(({ ok }) => !ok);
        expectThat(bad.length > 0, 'some check does not hold', lines);
        expectNoSecrets(bad, account.secrets);
      },
    },
  ],
};

/** Credentials that end and are renewed. */
export const renewalGroup: Group = {
  name: 'renewal of credentials',
  claims: ['renewal'],
  cases: ({ main }) => [
    {
      name: 'credentials that end early are renewed, and the read goes on',
      async run(bench) {
        const account = await bench.open(plainSeeds(main, 5));
        const renewable = needed(
          credentialsOf(account).renewable,
          'the part `credentials.renewable` of the backend',
          `the manifest claims ${claimWords.renewal}`,
        );
        const session = await bench.connect(account, { env: { secrets: renewable.secrets } });
        for (let round = 0; round < 2; round++) {
          expectSameSet(idsOf(await session.list(main)), account.ids, 'renewed credentials read everything');
          await renewable.expire();
        }
      },
    },
    {
      name: 'credentials that cannot be renewed end the run with CREDENTIALS_REFUSED',
      async run(bench) {
        const account = await bench.open(plainSeeds(main, 2));
        const control = credentialsOf(account);
        const secrets = control.renewable?.secrets ?? {};
        const session = await bench.connect(account, { env: { secrets } });
        await session.list(main);
        await control.revoke();
        await expectRefused(account, () => session.list(main), secrets);
      },
    },
  ],
  unclaimed: {
    name: 'is not claimed: no secret REFRESH_TOKEN is named, and the backend offers none',
    async run(bench) {
      const { credentials } = await bench.open([]);
      expectThat(
        credentials?.renewable === undefined,
        'credentials that renew themselves are named REFRESH_TOKEN in the manifest',
        'the backend offers renewal that is not claimed',
      );
    },
  },
};
