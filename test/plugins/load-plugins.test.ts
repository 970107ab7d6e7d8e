import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadPlugins, type PluginWorld } from '../../src/plugins/load-plugins.ts';
import type { ModuleSystem } from '../../src/plugins/module-system.ts';
import faxMissing from '../fixtures/example-rule/fax-missing.ts';

let folder = '';
const files = ['in/a.ts', 'in/deep/b.js', 'in/deep/c.mjs', 'out/a.ts', 'out/deep/d.js', 'e.ts', 'inner/f.ts'];
const links = { 'in/to-out.ts': 'out/a.ts', 'in/out-folder': 'out', 'to-in.ts': 'in/a.ts', 'in-link': 'in' };
const packages = ['allowed-one', '@scope/allowed', 'stranger', 'fs'];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'crm-hygiene-plugins-')));
  for (const file of [...files, ...packages.map((name) => `node_modules/${name}/index.js`)]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), 'export default 1;');
  }
  for (const [name, target] of Object.entries(links)) await symlink(join(folder, target), join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Notes what would be imported, and finds packages below the folder. */
function recorder() {
  const imported: string[] = [];
  const modules: ModuleSystem = {
    findPackage: (name, from) => pathToFileURL(join(from, 'node_modules', name, 'index.js')).href,
    async import(url) {
      imported.push(fileURLToPath(url));
      return { default: faxMissing };
    },
  };
  return { imported, modules };
}

function world(listed: readonly string[], modules: ModuleSystem): PluginWorld {
  const sleep = (): Promise<void> => new Promise(() => undefined);
  return { rules: [], connectors: [], listed, workingFolder: folder, folder, modules, sleep };
}

/** Every file that a list allows, found without the code under test. */
async function allowedBy(listed: readonly string[]): Promise<ReadonlySet<string>> {
  const paths = listed.filter((entry) => entry.startsWith('.'));
  const homes = await Promise.all(paths.map((entry) => realpath(join(folder, entry)).catch(() => '')));
  const inside = files
    .map((file) => join(folder, file))
    .filter((file) => homes.some((home) => home !== '' && (file === home || file.startsWith(home + sep))));
  const own = packages.filter((name) => name !== 'fs' && listed.includes(name));
  return new Set([...inside, ...own.map((name) => join(folder, 'node_modules', name, 'index.js'))]);
}

const entry = fc.constantFrom(
  './in',
  './in/',
  './in/a.ts',
  './in-link',
  './to-in.ts',
  './out/../e.ts',
  './none',
  'allowed-one',
  '@scope/allowed',
  'fs',
);
const parts = [
  '.',
  '..',
  'in',
  'out',
  'deep',
  'a.ts',
  'b.js',
  'd.js',
  'e.ts',
  'to-out.ts',
  'out-folder',
  'inner',
  'f.ts',
  'in-link',
  'to-in.ts',
  'node_modules',
  'stranger',
  'index.js',
];
const name = fc.oneof(
  fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }).map((all) => `./${all.join('/')}`),
  fc.constantFrom(...files.map((file) => `./${file}`), ...Object.keys(links).map((link) => `./${link}`)),
  fc.constantFrom(
    ...packages,
    'node:fs',
    'data:text/javascript,1',
    '/etc/passwd.js',
    'https://a.example/b.js',
    '../e.ts',
  ),
);

test('whatever is named and listed, nothing that is not listed is ever imported', async () => {
  let imports = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 3 }), fc.array(name, { maxLength: 6 }), async (listed, names) => {
      const { imported, modules } = recorder();
      const requests = names.map((one) => ({ kind: 'rules' as const, name: one }));
      const plugins = await loadPlugins(requests, world(listed, modules));
      const allowed = await allowedBy(listed);
      expect(imported.filter((file) => !allowed.has(file))).toEqual([]);
      expect(plugins.map((plugin) => plugin.name)).toEqual(names);
      imports += imported.length;
    }),
    { numRuns: 300 },
  );
  // Otherwise the property would hold of a loader that loads nothing.
  expect(imports).toBeGreaterThan(20);
});

test.each([
  ['./in', './in/a.ts', true],
  ['./in', './inner/f.ts', false],
  ['./in', './in/to-out.ts', false],
  ['./in', './in/out-folder/a.ts', false],
  ['./in/to-out.ts', './in/to-out.ts', true],
  ['./in-link', './in/deep/b.js', true],
  ['./in/a.ts', './to-in.ts', true],
  ['./in/a.ts', './in/deep/b.js', false],
  ['allowed-one', 'allowed-one', true],
  ['allowed-one', './node_modules/allowed-one/index.js', false],
  ['./allowed-one', 'allowed-one', false],
  ['fs', 'fs', false],
])('a list of %s and the name %s: imported %s', async (listed, asked, isImported) => {
  const { imported, modules } = recorder();
  await loadPlugins([{ kind: 'rules', name: asked }], world([listed], modules));
  expect(imported.length > 0).toBe(isImported);
});

test('what is there and what is not is told apart only for names that are allowed', async () => {
  const { modules } = recorder();
  const why = async (listed: readonly string[], asked: string) => {
    const [plugin] = await loadPlugins([{ kind: 'rules', name: asked }], world(listed, modules));
    return plugin?.is === 'refused' ? plugin.why : plugin?.is;
  };
  expect([await why([], './e.ts'), await why([], './absent.ts')]).toEqual(['not allowed', 'not allowed']);
  expect([await why(['.'], './e.ts'), await why(['.'], './absent.ts')]).toEqual(['rules', 'not loaded']);
});

test('one module under two names brings its rules once', async () => {
  const { modules } = recorder();
  const requests = ['./in/a.ts', './././in/a.ts'].map((one) => ({ kind: 'rules' as const, name: one }));
  const [first, second] = await loadPlugins(requests, world(['./in'], modules));
  expect(first?.is).toBe('rules');
  expect(second).toMatchObject({ is: 'refused', reasons: ['is the same module as "./in/a.ts"; keep one of them'] });
});
