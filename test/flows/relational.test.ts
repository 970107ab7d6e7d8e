import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scan } from '../../src/jobs/scan.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { type Installation, install } from '../kit/installation.ts';

const now = new Date('2024-04-11T10:00:00Z');

/** The rules that look at other records of the source are strict ones; two have limits that a few records reach. */
const agreement = `version: 1
agreement: {name: One, timezone: Europe/Berlin, currency: EUR}
extends: [strict@1]
rules:
  lead/owner-overloaded: {severity: low, leads: 2}
  deal/next-step-copied: {severity: low, deals: 3}
crms:
  main:
    connector: file
    sync: [contacts, leads, companies, deals]
    results: results.csv
    contacts:
      file: contacts.csv
      id: Id
      columns: {email: Email, first name: First, last name: Last, phone: Phone, company name: Company}
    leads:
      file: leads.csv
      id: Id
      columns: {email: Email, last name: Last, owner: Owner, lifecycle stage: Stage, last outbound touch: Touched}
      lifecycle: {lead: lead, working: working}
    companies: {file: companies.csv, id: Id, columns: {name: Name, domain: Domain}}
    deals:
      file: deals.csv
      id: Id
      columns: {name: Name, amount: Amount, stage: Stage, next step: Next, owner: Owner}
      stages: {Open: open, Won: won}
      pipeline: Sales
`;

/** What some finding must say. */
const relational = [
  ...['person/duplicate-email', 'person/duplicate-phone', 'person/duplicate-name-company'],
  ...['lead/duplicate-of-contact', 'lead/owner-overloaded', 'company/duplicate-domain', 'company/duplicate-name'],
  ...['deal/next-step-copied', 'deal/amount-implausible', 'won deals of the pipeline are worth (median'],
] as const;

/** The values that a column may have; few, so that records often share them. */
const columns: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  contacts: {
    Email: ['nora@acme.de', 'NORA@acme.de', 'n@acme.de', ''],
    First: ['Nora', 'Norah', 'Jan'],
    Last: ['Berg', 'Bergh', 'Petersen'],
    Phone: ['+493023125012', '+493023125013', ''],
    Company: ['Acme GmbH', 'ACME', 'Brand AG', ''],
  },
  leads: {
    Email: ['nora@acme.de', 'n@acme.de', 'm@brand.de', 'k@brand.de', 'j@brand.de', ''],
    Last: ['Berg'],
    Owner: ['1', '1', '2'],
    Stage: ['lead', 'lead', 'working'],
    Touched: ['', '', '2024-04-02'],
  },
  companies: { Name: ['Acme GmbH', 'Acme AG', 'Brand'], Domain: ['acme.de', 'www.acme.de', 'brand.de', ''] },
  deals: {
    Name: ['Deal'],
    Amount: ['100', '100', '900', '20000', '-5'],
    Stage: ['Open', 'Won'],
    Next: ['Call', 'call ', 'Meet'],
    Owner: ['1', '2'],
  },
};

type Row = Readonly<Record<string, string>>;
type World = Readonly<Record<string, ReadonlyMap<string, Row>>>;

const rowsPerFile: Readonly<Record<string, number>> = { contacts: 5, leads: 7, companies: 4, deals: 24 };

const rowOf = (file: string): fc.Arbitrary<Row> =>
  fc.record(
    Object.fromEntries(Object.entries(columns[file]!).map(([name, values]) => [name, fc.constantFrom(...values)])),
  );

const world: fc.Arbitrary<World> = fc.record(
  Object.fromEntries(
    Object.entries(rowsPerFile).map(([file, count]) => [
      file,
      fc
        .array(rowOf(file), { minLength: count, maxLength: count })
        .map((rows): ReadonlyMap<string, Row> => new Map(rows.map((row, index) => [String(index + 1), row]))),
    ]),
  ),
);

/** One row that is another now, is new, or (null) is gone. */
interface Change {
  readonly file: string;
  readonly id: string;
  readonly row: Row | null;
}

const change: fc.Arbitrary<Change> = fc.constantFrom(...Object.keys(columns)).chain((file) =>
  fc.record({
    file: fc.constant(file),
    id: fc.integer({ min: 1, max: rowsPerFile[file]! + 1 }).map(String),
    row: fc.option(rowOf(file), { freq: 4 }),
  }),
);

function changed(before: World, { file, id, row }: Change): World {
  const rows = new Map(before[file]);
  if (row) rows.set(id, row);
  else rows.delete(id);
  return { ...before, [file]: rows };
}

async function writeWorld(folder: string, files: World): Promise<void> {
  for (const [file, rows] of Object.entries(files)) {
    const names = Object.keys(columns[file]!);
    const lines = [...rows].map(([id, row]) => [id, ...names.map((name) => row[name] ?? '')].join(','));
    await writeFile(join(folder, `${file}.csv`), `${[['Id', ...names].join(','), ...lines].join('\n')}\n`);
  }
}

let installations: Installation[] = [];
beforeEach(() => {
  installations = [];
});
afterEach(async () => {
  for (const installation of installations) await installation.remove();
});

async function newInstallation(files: World): Promise<Installation> {
  const installation = await install(agreement, null);
  installations.push(installation);
  await writeWorld(installation.folder, files);
  return installation;
}

async function run(installation: Installation, kind: 'scan' | 'incremental'): Promise<readonly string[]> {
  const app = await installation.open(now);
  try {
    const report = await scan(app.context, { kind, mode: 'preview' });
    expect(report.problems).toEqual([]);
    const lines: string[] = [];
    for (const object of ['contact', 'lead', 'company', 'deal'] satisfies ObjectType[])
      for (const one of await app.context.store.openFindings({ source: 'main', object, after: '', limit: 1000 }))
        lines.push(`${object} ${one.record.id} ${one.rule}: ${one.message}`);
    return lines.sort();
  } finally {
    await app.close();
  }
}

test('after any changes an incremental scan finds what a full one finds; every rule has its turn', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
      async (first, steps) => {
        let files = first;
        const installation = await newInstallation(files);
        await run(installation, 'scan');
        for (const changes of steps) {
          files = changes.reduce(changed, files);
          await writeWorld(installation.folder, files);
          const found = await run(installation, 'incremental');
          expect(found).toEqual(await run(await newInstallation(files), 'scan'));
          for (const line of found) for (const words of relational) if (line.includes(words)) seen.add(words);
        }
      },
    ),
    { numRuns: 8, seed: 7 },
  );
  expect([...seen].sort()).toEqual([...relational].sort());
}, 180_000);
