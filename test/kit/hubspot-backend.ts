import type { HealthKey } from '../../src/model/health-field.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { Backend, CrmAccount, Edit, Fault, Seed, StoredHealth } from '../../src/testing/index.ts';
import { limitWaiting } from '../../src/transport/time-limits.ts';
import { startSandbox, type TestSandbox } from './hubspot-sandbox.ts';

const version = '2026-09';
const paths: Readonly<Record<string, string>> = { contact: 'contacts', company: 'companies', deal: 'deals' };
const groups: Readonly<Record<string, string>> = {
  contact: 'contactinformation',
  company: 'companyinformation',
  deal: 'dealinformation',
};

/** The properties by which a person knows the fields of the kit; apart from the connector's own table on purpose. */
const properties: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  contact: { firstName: 'firstname', lastName: 'lastname', jobTitle: 'jobtitle', email: 'email', region: 'city' },
  company: { name: 'name', domain: 'domain', employees: 'numberofemployees' },
  deal: { name: 'dealname', amount: 'amount', closeDate: 'closedate' },
};
/** HubSpot refuses a deal without a stage. */
const defaults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  deal: { pipeline: 'default', dealstage: 'appointmentscheduled' },
};

type Values = Readonly<Record<string, string>>;

function toProperties(object: ObjectType, values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [properties[object]![name]!, text]));
}

function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / 100) }, (_, index) =>
    items.slice(index * 100, index * 100 + 100),
  );
}

/** One account over its own sandbox. */
class HubspotAccount {
  /** Calls made by the test itself, which the connector did not make. */
  private ownCalls = 0;
  readonly sandbox: TestSandbox;
  /** Takes back what `hurry` did. */
  calmDown: () => void = () => {};

  constructor(sandbox: TestSandbox) {
    this.sandbox = sandbox;
  }

  api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    this.ownCalls++;
    return this.sandbox.api(method, path, body);
  }

  objectPath(object: ObjectType, rest = ''): string {
    return `/crm/objects/${version}/${paths[object]}${rest}`;
  }

  /** Creates records of one object; gives their ids by place. */
  async createAll(object: ObjectType, seeds: readonly (readonly [number, Seed])[], ids: string[]): Promise<void> {
    for (const part of chunks(seeds)) {
      const inputs = part.map(([place, { values }]) => ({
        properties: { ...defaults[object], ...toProperties(object, values) },
        objectWriteTraceId: String(place),
      }));
      const answer = await this.api('POST', this.objectPath(object, '/batch/create'), { inputs });
      for (const row of answer.results as { id: string; objectWriteTraceId: string }[])
        ids[Number(row.objectWriteTraceId)] = row.id;
      for (const [place, seed] of part) ids[place] ??= await this.createBit(seed);
    }
  }

  /** A record one of whose values HubSpot refuses is created with the others. */
  private async createBit({ object, values }: Seed): Promise<string> {
    const fallback = { lastname: 'Odd', name: 'Odd', dealname: 'Odd' };
    const [required = ''] = { contact: ['lastname'], company: ['name'], deal: ['dealname'] }[object as 'deal'];
    const start = { ...defaults[object], [required]: fallback[required as keyof typeof fallback] };
    const { id } = await this.api('POST', this.objectPath(object), { properties: start });
    for (const [name, text] of Object.entries(toProperties(object, values)))
      await this.api('PATCH', this.objectPath(object, `/${id}`), { properties: { [name]: text } }).catch(() => {});
    return String(id);
  }

  async link(from: ObjectType, id: string, to: ObjectType, toId: string): Promise<void> {
    await this.api('PUT', this.objectPath(from, `/${id}/associations/default/${paths[to]}/${toId}`));
  }

  async read(object: ObjectType, id: string, names: readonly string[]): Promise<Record<string, string | null> | null> {
    try {
      const answer = await this.api('GET', this.objectPath(object, `/${id}?properties=${names.join(',')}`));
      return answer.properties as Record<string, string | null>;
    } catch (error) {
      if (String(error).includes(': 404 ')) return null;
      throw error;
    }
  }

  async edit(edits: readonly Edit[]): Promise<void> {
    for (const part of chunks(edits)) {
      const { object } = part[0]!;
      const inputs = part.map(({ id, values }) => ({ id, properties: toProperties(object, values) }));
      await this.api('POST', this.objectPath(object, '/batch/update'), { inputs });
    }
  }

  async calls(): Promise<number> {
    return ((await this.sandbox.control('/counters')) as { total: number }).total - this.ownCalls;
  }

  async remove(path: string): Promise<void> {
    await fetch(`${this.sandbox.url}/_sandbox${path}`, { method: 'DELETE' });
  }

  async revoke(isMeant: (token: { expiresAt: string | null }) => boolean): Promise<void> {
    const { tokens } = (await this.sandbox.control('/tokens')) as {
      tokens: { token: string; expiresAt: string | null }[];
    };
    for (const { token } of tokens.filter(isMeant)) await this.remove(`/tokens?token=${encodeURIComponent(token)}`);
  }
}

/** The global object whose dispatcher built-in `fetch` takes; jest gives tests another `globalThis`. */
const outside = fetch.constructor('return globalThis')() as Record<symbol, unknown>;
const dispatchers = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));

