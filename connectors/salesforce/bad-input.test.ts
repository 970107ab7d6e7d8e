import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { Change, ConnectorEnv, Diagnosis, Outcome } from '../../src/model/connector.ts';
import { healthFields } from '../../src/model/health-field.ts';
import { type ObjectType, objectTypes } from '../../src/model/record.ts';
import { readAll } from '../../test/kit/hubspot-sandbox.ts';
import { connectTo, startOrg, type TestConnection, type TestOrg } from '../../test/kit/salesforce-sandbox.ts';

jest.setTimeout(60_000);

const flags = [{ value: 'person_stale', label: 'Stale' }];
const specs = objectTypes.flatMap((object) => healthFields(object, flags));

let org: TestOrg;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  org = await startOrg({ leads: 30 });
});
afterEach(() => org.close());

/** A connection by JWT, with the key of the app's certificate. */
async function connectByJwt(parts: Partial<ConnectorEnv> = {}): Promise<TestConnection> {
  await writeFile(join(folder, 'key.pem'), org.privateKey);
  const { url, clientId, username } = org;
  const secrets = { LOGIN_URL: url, CLIENT_ID: clientId, USERNAME: username, PRIVATE_KEY_FILE: 'key.pem' };
  return connectTo(org, { folder, secrets, ...parts });
}

async function provision({ connector }: TestConnection): Promise<void> {
  await connector.provision!.run(await connector.provision!.plan(specs));
}

async function idsOf(object: string, where = 'IsDeleted = false'): Promise<readonly string[]> {
  return (await org.rows(`SELECT Id FROM ${object} WHERE ${where}`)).map((row) => String(row.Id));
}

async function write(
  { connector }: TestConnection,
  object: ObjectType,
  ids: readonly string[],
  values: Change['values'],
): Promise<readonly Outcome[]> {
  async function* changes(): AsyncIterable<Change> {
    for (const [intent, id] of ids.entries()) yield { intent, ref: { source: 'main_salesforce', object, id }, values };
  }
  const outcomes: Outcome[] = [];
  for await (const outcome of connector.write!.apply(changes())) outcomes.push(outcome);
  return outcomes;
}

/** The sentence something fails with. */
async function sentenceOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'it succeeded',
    (error: unknown) => String(error),
  );
}

async function wrongLines({ connector }: TestConnection): Promise<readonly Diagnosis[]> {
  return (await connector.diagnose()).filter(({ ok, isForWriting }) => !ok && isForWriting !== true);
}

const boxAsNumber = { object: 'lead', name: 'seats', type: 'number', column: 'DoNotCall' } as const;

const spoil = (path: string, body: object) => org.control(path, body);

