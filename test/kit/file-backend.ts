import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ObjectType } from '../../src/model/record.ts';
import type { Backend, CrmAccount, Seed, StoredHealth } from '../../src/testing/index.ts';

/** Columns of an export by the name of the field they hold. */
const columns: Readonly<Record<ObjectType, Readonly<Record<string, string>>>> = {
  contact: { firstName: 'First', lastName: 'Last', jobTitle: 'Title', email: 'E-mail', region: 'Region' },
  lead: { firstName: 'First', lastName: 'Last', jobTitle: 'Title', companyName: 'Firm', email: 'E-mail' },
  company: { name: 'Account Name', domain: 'Domain', employees: 'Employees' },
  deal: { name: 'Deal Name', amount: 'Amount', closeDate: 'Close Date' },
};
const linkColumns: Readonly<Record<string, string>> = { company: 'Company IDs', contact: 'Contact IDs' };
const linkedTo: Readonly<Record<ObjectType, readonly ObjectType[]>> = {
  contact: ['company'],
  lead: ['company', 'contact'],
  company: [],
  deal: ['company', 'contact'],
};
const fileOf: Readonly<Record<ObjectType, string>> = {
  contact: 'contacts',
  lead: 'leads',
  company: 'companies',
  deal: 'deals',
};
const objects = Object.keys(fileOf) as ObjectType[];

const config = {
  contacts: {
    file: 'contacts.csv',
    id: 'ID',
    columns: { 'first name': 'First', 'last name': 'Last', 'job title': 'Title', email: 'E-mail' },
    company: { column: 'Company IDs', separator: ';' },
  },
  leads: {
    file: 'leads.csv',
    id: 'ID',
    columns: {
      'first name': 'First',
      'last name': 'Last',
      'job title': 'Title',
      'company name': 'Firm',
      email: 'E-mail',
    },
    company: { column: 'Company IDs', separator: ';' },
    contact: { column: 'Contact IDs', separator: ';' },
  },
  companies: {
    file: 'companies.csv',
    id: 'ID',
    columns: { name: 'Account Name', domain: 'Domain', employees: 'Employees' },
  },
  deals: {
    file: 'deals.csv',
    id: 'ID',
    columns: { name: 'Deal Name', amount: 'Amount', 'close date': 'Close Date' },
    company: { column: 'Company IDs', separator: ';' },
    contact: { column: 'Contact IDs', separator: ';' },
  },
};

interface Row {
  readonly id: string;
  readonly cells: Readonly<Record<string, string>>;
}

function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function csvOf(object: ObjectType, rows: readonly Row[]): string {
  const header = ['ID', ...Object.values(columns[object]), ...linkedTo[object].map((to) => linkColumns[to]!)];
  const lines = rows.map(({ id, cells }) => header.map((name) => cell(name === 'ID' ? id : (cells[name] ?? ''))));
  return [header.map(cell), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/** The exports of one account, kept in memory and written whole. */
class Exports {
  readonly folder: string;
  private readonly rows: Readonly<Record<ObjectType, Row[]>> = { contact: [], lead: [], company: [], deal: [] };

  constructor(folder: string) {
    this.folder = folder;
  }

  add(seed: Seed, id: string, seeds: readonly Seed[], ids: readonly string[]): void {
    const own = Object.entries(seed.values).map(([name, text]) => [columns[seed.object][name]!, text.toWellFormed()]);
    const links = linkedTo[seed.object].map((to) => {
      const targets = (seed.links ?? []).filter((place) => seeds[place]!.object === to);
      return [linkColumns[to]!, targets.map((place) => ids[place]).join(';')];
    });
    this.rows[seed.object].push({ id, cells: Object.fromEntries([...own, ...links]) });
  }

  find(object: ObjectType, id: string): Row | undefined {
    return this.rows[object].find((row) => row.id === id);
  }

  remove(object: ObjectType, id: string): void {
    this.rows[object].splice(
      this.rows[object].findIndex((row) => row.id === id),
      1,
    );
  }

  /** Replaces the file at once, as an export that is saved anew. */
  async save(object: ObjectType): Promise<void> {
    const path = join(this.folder, `${fileOf[object]}.csv`);
    await writeFile(`${path}.new`, csvOf(object, this.rows[object]));
    await rename(`${path}.new`, path);
  }

  /** What the results file holds of a record, by the column names of its documentation. */
  async results(object: ObjectType, id: string): Promise<Readonly<Record<string, string>>> {
    const path = join(this.folder, `${fileOf[object]}-hygiene.csv`);
    const text = await readFile(path, 'utf8').catch(() => '');
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true });
    return rows.find((row) => row.object === object && unguarded(row.id ?? '') === id) ?? {};
  }
}

/** Takes off the apostrophe that keeps a spreadsheet from running a formula. */
function unguarded(text: string): string {
  return /^''*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(text) ? text.slice(1) : text;
}

async function health(exports: Exports, object: ObjectType, id: string): Promise<StoredHealth> {
  const row = await exports.results(object, id);
  const text = (name: string): string => unguarded(row[`hygiene_${name}`] ?? '');
  return {
    ...(text('score') ? { score: Number(text('score')) } : {}),
    grade: text('grade'),
    stageHealth: text('stage_health'),
    flags: text('flags').split(';').filter(Boolean),
    nextAction: text('next_action'),
    scoredAt: text('scored_at'),
  };
}

function accountOver(exports: Exports, ids: readonly string[]): CrmAccount {
  return {
    ids,
    absentId: 'nobody',
    config,
    secrets: {},
    folder: exports.folder,
    ownFields: [{ object: 'contact', name: 'region', type: 'text', column: 'Region' }],
    now: () => Date.now(),
    async stored(object, id) {
      const row = exports.find(object, id);
      return row
        ? Object.fromEntries(Object.entries(columns[object]).map(([field, name]) => [field, row.cells[name] ?? null]))
        : null;
    },
    health: (object, id) => health(exports, object, id),
    async delete(object, id) {
      exports.remove(object, id);
      await exports.save(object);
    },
    close: () => rm(exports.folder, { recursive: true, force: true }),
  };
}

/** Exports in a temporary folder, as the conformance kit drives them. */
export const fileBackend: Backend = {
  lacks: {
    merge: 'an export shows what is left after a merge, and no more',
    refuse: 'a results file takes every value',
  },
  async open(seeds) {
    const exports = new Exports(await mkdtemp(join(tmpdir(), 'hygiene-conformance-')));
    const ids = seeds.map(({ id }, place) => id ?? `${1000 + place}`);
    for (const [place, seed] of seeds.entries()) exports.add(seed, ids[place]!, seeds, ids);
    for (const object of objects) await exports.save(object);
    return accountOver(exports, ids);
  },
};
