import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import type { App } from '../../src/app.ts';
import { explain } from '../../src/jobs/explain.ts';
import type { RunReport } from '../../src/jobs/report.ts';
import { scan } from '../../src/jobs/scan.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { type Installation, install } from '../kit/installation.ts';

const now = new Date('2024-04-11T10:00:00Z');

const source = (name: string, ids: boolean): string => `  ${name}:
    connector: file
    sync: [contacts, leads, companies, deals]
    results: ${name}-results.csv
    contacts: {file: ${name}-contacts.csv, id: Id, columns: {email: Email, last name: Name, phone: Phone, country: Country}}
    leads: {file: ${name}-leads.csv, id: Id, columns: {email: Email, last name: Name, phone: Phone, country: Country}}
    companies: {file: ${name}-companies.csv, id: Id, columns: {name: Name, domain: Domain, country: Country}}
    deals:
      file: ${name}-deals.csv
      id: Id
      columns: {name: Name, amount: Amount, close date: Close, stage: Stage}
      stages: {${ids ? 'Open: open, Offer: open, Won: won' : 'Prospecting: open, Closed Won: won'}}
      pipeline: Sales
`;

const agreementOf = (sources: string): string => `version: 1
agreement: {name: Two, timezone: Europe/Berlin, currency: EUR}
extends: [recommended@1]
crms:
${sources}`;

/** Columns of a source in which the ids of another CRM stand; any source may have them. */
const fields = `fields:
  contact.counterpartIds: {means: The record elsewhere, type: list, in: {eu: Other}}
  deal.counterpartIds: {means: The record elsewhere, type: list, in: {eu: Other}}
`;
const both = agreementOf(source('eu', true) + source('us', false) + fields);

type Table = Record<string, readonly string[]>;

/** The rows of every file, by the id they begin with. */
type World = Record<string, Table>;

const headers: Readonly<Record<string, string>> = {
  'eu-contacts': 'Id,Email,Name,Phone,Country,Other',
  'eu-leads': 'Id,Email,Name,Phone,Country',
  'eu-companies': 'Id,Name,Domain,Country',
  'eu-deals': 'Id,Name,Amount,Close,Stage,Other',
  'us-contacts': 'Id,Email,Name,Phone,Country',
  'us-leads': 'Id,Email,Name,Phone,Country',
  'us-companies': 'Id,Name,Domain,Country',
  'us-deals': 'Id,Name,Amount,Close,Stage',
};

function firstWorld(): World {
  return {
    'eu-contacts': {
      1: ['nora@acme.de', 'Berg', '+493023125012', 'Germany', ''],
      // Named by id: the contact, though it has another address.
      2: ['olaf@acme.de', 'Holm', '+493023125013', 'Germany', 'file:contact:22;file:lead:32'],
      // The same address as contact 22, which is matched by id with another.
      3: ['o.holm@acme.com', 'Holmes', '+493023125014', 'Germany', ''],
      4: ['only@here.de', 'Alone', '+493023125015', 'Germany', ''],
      5: ['info@example.com', 'Muster', '+493023125016', 'Germany', ''],
    },
    'eu-leads': { 9: ['double@acme.com', 'Twice', '+493023125017', 'Germany'] },
    'eu-companies': { 1: ['Acme GmbH', 'acme.de', 'Germany'], 2: ['Free', 'gmail.com', 'Germany'] },
    'eu-deals': {
      1: ['Acme', '1000', '2024-05-01', 'Offer', 'file:deal:7'],
      2: ['Brand', '2000', '2024-05-02', 'Open', 'file:deal:8'],
      3: ['Coal', '3000', '2024-05-03', 'Open', ''],
    },
    'us-contacts': {
      // The same id as a contact of the other account; they have nothing in common.
      1: ['someone@else.com', 'Else', '+12125550188', 'US'],
      21: [' Nora@ACME.de ', 'BERG', '+41443125012', 'Germany'],
      22: ['o.holm@acme.com', 'Holm', '+49 30 23125013', 'DE'],
      23: ['double@acme.com', 'Twice', '+493023125017', 'Austria'],
      24: ['double@acme.com', 'Twice', '+493023125017', 'Germany'],
      25: ['info@example.com', 'Sample', '+12125550189', 'US'],
    },
    'us-leads': { 32: ['olaf@acme.de', 'Holm', '+493023125013', 'Germany'] },
    'us-companies': { 5: ['ACME Inc.', 'https://www.acme.de', 'AT'], 6: ['Other free', 'gmail.com', 'US'] },
    'us-deals': {
      7: ['Acme', '1000.00', '2024-04-30T22:30:00Z', 'Closed Won'],
      8: ['Brand', '2500', '2024-05-02', 'Prospecting'],
      9: ['Coal', '1', '2024-06-03', 'Prospecting'],
    },
  };
}