/** Makes calls give up soon, for the whole process; gives the way back. */
function hurry(): () => void {
  const before = dispatchers.map((name) => outside[name]);
  limitWaiting({ connectMs: 1000, headersMs: 200, bodyMs: 200 });
  for (const name of dispatchers) outside[name] = (globalThis as Record<symbol, unknown>)[name] ?? outside[name];
  return () => {
    for (const [index, name] of dispatchers.entries()) outside[name] = before[index];
  };
}

async function refuse(account: HubspotAccount, object: ObjectType, id: string): Promise<void> {
  // An admin's rule that this record breaks; the rule is set after the record, or the record could not be made so.
  await account.remove('/validation-rules');
  await account.api('PATCH', account.objectPath(object, `/${id}`), { properties: { city: 'Atlantis', state: '' } });
  await account.sandbox.control('/validation-rules', {
    kind: 'conditional',
    object: paths[object],
    property: 'state',
    basedOn: 'city',
    values: ['Atlantis'],
  });
}

async function inject(account: HubspotAccount, { times, after = 0, on, applied, ...fault }: Fault): Promise<void> {
  await account.sandbox.control('/faults', {
    ...(fault.is === 'status' ? { kind: 'status', status: fault.status } : {}),
    ...(fault.is === 'status' && fault.retryAfterSeconds ? { retryAfterSeconds: fault.retryAfterSeconds } : {}),
    ...(fault.is === 'half answer' ? { kind: 'truncated' } : {}),
    ...(fault.is === 'hang' || fault.is === 'reset' ? { kind: fault.is } : {}),
    ...(on === 'write' ? { path: 'batch/update' } : {}),
    ...(applied ? { applied } : {}),
    nth: after + 1,
    count: times === 'always' ? 1_000_000 : times,
  });
}

const healthNames: Readonly<Record<HealthKey, string>> = {
  score: 'hygiene_score',
  grade: 'hygiene_grade',
  stageHealth: 'hygiene_stage_health',
  flags: 'hygiene_flags',
  nextAction: 'hygiene_next_action',
  scoredAt: 'hygiene_scored_at',
};

async function health(account: HubspotAccount, object: ObjectType, id: string): Promise<StoredHealth> {
  const row = (await account.read(object, id, Object.values(healthNames))) ?? {};
  const filled = Object.entries(healthNames).flatMap(([key, name]) => {
    const text = row[name];
    if (text === null || text === undefined) return [];
    return [[key, key === 'score' ? Number(text) : key === 'flags' ? text.split(';') : text]];
  });
  return Object.fromEntries(filled) as StoredHealth;
}

async function occupy(account: HubspotAccount, object: ObjectType, key: HealthKey): Promise<void> {
  const body = { name: healthNames[key], label: 'Taken', groupName: groups[object], type: 'string', fieldType: 'text' };
  await account.api('POST', `/crm/properties/${version}/${paths[object]}`, body);
}

async function create(account: HubspotAccount, seeds: readonly Seed[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const object of ['contact', 'company', 'deal'] as const) {
    const own = seeds.flatMap((seed, place) => (seed.object === object ? [[place, seed] as const] : []));
    if (own.length > 0) await account.createAll(object, own, ids);
  }
  for (const [place, { object, links = [] }] of seeds.entries())
    for (const target of links) await account.link(object, ids[place]!, seeds[target]!.object, ids[target]!);
  return ids;
}

function accountOver(account: HubspotAccount, ids: readonly string[]): CrmAccount {
  const { sandbox } = account;
  const { clientId, clientSecret, refreshToken, url } = sandbox;
  return {
    ids,
    absentId: '999999999999',
    config: {},
    secrets: { ACCESS_TOKEN: sandbox.accessToken, BASE_URL: url },
    ownFields: [{ object: 'contact', name: 'region', type: 'text', column: 'city' }],
    now: () => Date.now(),
    async stored(object, id) {
      const own = Object.entries(properties[object]!);
      const row = await account.read(
        object,
        id,
        own.map(([, name]) => name),
      );
      return row && Object.fromEntries(own.map(([field, name]) => [field, row[name] ?? null]));
    },
    health: (object, id) => health(account, object, id),
    edit: (edits) => account.edit(edits),
    create: async (seed) => (await create(account, [seed]))[0]!,
    delete: async (object, id) => void (await account.api('DELETE', account.objectPath(object, `/${id}`))),
    async merge(object, winner, loser) {
      const body = { primaryObjectId: winner, objectIdToMerge: loser };
      return String((await account.api('POST', account.objectPath(object, '/merge'), body)).id);
    },
    refuse: (object, id) => refuse(account, object, id),
    occupy: (object, key) => occupy(account, object, key),
    faults: {
      inject: (fault) => inject(account, fault),
      calls: () => account.calls(),
      hurry() {
        account.calmDown = hurry();
      },
    },
    credentials: {
      async revoke() {
        await account.remove(`/tokens?token=${encodeURIComponent(refreshToken)}`);
        await account.revoke(() => true);
      },
      renewable: {
        secrets: { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, REFRESH_TOKEN: refreshToken, BASE_URL: url },
        expire: () => account.revoke(({ expiresAt }) => expiresAt !== null),
      },
    },
    async close() {
      account.calmDown();
      await sandbox.close();
    },
  };
}

/** The HubSpot sandbox as the conformance kit drives it: a new one, empty but for the seeds, for each account. */
export const hubspotBackend: Backend = {
  async open(seeds) {
    const account = new HubspotAccount(await startSandbox({ contacts: 0, companies: 0, deals: 0 }));
    return accountOver(account, await create(account, seeds));
  },
};
