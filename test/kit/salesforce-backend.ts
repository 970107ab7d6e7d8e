import type { HealthKey } from '../../src/model/health-field.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { Backend, CrmAccount, Edit, Fault, Seed, StoredHealth } from '../../src/testing/index.ts';
import { limitWaiting } from '../../src/transport/time-limits.ts';
import { startOrg, type TestOrg } from './salesforce-sandbox.ts';

const sObjects: Readonly<Record<ObjectType, string>> = {
  lead: 'Lead',
  contact: 'Contact',
  company: 'Account',
  deal: 'Opportunity',
};

/** The fields by which a person knows those of the kit; apart from the connector's own table on purpose. */
const fields: Readonly<Record<ObjectType, Readonly<Record<string, string>>>> = {
  lead: { firstName: 'FirstName', lastName: 'LastName', jobTitle: 'Title', companyName: 'Company', email: 'Email' },
  contact: { firstName: 'FirstName', lastName: 'LastName', jobTitle: 'Title', email: 'Email', region: 'MailingCity' },
  company: { name: 'Name', domain: 'Website', employees: 'NumberOfEmployees' },
  deal: { name: 'Name', amount: 'Amount', closeDate: 'CloseDate' },
};

/** A domain is no field of Salesforce's: it is the host of a website. */
function shown(name: string, value: unknown): unknown {
  const isAddress = name === 'domain' && typeof value === 'string' && URL.canParse(value);
  return isAddress ? new URL(value).hostname.replace(/^www\./, '') : (value ?? null);
}

/** What Salesforce asks of every record. */
const required: Readonly<Record<ObjectType, Readonly<Record<string, string>>>> = {
  lead: { LastName: 'Odd', Company: 'Odd' },
  contact: { LastName: 'Odd' },
  company: { Name: 'Odd' },
  deal: { Name: 'Odd', StageName: 'Prospecting', CloseDate: '2026-03-01' },
};

/** Two fields a rule of the org can set against each other. */
const places: Readonly<Record<ObjectType, readonly [string, string]>> = {
  lead: ['City', 'State'],
  contact: ['MailingCity', 'MailingState'],
  company: ['BillingCity', 'BillingState'],
  deal: ['NextStep', 'Type'],
};

const healthNames: Readonly<Record<HealthKey, string>> = {
  score: 'Hygiene_Score__c',
  grade: 'Hygiene_Grade__c',
  stageHealth: 'Hygiene_Stage_Health__c',
  flags: 'Hygiene_Flags__c',
  nextAction: 'Hygiene_Next_Action__c',
  scoredAt: 'Hygiene_Scored_At__c',
};

type Row = Readonly<Record<string, unknown>>;

function toFields(object: ObjectType, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) => {
      const field = fields[object][name];
      if (field === undefined) return [];
      return [[field, name === 'domain' ? `https://www.${text}/` : text]];
    }),
  );
}

function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / 200) }, (_, index) =>
    items.slice(index * 200, index * 200 + 200),
  );
}

/** One org over its own sandbox. */
class SalesforceAccount {
  /** Calls made by the test itself, which the connector did not make; the first asked for the test's session. */
  private ownCalls = 1;
  readonly org: TestOrg;
  /** How far the sandbox's clock was moved ahead of the real one, ms. */
  aheadMs = 0;
  /** Takes back what `hurry` did. */
  calmDown: () => void = () => {};

  constructor(org: TestOrg) {
    this.org = org;
  }