async function writeWorld(folder: string, world: World): Promise<void> {
  for (const [file, header] of Object.entries(headers)) {
    const rows = Object.entries(world[file] ?? {}).map(([id, cells]) => [id, ...cells].join(','));
    await writeFile(join(folder, `${file}.csv`), `${[header, ...rows].join('\n')}\n`);
  }
}

let installations: Installation[] = [];
beforeEach(() => {
  installations = [];
});
afterEach(async () => {
  for (const installation of installations) await installation.remove();
});

async function newInstallation(world: World, agreement = both): Promise<Installation> {
  const installation = await install(agreement, null);
  installations.push(installation);
  await writeWorld(installation.folder, world);
  return installation;
}

async function withApp<T>(installation: Installation, work: (app: App) => Promise<T>): Promise<T> {
  const app = await installation.open(now);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** Every open finding with its words. */
async function findingsOf(app: App): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { name } of app.agreement.sources)
    for (const object of ['contact', 'lead', 'company', 'deal'] satisfies ObjectType[])
      for (const one of await app.context.store.openFindings({ source: name, object, after: '', limit: 1000 }))
        lines.push(`${name} ${object} ${one.record.id} ${one.rule} ${one.field ?? ''}: ${one.severity} ${one.message}`);
  return lines.sort();
}

interface Found {
  readonly report: RunReport;
  readonly findings: readonly string[];
}

function run(installation: Installation, kind: 'scan' | 'incremental'): Promise<Found> {
  return withApp(installation, async (app) => {
    const report = await scan(app.context, { kind, mode: 'preview' });
    expect(report.problems).toEqual([]);
    return { report, findings: await findingsOf(app) };
  });
}

const drift = (findings: readonly string[]): readonly string[] =>
  findings.filter((line) => line.includes('crm-drift')).map((line) => line.replace(/^(\S+ \S+ \S+) \S+/, '$1'));

test('what disagrees between two sources becomes findings on both sides that name both values', async () => {
  const { report, findings } = await run(await newInstallation(firstWorld()), 'scan');
  expect(drift(findings)).toEqual([
    'eu company 1 country: medium Country is "Germany" in eu and "AT" in us.',
    'eu contact 1 phone: medium Phone is "+493023125012" in eu and "+41443125012" in us.',
    'eu contact 2 email: medium Email is "olaf@acme.de" in eu and "o.holm@acme.com" in us.',
    'eu deal 1 stage: medium Stage is open ("Offer") in eu and won ("Closed Won") in us.',
    'eu deal 2 amount: medium Amount is 2,000 in eu and 2,500 in us.',
    'eu lead 9 country: medium Country is "Germany" in eu and "Austria" in us.',
    'us company 5 country: medium Country is "AT" in us and "Germany" in eu.',
    'us contact 21 phone: medium Phone is "+41443125012" in us and "+493023125012" in eu.',
    'us contact 22 email: medium Email is "o.holm@acme.com" in us and "olaf@acme.de" in eu.',
    'us contact 23 country: medium Country is "Austria" in us and "Germany" in eu.',
    'us deal 7 stage: info Stage is won ("Closed Won") in us and open ("Offer") in eu.',
    'us deal 8 amount: medium Amount is 2,500 in us and 2,000 in eu.',
  ]);
  expect(report.records).toEqual({ contact: 11, lead: 2, company: 4, deal: 6 });
  // Shared: Nora, Olaf with his contact and lead, and the one who is there twice.
  expect(report.distinct).toEqual({
    person: { total: 13 - 1 - 2 - 2, shared: 3 },
    company: { total: 3, shared: 1 },
    deal: { total: 4, shared: 2 },
  });
});

test('a record is explained with what is the same elsewhere', async () => {
  const installation = await newInstallation(firstWorld());
  await run(installation, 'scan');
  await withApp(installation, async ({ context: { store, engine } }) => {
    const of = async (name: string, object: ObjectType, id: string) =>
      (await explain(store, engine, { source: name, object, id })).counterparts.map(
        ({ record, title, matchedBy }) => `${record.source} ${record.object} ${record.id} "${title}" by ${matchedBy}`,
      );
    expect(await of('eu', 'contact', '2')).toEqual(['us contact 22 "Holm" by record']);
    expect(await of('us', 'lead', '32')).toEqual(['eu contact 2 "Holm" by record']);
    expect(await of('eu', 'contact', '3')).toEqual([]);
    expect(await of('eu', 'lead', '9')).toEqual(['us contact 23 "Twice" by email']);
    expect(await of('us', 'contact', '24')).toEqual(['eu lead 9 "Twice" by email']);
    expect(await of('us', 'contact', '1')).toEqual([]);
    expect(await of('us', 'company', '5')).toEqual(['eu company 1 "Acme GmbH" by domain']);
    expect(await of('us', 'company', '6')).toEqual([]);
    expect(await of('us', 'deal', '9')).toEqual([]);
  });
});

