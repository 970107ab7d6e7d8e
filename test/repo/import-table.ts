/** A part of the tree and what its files may import beside their own part. A part ends in `/` or is one file. */
export interface Part {
  readonly name: string;
  /** Path prefixes or files; the longest prefix of all parts decides where a file belongs. */
  readonly paths: readonly string[];
  readonly may: readonly string[];
}

const core = ['agreement', 'config', 'engine', 'plugins', 'sync', 'writeback', 'webhooks', 'queue', 'store'];
const everything = ['model', 'log', 'transport', ...core, 'jobs', 'server', 'dashboard', 'sandbox', 'sandbox/core'];

/** Parts that know the model alone: they meet through its interfaces. */
const coreParts: readonly Part[] = core.map((name) => ({ name, paths: [`src/${name}/`], may: ['model', 'log'] }));

/** Who may import whom; a file in no part of this table is an offence too. */
export const importTable: readonly Part[] = [
  { name: 'model', paths: ['src/model/'], may: [] },
  { name: 'log', paths: ['src/log.ts'], may: ['model'] },
  { name: 'transport', paths: ['src/transport/'], may: ['model'] },
  ...coreParts,
  { name: 'jobs', paths: ['src/jobs/'], may: ['model', 'log', 'engine', 'sync', 'writeback'] },
  { name: 'server', paths: ['src/server/'], may: ['model', 'log', 'webhooks'] },
  // The dashboard shares nothing with the server but the types of its answers.
  { name: 'server/api types', paths: ['src/server/api/types.ts'], may: ['model'] },
  { name: 'dashboard', paths: ['src/dashboard/'], may: ['server/api types'] },
  // The imitated CRMs share no code with the connectors, or they would agree with their mistakes.
  { name: 'sandbox/core', paths: ['src/sandbox/core/'], may: [] },
  { name: 'sandbox', paths: ['src/sandbox/'], may: ['sandbox/core'] },
  { name: 'testing', paths: ['src/testing/'], may: ['model', 'sandbox/core'] },
  {
    name: 'cli',
    paths: ['src/cli/'],
    may: ['app', 'server', 'sandbox', 'sandbox/core', 'model', 'log', 'jobs', 'engine', 'agreement'],
  },
  {
    name: 'app',
    paths: ['src/app.ts', 'src/agreement-at-work.ts', 'src/open-impact.ts'],
    may: [...everything, 'rules', 'connectors'],
  },
  { name: 'index', paths: ['src/index.ts'], may: [...everything, 'rules', 'connectors'] },
  { name: 'rules/checks', paths: ['rules/checks/'], may: ['model'] },
  ...['person', 'lead', 'company', 'deal'].map((family) => ({
    name: `rules/${family}`,
    paths: [`rules/${family}/`],
    may: ['model', 'rules/checks'],
  })),
  {
    name: 'rules',
    paths: ['rules/index.ts', 'rules/registry.ts', 'rules/generated/'],
    may: ['model', 'rules/person', 'rules/lead', 'rules/company', 'rules/deal'],
  },
  ...['hubspot', 'salesforce', 'file'].map((crm) => ({
    name: `connectors/${crm}`,
    paths: [`connectors/${crm}/`],
    may: ['model', 'transport'],
  })),
  {
    name: 'connectors',
    paths: ['connectors/index.ts'],
    may: ['model', 'connectors/hubspot', 'connectors/salesforce', 'connectors/file'],
  },
];

/** Packages and built-in modules that only some paths may import; what is not listed is free. */
export const packageHomes: readonly { readonly packages: readonly string[]; readonly homes: readonly string[] }[] = [
  { packages: ['@hubspot/api-client'], homes: ['connectors/hubspot/'] },
  { packages: ['jsforce'], homes: ['connectors/salesforce/client.ts'] },
  { packages: ['p-queue'], homes: ['src/transport/'] },
  { packages: ['express'], homes: ['src/server/', 'src/sandbox/'] },
  { packages: ['better-sqlite3', 'kysely'], homes: ['src/store/', 'src/queue/'] },
  { packages: ['winston'], homes: ['src/log.ts'] },
  { packages: ['commander'], homes: ['src/cli/'] },
];

/** Parts that compute and nothing else: no built-in module that reaches outside the process, and only these packages. */
export const pureParts: readonly { readonly path: string; readonly packages: readonly string[] | 'any' }[] = [
  { path: 'src/model/', packages: ['zod'] },
  { path: 'src/engine/', packages: 'any' },
  { path: 'src/writeback/', packages: 'any' },
  { path: 'rules/', packages: 'any' },
];

/** Built-in modules that compute only. */
export const pureBuiltins: readonly string[] = ['node:crypto', 'node:util', 'node:assert', 'node:buffer', 'node:path'];

/** Where the names of vendors may be written; elsewhere `src` knows no CRM. */
export const vendorHomes: readonly string[] = ['src/sandbox/', 'src/cli/', 'src/app.ts'];
export const vendorNames: readonly string[] = ['hubspot', 'salesforce'];

/** Where `process.env` may be read. */
export const environmentHomes: readonly string[] = ['src/config/', 'src/cli/', 'src/app.ts'];

/** Where the real clock and real randomness may be read. The sandbox reads it where it is opened, nowhere deeper. */
export const clockHomes: readonly string[] = [
  'src/cli/',
  'src/app.ts',
  'src/sandbox/index.ts',
  'src/sandbox/*/index.ts',
];
