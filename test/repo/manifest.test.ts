import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { manifest } from './manifest.ts';
import { root } from './source-file.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), hasInstallScript: z.boolean().optional() }),
  ),
});
const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
const pinned = { ...manifest.dependencies, ...manifest.devDependencies };

test('every version is exact, and the lock file has the same one', () => {
  const loose = Object.entries({ ...pinned, ...manifest.overrides }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
  const locked = Object.keys(pinned).map((name) => [name, lock.packages[`node_modules/${name}`]?.version]);
  expect(Object.fromEntries(locked)).toEqual(pinned);
});

test('no package is both for users and for developers', () => {
  expect(Object.keys(manifest.dependencies).filter((name) => name in manifest.devDependencies)).toEqual([]);
});

test('installing us runs nothing of ours', () => {
  const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'preprepare', 'postprepare'];
  expect(lifecycle.filter((name) => name in manifest.scripts)).toEqual([]);
});

// npm 12 runs no install script without an entry here, and npm 11 warns. Only `node` needs its script: it fetches the
// binary. The others check for a binary that is inside their package, or would compile one with tools a bare machine lacks.
test('every install script of a dependency is decided on, and only that of node runs', () => {
  const withScript = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    .filter((name) => name !== 'fsevents');
  expect([...new Set([...withScript, 'better-sqlite3'])].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
  expect(Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name])).toEqual(['node']);
});

test('the supported Node covers what the tests run on', () => {
  const minimum = /^>=(\d+)\.(\d+)$/.exec(manifest.engines.node);
  expect(minimum).not.toBeNull();
  expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(Number(minimum![1]));
  expect(`v${manifest.devDependencies.node}`).toBe(process.version);
});

test('what the package names is there', () => {
  const named = ['README.md', 'LICENSE', 'NOTICE'];
  expect(named.filter((name) => !manifest.files.includes(name) || !existsSync(join(root, name)))).toEqual([]);
});

test('the licence is the whole Apache licence, version 2.0', () => {
  expect(manifest.license).toBe('Apache-2.0');
  const text = readFileSync(join(root, 'LICENSE'), 'utf8');
  expect(text).toMatch(/^\s*Apache License\n\s*Version 2\.0, January 2004/);
  expect(text).toContain('END OF TERMS AND CONDITIONS');
  expect(text.split('\n').length).toBeGreaterThan(200);
});

test('`npm run check` runs every check there is', () => {
  const checks = Object.keys(manifest.scripts).filter((name) => name.startsWith('check:'));
  expect(manifest.scripts.check!.split(' && ')).toEqual(checks.map((name) => `npm run -s ${name}`));
});