  api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    this.ownCalls++;
    return this.org.api(method, path, body);
  }

  async createAll(object: ObjectType, seeds: readonly (readonly [number, Seed])[], ids: string[]): Promise<void> {
    for (const part of chunks(seeds)) {
      const records = part.map(([, { values }]) => ({
        attributes: { type: sObjects[object] },
        ...required[object],
        ...toFields(object, values),
      }));
      const answer = await this.api('POST', '/composite/sobjects', { allOrNone: false, records });
      const results = answer as unknown as readonly { success: boolean; id?: string }[];
      for (const [index, [place, seed]] of part.entries())
        ids[place] = results[index]!.id ?? (await this.createBit(seed));
    }
  }

  /** A record one of whose values Salesforce refuses is created with the others. */
  private async createBit({ object, values }: Seed): Promise<string> {
    const { id } = await this.api('POST', `/sobjects/${sObjects[object]}`, required[object]);
    for (const [name, text] of Object.entries(toFields(object, values)))
      await this.api('PATCH', `/sobjects/${sObjects[object]}/${id}`, { [name]: text }).catch(() => {});
    return String(id);
  }

  async link(from: ObjectType, id: string, to: ObjectType, toId: string): Promise<void> {
    if (to === 'company') await this.api('PATCH', `/sobjects/${sObjects[from]}/${id}`, { AccountId: toId });
    else if (from === 'deal' && to === 'contact')
      await this.api('POST', '/sobjects/OpportunityContactRole', { OpportunityId: id, ContactId: toId });
    else throw new Error(`Salesforce links no ${from} to a ${to}.`);
  }

  async read(object: ObjectType, id: string, names: readonly string[]): Promise<Row | null> {
    this.ownCalls++;
    const where = `WHERE Id = '${id}'`;
    const rows = await this.org.rows(`SELECT ${names.join(', ')} FROM ${sObjects[object]} ${where}`);
    return rows[0] ?? null;
  }

  async edit(edits: readonly Edit[]): Promise<void> {
    for (const part of chunks(edits)) {
      const records = part.map(({ object, id, values }) => {
        return { attributes: { type: sObjects[object] }, id, ...toFields(object, values) };
      });
      await this.api('PATCH', '/composite/sobjects', { allOrNone: false, records });
    }
  }

  async calls(): Promise<number> {
    return ((await this.org.control('/counters')) as { total: number }).total - this.ownCalls;
  }

  /** Stamps are whole seconds, and the connector trusts one once it is two seconds old. */
  async passTime(): Promise<void> {
    const advanceMs = 5000;
    await this.org.control('/clock', { advanceMs });
    this.aheadMs += advanceMs;
  }

  async remove(path: string): Promise<void> {
    await fetch(`${this.org.url}/_sandbox${path}`, { method: 'DELETE' });
  }

  /** A call of the Metadata or Partner API. */
  async soap(path: 'm' | 'u', content: string): Promise<string> {
    const { token } = (await this.org.control('/tokens', {})) as { token: string };
    const namespace = path === 'm' ? 'http://soap.sforce.com/2006/04/metadata' : 'urn:partner.soap.sforce.com';
    const body =
      `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}" ` +
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Header><SessionHeader>' +
      `<sessionId>${token}</sessionId></SessionHeader></e:Header><e:Body>${content}</e:Body></e:Envelope>`;
    this.ownCalls++;
    const headers = { 'content-type': 'text/xml', soapaction: '""' };
    const response = await fetch(`${this.org.url}/services/Soap/${path}/67.0`, { method: 'POST', headers, body });
    const answer = await response.text();
    if (!answer.includes('<success>true</success>')) throw new Error(`${content}: ${answer}`);
    return answer;
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

async function refuse(account: SalesforceAccount, object: ObjectType, id: string): Promise<void> {
  // An admin's rule that this record breaks; the rule is set after the record, or the record could not be made so.
  const [basedOn, field] = places[object];
  await account.remove('/validation-rules');
  await account.api('PATCH', `/sobjects/${sObjects[object]}/${id}`, { [basedOn]: 'Atlantis', [field]: null });
  const rule = { kind: 'conditional', object: sObjects[object], field, basedOn, values: ['Atlantis'] };
  await account.org.control('/validation-rules', rule);
}

async function inject(account: SalesforceAccount, { times, after = 0, on, applied, ...fault }: Fault): Promise<void> {
  await account.org.control('/faults', {
    ...(fault.is === 'status' ? { kind: 'status', status: fault.status } : {}),
    ...(fault.is === 'status' && fault.retryAfterSeconds ? { retryAfterSeconds: fault.retryAfterSeconds } : {}),
    ...(fault.is === 'half answer' ? { kind: 'truncated' } : {}),
    ...(fault.is === 'hang' || fault.is === 'reset' ? { kind: fault.is } : {}),
    ...(on === 'write' ? { path: 'composite/sobjects' } : {}),
    ...(applied ? { applied } : {}),
    nth: after + 1,
    count: times === 'always' ? 1_000_000 : times,
  });
}

async function health(account: SalesforceAccount, object: ObjectType, id: string): Promise<StoredHealth> {
  const row = (await account.read(object, id, Object.values(healthNames))) ?? {};
  const filled = Object.entries(healthNames).flatMap(([key, name]) => {
    const value = row[name];
    if (value === null || value === undefined) return [];
    return [[key, key === 'flags' ? String(value).split(';') : value]];
  });
  return Object.fromEntries(filled) as StoredHealth;
}

async function occupy(account: SalesforceAccount, object: ObjectType, key: HealthKey): Promise<void> {
  const name = `${sObjects[object]}.${healthNames[key]}`;
  const type = key === 'nextAction' ? '<type>Checkbox</type>' : '<length>80</length><type>Text</type>';
  await account.soap(
    'm',
    `<upsertMetadata><metadata xsi:type="CustomField"><fullName>${name}</fullName><label>Taken</label>${type}</metadata></upsertMetadata>`,
  );
}

async function merge(account: SalesforceAccount, object: ObjectType, winner: string, loser: string): Promise<string> {
  const master = `<masterRecord><type>${sObjects[object]}</type><Id>${winner}</Id></masterRecord>`;
  await account.soap('u', `<merge><request>${master}<recordToMergeIds>${loser}</recordToMergeIds></request></merge>`);
  return winner;
}

async function create(account: SalesforceAccount, seeds: readonly Seed[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const object of Object.keys(sObjects) as ObjectType[]) {
    const own = seeds.flatMap((seed, place) => (seed.object === object ? [[place, seed] as const] : []));
    if (own.length > 0) await account.createAll(object, own, ids);
  }
  for (const [place, { object, links = [] }] of seeds.entries())
    for (const target of links) await account.link(object, ids[place]!, seeds[target]!.object, ids[target]!);
  return ids;
}

function accountOver(account: SalesforceAccount, ids: readonly string[]): CrmAccount {
  const { org } = account;
  const login = { LOGIN_URL: org.url, CLIENT_ID: org.clientId };
  return {
    ids,
    absentId: '003000000000000AAA',
    config: {},
    secrets: { ...login, CLIENT_SECRET: org.clientSecret },
    ownFields: [{ object: 'contact', name: 'region', type: 'text', column: 'MailingCity' }],
    now: () => Date.now() + account.aheadMs,
    passTime: () => account.passTime(),
    async stored(object, id) {
      const own = Object.entries(fields[object]);
      const row = await account.read(
        object,
        id,
        own.map(([, name]) => name),
      );
      return row && Object.fromEntries(own.map(([field, name]) => [field, shown(field, row[name])]));
    },
    health: (object, id) => health(account, object, id),
    edit: (edits) => account.edit(edits),
    create: async (seed) => (await create(account, [seed]))[0]!,
    delete: async (object, id) => void (await account.api('DELETE', `/sobjects/${sObjects[object]}/${id}`)),
    merge: (object, winner, loser) => merge(account, object, winner, loser),
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
        await org.control('/switches', { isRunAsUserActive: false });
        await account.remove('/tokens');
      },
      renewable: {
        secrets: { ...login, REFRESH_TOKEN: org.refreshToken },
        expire: () => account.remove('/tokens'),
      },
    },
    async close() {
      account.calmDown();
      await org.close();
    },
  };
}

/** The Salesforce sandbox as the conformance kit drives it: a new one, empty but for the seeds, for each account. */
export const salesforceBackend: Backend = {
  async open(seeds) {
    const account = new SalesforceAccount(await startOrg({ leads: 0, contacts: 0, accounts: 0, opportunities: 0 }));
    try {
      return accountOver(account, await create(account, seeds));
    } catch (error) {
      await account.org.close();
      throw error;
    }
  },
  neverLinked: [
    { from: 'lead', to: 'deal', why: 'converting a lead makes its opportunity, and converted leads are left out' },
  ],
};
