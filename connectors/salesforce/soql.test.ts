import { afterEach, expect, test } from '@jest/globals';
import { isQueryValid } from '@jetstreamapp/soql-parser-js';
import { healthFields } from '../../src/model/health-field.ts';
import { type ObjectType, objectTypes } from '../../src/model/record.ts';
import { testEnv } from '../../test/kit/connector-env.ts';
import { readAll } from '../../test/kit/hubspot-sandbox.ts';
import {
  type LocalOrg,
  page,
  type Reply,
  type Seen,
  secretsFor,
  startLocalOrg,
} from '../../test/kit/salesforce-local-org.ts';
import { salesforce } from './index.ts';
import { origins } from './mapping.ts';
import { sObjects } from './objects.ts';
import { quoted, soqlText } from './soql.ts';

const prefixes: Readonly<Record<string, string>> = { Lead: '00Q', Contact: '003', Account: '001', Opportunity: '006' };
const childFields: Readonly<Record<string, readonly string[]>> = {
  Task: ['Id', 'WhoId', 'WhatId', 'AccountId', 'IsClosed', 'CompletedDateTime', 'ActivityDate'],
  Event: ['Id', 'WhoId', 'WhatId', 'AccountId', 'StartDateTime', 'ActivityDate'],
  OpportunityHistory: ['Id', 'OpportunityId', 'StageName', 'CreatedDate'],
  OpportunityContactRole: ['Id', 'OpportunityId', 'ContactId'],
};

function fieldsOf(name: string): readonly string[] {
  const object = (Object.keys(sObjects) as ObjectType[]).find((key) => sObjects[key] === name);
  if (!object) return childFields[name] ?? [];
  const mapped = Object.values(origins[object]).flatMap((origin) => (typeof origin === 'string' ? [origin] : []));
  const system = [
    'Id',
    'SystemModstamp',
    'IsDeleted',
    'IsConverted',
    'MasterRecordId',
    'AccountId',
    'LastActivityDate',
  ];
  return [...new Set([...mapped.filter((field) => !field.includes(' ')), ...system])];
}

/** An org that shows every object and finds something in every query. */
function answer({ path, query, body, headers }: Seen): Reply {
  const object = /sobjects\/(\w+)\/describe$/.exec(path)?.[1];
  if (object)
    return {
      json: {
        name: object,
        keyPrefix: prefixes[object] ?? null,
        fields: fieldsOf(object).map((name) => ({ name, type: 'string' })),
      },
    };
  if (headers['content-type']?.startsWith('text/xml'))
    return {
      text: `<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><readMetadataResponse><result></result></readMetadataResponse></soapenv:Body></soapenv:Envelope>`,
      headers: { 'content-type': 'text/xml' },
    };
  const from = /FROM (\w+)/.exec(query.get('q') ?? body)?.[1] ?? '';
  const id = `${prefixes[from] ?? '0XX'}000000000001AAA`;
  const parents = { OpportunityId: '006000000000009AAA', WhoId: '003000000000009AAA', WhatId: '006000000000009AAA' };
  return page([
    { Id: id, SystemModstamp: '2026-01-01T00:00:00.000+0000', ...parents, AccountId: '001000000000009AAA' },
  ]);
}

let org: LocalOrg;
afterEach(() => org.close());

test('every query that is sent is valid SOQL', async () => {
  org = await startLocalOrg(answer);
  const env = testEnv({ source: 'main', objects: objectTypes, secrets: secretsFor(org.url) });
  const connector = await salesforce.connect(salesforce.manifest.config.parse({}), env);
  await connector.identify();
  await connector.catalog();
  await connector.diagnose();
  for (const object of objectTypes) {
    const links = { links: ['company', 'contact'] as const };
    const [first] = await readAll(connector.read, object, links);
    await readAll(connector.read, object, { ...links, from: first!.checkpoint });
    const changed = await readAll(connector.read, object, { ...links, since: first!.cursor! });
    await readAll(connector.read, object, { ...links, since: first!.cursor!, from: changed[0]!.checkpoint });
    await connector.read.byId(object, [`${prefixes[sObjects[object]]}000000000009AAA`]);
  }
  await connector.provision!.plan(healthFields('lead', []));
  const queries = [...new Set(org.seen.flatMap((call) => call.query.get('q') ?? []))];
  expect(queries.length).toBeGreaterThan(40);
  expect(queries.filter((query) => !isQueryValid(query))).toEqual([]);
});

test('texts are quoted so that they cannot end the quotation', () => {
  expect(quoted("O'Neil \\ Sons")).toBe("'O\\'Neil \\\\ Sons'");
});

test('a field that is asked for twice is named once, as Salesforce refuses duplicates', () => {
  const text = soqlText({ fields: ['Id', 'Id', 'Name'], from: 'Lead', where: ['a = 1', 'b = 2'], orderBy: ['Id'] });
  expect(text).toBe('SELECT Id, Name FROM Lead WHERE a = 1 AND b = 2 ORDER BY Id');
});
