import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findImportProblems } from './imports.ts';
import { manifest } from './manifest.ts';
import { problemLines } from './problem.ts';
import { parseSource, root } from './source-file.ts';

const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const examples = [...text.matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)].map(([, path, code]) => parseSource(path!, code!));

test('the example rule imports what is there, and only what a rule may', () => {
  const paths = examples.map(({ path }) => path);
  expect(paths).toEqual(['rules/deal/type-missing.ts', 'rules/deal/type-missing.test.ts']);
  const world = {
    dependencies: Object.keys(manifest.dependencies),
    devDependencies: Object.keys(manifest.devDependencies),
    hasFile: (path: string) => paths.includes(path) || existsSync(join(root, path)),
  };
  expect(problemLines(findImportProblems(examples, world))).toEqual([]);
});

test('every npm script, file and folder that is named is there', () => {
  const scripts = [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name]) => name!);
  expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
  const named = [...text.matchAll(/`((?:src|rules|connectors|test|\.ci|\.env)[\w/.-]*)`/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
