import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { findLayoutProblems, findUnrunTests } from './layout.ts';
import { isGenerated, listFiles, root, sourceFolders } from './source-file.ts';

const files = listFiles('');
const lineCountOf = (path: string) => readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length;

test('jest runs every test file of the tree', async () => {
  const loaded: unknown = await import(join(root, 'jest.config.js'));
  const { testMatch } = z.object({ default: z.object({ testMatch: z.array(z.string()) }) }).parse(loaded).default;
  expect(files.filter((path) => path.endsWith('.test.ts')).length).toBeGreaterThan(0);
  expect(findUnrunTests(files, testMatch)).toEqual([]);
});

test.each([
  ['in a folder jest does not run', ['src/sync/a.test.ts'], ['src/sync/a.test.ts']],
  ['named .spec.ts', ['test/a.spec.ts'], ['test/a.spec.ts']],
  ['named .test.tsx', ['test/a.test.tsx'], ['test/a.test.tsx']],
  ['at the root', ['a.test.ts'], ['a.test.ts']],
  ['in its place', ['test/a.test.ts', 'test/deep/er/a.test.ts', 'src/latest.ts'], []],
])('a test %s', (_, paths, unrun) => {
  expect(findUnrunTests(paths, ['<rootDir>/test/**/*.test.ts'])).toEqual(unrun);
});

test('files are small, named after what they hold, and the top level is fixed', () => {
  const ours = files.filter(
    (path) => sourceFolders.some((folder) => path.startsWith(`${folder}/`)) && !isGenerated(path),
  );
  expect(findLayoutProblems(ours, lineCountOf)).toEqual([]);
  const topLevel = new Set(files.filter((path) => path.includes('/')).map((path) => path.split('/')[0]!));
  expect([...topLevel].filter((name) => !name.startsWith('.')).sort()).toEqual(['connectors', 'rules', 'src', 'test']);
});

test.each([
  ['src/sync/pull.ts', 400, []],
  ['src/sync/pull.ts', 401, ['src/sync/pull.ts:1 has 401 lines, more than 400: split it by what it does']],
  ['src/sync/date-utils.ts', 9, ['src/sync/date-utils.ts:1 is named "utils": name it after what it does']],
  ['src/helpers/pull.ts', 9, ['src/helpers/pull.ts:1 is named "helpers": name it after what it does']],
  ['src/sync/pullPages.ts', 9, ['src/sync/pullPages.ts:1 is not in kebab-case']],
  ['src/store/migrations/0001-start.sql', 9, []],
])('%s with %i lines', (path, lines, problems) => {
  expect(findLayoutProblems([path], () => lines)).toEqual(problems);
});