type Change = (world: World) => void;

const changes: readonly (readonly [string, Change])[] = [
  ['a value of one side is mended', (world) => set(world, 'us-contacts', '21', 2, '+49 30 23125012')],
  ['a value of the other side changes', (world) => set(world, 'eu-deals', '2', 1, '2750')],
  ['an address appears that both have', (world) => set(world, 'us-contacts', '1', 0, 'only@here.de')],
  ['a pair by id is cut, so that addresses count again', (world) => set(world, 'eu-contacts', '2', 4, '')],
  ['an id appears', (world) => set(world, 'eu-contacts', '4', 4, 'file:contact:22')],
  ['the chosen one of two is deleted', (world) => remove(world, 'us-contacts', '23')],
  ['it comes back', (world) => Object.assign(world['us-contacts']!, { 23: firstWorld()['us-contacts']!['23']! })],
  ['a key vanishes', (world) => set(world, 'us-companies', '5', 1, '')],
  ['a deal is won on the other side too', (world) => set(world, 'eu-deals', '1', 3, 'Won')],
  ['a deal names another', (world) => set(world, 'eu-deals', '2', 4, 'file:deal:9')],
  ['the last record of an object but one goes', (world) => remove(world, 'us-deals', '7')],
];

function set(world: World, file: string, id: string, column: number, value: string): void {
  const row = [...world[file]![id]!];
  row[column] = value;
  world[file]![id] = row;
}

function remove(world: World, file: string, id: string): void {
  delete world[file]![id];
}

test('after every change an incremental scan says what a first scan of everything says', async () => {
  const world = firstWorld();
  const installation = await newInstallation(world);
  await run(installation, 'scan');
  expect((await run(installation, 'incremental')).report.evaluated).toBe(0);
  let before = '';
  for (const [what, change] of changes) {
    change(world);
    await writeWorld(installation.folder, world);
    const { report, findings } = await run(installation, 'incremental');
    const fresh = await run(await newInstallation(world), 'scan');
    expect([what, ...findings]).toEqual([what, ...fresh.findings]);
    expect([what, report.distinct]).toEqual([what, fresh.report.distinct]);
    // Only what the change concerns was judged.
    expect([what, report.evaluated > 0 && report.evaluated <= 6]).toEqual([what, true]);
    expect([what, JSON.stringify([findings, report.distinct]) === before]).toEqual([what, false]);
    before = JSON.stringify([findings, report.distinct]);
  }
});

test('a second source that is added later, or taken out, changes the findings of the first', async () => {
  const alone = agreementOf(source('eu', true) + fields);
  const installation = await newInstallation(firstWorld(), alone);
  const first = await run(installation, 'scan');
  expect(drift(first.findings)).toEqual([]);
  expect(first.report.distinct).toEqual({
    person: { total: 6, shared: 0 },
    company: { total: 2, shared: 0 },
    deal: { total: 3, shared: 0 },
  });
  await installation.write(both);
  const second = await run(installation, 'incremental');
  expect(second.findings).toEqual((await run(await newInstallation(firstWorld()), 'scan')).findings);
  expect(drift(second.findings)).toHaveLength(12);
  await installation.write(alone);
  const third = await run(installation, 'incremental');
  expect(third.findings).toEqual(first.findings);
  expect(third.report.distinct).toEqual(first.report.distinct);
});

test('a database of before keys were kept gets them from what it holds', async () => {
  const installation = await newInstallation(firstWorld());
  const expected = await run(installation, 'scan');
  const raw = new SqliteDatabase(join(installation.folder, 'hygiene.sqlite'));
  const newer = migrations.filter(({ number }) => number >= 4);
  raw.pragma('foreign_keys = OFF');
  for (const { sql } of newer)
    for (const [, table] of sql.matchAll(/CREATE TABLE (\w+)/g)) raw.exec(`DROP TABLE ${table}`);
  raw.exec(`DELETE FROM schema_migration WHERE number >= 4; DELETE FROM finding WHERE rule LIKE '%/crm-drift'`);
  raw.close();
  const found = await run(installation, 'incremental');
  expect(found.findings).toEqual(expected.findings);
  expect(found.report.distinct).toEqual(expected.report.distinct);
});