/** What is wrong with the org, its app or the agreement; what is said of it; and what goes on all the same. */
const mistakes: readonly {
  readonly name: string;
  said(): Promise<string>;
  readonly says: readonly RegExp[];
  goesOn?(): Promise<void>;
}[] = [
  {
    name: 'an org without the object Lead',
    async said() {
      await spoil('/object-permissions', { object: 'Lead', readable: false });
      return sentenceOf(readAll((await connectTo(org)).connector.read, 'lead'));
    },
    says: [/shows no object Lead/, /Give .* Read permission on Lead .* or leave Lead out of sync/],
    async goesOn() {
      const connection = await connectTo(org);
      const { fields, missing, owners, pipelines } = await connection.connector.catalog();
      expect(Object.keys(fields)).toEqual(['contact', 'company', 'deal']);
      expect(missing.lead?.email).toMatch(/shows no object Lead/);
      expect([owners, pipelines]).not.toContain('unknown');
      expect(await readAll(connection.connector.read, 'contact')).not.toEqual([]);
      expect((await wrongLines(connection)).map(({ check }) => check)).toEqual([
        'read Lead',
        'read what hangs on Lead',
      ]);
    },
  },
  {
    name: 'an org without the object Task',
    async said() {
      await spoil('/object-permissions', { object: 'Task', readable: false });
      const lines = await wrongLines(await connectTo(org));
      return lines.map(({ detail, advice }) => `${detail}. ${advice}`).join(' ');
    },
    says: [
      /shows us no tasks\. Give the integration user Read/,
      /not to be seen: Task\. Give the integration user Read on them/,
    ],
    async goesOn() {
      const [page] = await readAll((await connectTo(org)).connector.read, 'lead');
      expect(page!.records.length).toBeGreaterThan(10);
    },
  },
  {
    name: 'a field that the org lacks or hides',
    async said() {
      await spoil('/field-permissions', { object: 'Lead', field: 'Email', readable: false, editable: false });
      const [line] = await wrongLines(await connectTo(org));
      return `${line?.detail}. ${line?.advice}`;
    },
    says: [/shows us no field Lead\.Email/, /field-level security.*until then rules about them are unknown/],
    async goesOn() {
      const [page] = await readAll((await connectTo(org)).connector.read, 'lead');
      expect(page!.records[0]!.fields).toMatchObject({ email: { is: 'unknown' }, lastName: { is: 'value' } });
    },
  },
  {
    name: 'a permission set that we may not assign',
    async said() {
      await spoil('/switches', { mayAssignPermissionSets: false });
      return sentenceOf(provision(await connectTo(org)));
    },
    says: [
      /The fields are there, but the permission set Hygiene_Fields could not be assigned/,
      /Ask an admin to assign it .*Setup › Permission Sets › Hygiene_Fields › Manage Assignments/,
    ],
    async goesOn() {
      // The admin does it by hand.
      const [set] = await org.rows("SELECT Id FROM PermissionSet WHERE Name = 'Hygiene_Fields'");
      await spoil('/switches', { mayAssignPermissionSets: true });
      const given = { AssigneeId: org.userId, PermissionSetId: set!.Id };
      await org.api('POST', '/sobjects/PermissionSetAssignment', given);
      const [id] = await idsOf('Account');
      const outcomes = await write(await connectTo(org), 'company', [id!], { score: 5 });
      expect(outcomes).toMatchObject([{ is: 'done' }]);
    },
  },
  {
    name: 'an External Client App that is not authorised for the user (JWT)',
    async said() {
      await spoil('/app', { isApproved: false });
      return sentenceOf((await connectByJwt()).connector.identify());
    },
    says: [/hasn't approved this consumer/, /Admin approved users are pre-authorized.*add a permission set/],
  },
  {
    name: 'an External Client App without a "Run As" user (client credentials)',
    async said() {
      await spoil('/app', { isApproved: false });
      return sentenceOf((await connectTo(org)).connector.identify());
    },
    says: [/no client credentials user enabled/, /Enable the client credentials flow .* name its "Run As" user/],
  },
  {
    name: 'login.salesforce.com in the place of the My Domain',
    said: () => sentenceOf(connectTo({ ...org, url: 'https://login.salesforce.com' })),
    says: [
      /MAIN_SALESFORCE_LOGIN_URL/,
      /expected https:\/\/yourcompany\.my\.salesforce\.com.*found login\.salesforce\.com/,
    ],
  },
  {
    name: 'another address that is none of the My Domain',
    async said() {
      await spoil('/switches', { isLoginHost: true });
      return sentenceOf((await connectTo(org)).connector.identify());
    },
    says: [/request not supported on this domain/, /Set MAIN_SALESFORCE_LOGIN_URL .* to the org's My Domain/],
  },
  {
    name: 'an expired certificate',
    async said() {
      await spoil('/app', { isCertificateValid: false });
      return sentenceOf((await connectByJwt()).connector.identify());
    },
    says: [/Check that MAIN_SALESFORCE_PRIVATE_KEY_FILE .* belongs to the certificate.*has not expired/],
  },
  {
    name: 'a clock that is ten minutes ahead',
    said: async () => sentenceOf((await connectByJwt({ now: () => Date.now() + 600_000 })).connector.identify()),
    says: [/clock of this machine is (599|600|601) s ahead of Salesforce's: set it, best by NTP/],
  },
  {
    name: 'a clock that is ten minutes behind',
    said: async () => sentenceOf((await connectByJwt({ now: () => Date.now() - 600_000 })).connector.identify()),
    says: [/clock of this machine is (599|600|601) s behind Salesforce's: set it, best by NTP/],
  },
  {
    name: 'a restricted pick-list without one of our flags',
    async said() {
      await provision(await connectTo(org));
      const [outcome] = await write(await connectTo(org), 'company', (await idsOf('Account')).slice(0, 1), {
        flags: ['brand_new_flag'],
      });
      return JSON.stringify(outcome);
    },
    says: [
      /RECORD_REFUSED/,
      /bad value for restricted picklist field.*Add the missing flag values: crm-hygiene provision/,
    ],
    async goesOn() {
      const outcomes = await write(await connectTo(org), 'company', await idsOf('Account'), {
        flags: ['person_stale'],
      });
      expect(new Set(outcomes.map(({ is }) => is))).toEqual(new Set(['done']));
    },
  },
  {
    name: 'a trigger that throws',
    async said() {
      await provision(await connectTo(org));
      await spoil('/switches', { trigger: { object: 'Lead', message: 'LeadGuard: no' } });
      const ids = await idsOf('Lead', 'IsConverted = false');
      return JSON.stringify((await write(await connectTo(org), 'lead', ids.slice(0, 1), { score: 1 }))[0]);
    },
    says: [/LeadGuard: no/, /A trigger or flow of the org failed on this record; show this to your admin/],
    async goesOn() {
      const outcomes = await write(await connectTo(org), 'contact', await idsOf('Contact'), { score: 1 });
      expect(new Set(outcomes.map(({ is }) => is))).toEqual(new Set(['done']));
    },
  },
  {
    name: 'an agreement that reads a check box as a number',
    async said() {
      const [line] = await wrongLines(await connectTo(org, { ownFields: [boxAsNumber] }));
      return `${line?.check}: ${line?.detail}. ${line?.advice}`;
    },
    says: [
      /read Lead: Lead\.DoNotCall is of Salesforce's type boolean, which cannot be read as number/,
      /another type/,
    ],
    async goesOn() {
      const { connector } = await connectTo(org, { ownFields: [boxAsNumber] });
      expect((await connector.catalog()).missing.lead?.seats).toMatch(/DoNotCall is of Salesforce's type boolean/);
      const [page] = await readAll(connector.read, 'lead');
      expect(page!.records[0]!.fields).toMatchObject({ seats: { is: 'unknown' }, lastName: { is: 'value' } });
    },
  },
];

test.each(mistakes)('$name: the sentence says what to do, and the rest goes on', async ({ said, says, goesOn }) => {
  const sentence = await said();
  for (const part of says) expect(sentence).toMatch(part);
  expect(sentence).not.toContain(org.clientSecret);
  await goesOn?.();
});

test('a trigger that throws on every lead stops the leads, and the accounts are written', async () => {
  await org.close();
  org = await startOrg({ leads: 900, contacts: 10, accounts: 250, opportunities: 5 });
  await provision(await connectTo(org));
  await spoil('/switches', { trigger: { object: 'Lead', message: 'LeadGuard: no' } });
  const leads = await idsOf('Lead', 'IsConverted = false');
  const accounts = await idsOf('Account');
  async function* changes(): AsyncIterable<Change> {
    const all = [...leads.map((id) => ['lead', id] as const), ...accounts.map((id) => ['company', id] as const)];
    for (const [intent, [object, id]] of all.entries())
      yield { intent, ref: { source: 'main_salesforce', object, id }, values: { score: 1 } };
  }
  const { connector } = await connectTo(org);
  const outcomes: Outcome[] = [];
  const run = async (): Promise<void> => {
    for await (const outcome of connector.write!.apply(changes())) outcomes.push(outcome);
  };
  await expect(run()).rejects.toThrow(/refused \d+ records of Lead in a row.*LeadGuard: no.*crm-hygiene doctor/);
  expect(outcomes.filter(({ ref, is }) => ref.object === 'company' && is === 'done')).toHaveLength(accounts.length);
  const refused = outcomes.filter(({ ref }) => ref.object === 'lead');
  expect(refused.length).toBeGreaterThanOrEqual(400);
  expect(refused.length).toBeLessThan(leads.length);
});
