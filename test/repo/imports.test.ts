import { expect, test } from '@jest/globals';
import { findCycles } from './cycles.ts';
import { importTable } from './import-table.ts';
import { findImportProblems, partOf } from './imports.ts';
import { problemLines } from './problem.ts';
import { findPurityProblems } from './purity.ts';
import { parseSource, readTree } from './source-file.ts';
import { findTreeProblems } from './tree-problems.ts';

function parseAll(files: Readonly<Record<string, string>>) {
  return Object.entries(files).map(([path, text]) => parseSource(path, text));
}

/** Import problems of a small made-up tree; every file the table's examples name exists in it. */
function importProblemsOf(path: string, text: string): readonly string[] {
  const world = {
    dependencies: ['zod', 'express', 'p-queue'],
    devDependencies: ['fast-check'],
    hasFile: (name: string) => !name.includes('absent'),
  };
  return problemLines(findImportProblems(parseAll({ [path]: text }), world));
}

test('the tree keeps to the table', () => {
  expect(problemLines(findTreeProblems(readTree()))).toEqual([]);
});

test('every name in the table is a part of the table', () => {
  const names = importTable.map((part) => part.name);
  expect(new Set(names).size).toBe(names.length);
  expect(importTable.flatMap((part) => part.may).filter((name) => !names.includes(name))).toEqual([]);
});

test.each([
  ['src/model/rule.ts', 'model'],
  ['src/sandbox/core/clock.ts', 'sandbox/core'],
  ['src/sandbox/hubspot/index.ts', 'sandbox'],
  ['rules/index.ts', 'rules'],
  ['rules/deal/close-date-past.ts', 'rules/deal'],
  ['src/helpers/x.ts', undefined],
])('%s belongs to %s', (path, name) => {
  expect(partOf(path)?.name).toBe(name);
});

test.each([
  ['own part', 'src/sync/a.ts', "import { b } from './b.ts';"],
  ['the model', 'src/sync/a.ts', "import type { B } from '../model/b.ts';"],
  ['a check from a rule', 'rules/deal/a.ts', "import { b } from '../checks/b.ts';"],
  ['anything from a test', 'test/flows/a.test.ts', "import { b } from '../../src/store/b.ts'; import 'fast-check';"],
  ['a test beside a rule', 'rules/deal/a.test.ts', "import { b } from '../../src/testing/b.ts';"],
  ['the sandbox core from the kit', 'src/testing/a.ts', "import { b } from '../sandbox/core/b.ts';"],
  ['a declared package', 'src/server/a.ts', "import express from 'express';"],
  ['a built-in module', 'src/store/a.ts', "import { join } from 'node:path';"],
  ['words in a string', 'src/sync/a.ts', `export const a = "import { b } from '../store/b.ts'";`],
  ['words in a comment', 'src/sync/a.ts', "// like import('../store/b.ts')\nexport const a = 1;"],
])('allowed: %s', (_, path, text) => {
  expect(importProblemsOf(path, text)).toEqual([]);
});

test.each([
  [
    'a static import',
    'src/sync/a.ts',
    "import { c } from './c.ts';\n\nimport { b } from '../writeback/b.ts';",
    'src/sync/a.ts:3 imports src/writeback/b.ts: sync may import model, log only',
  ],
  [
    'an import of a type',
    'src/model/a.ts',
    "import type { B } from '../store/b.ts';",
    'src/model/a.ts:1 imports src/store/b.ts: model may import nothing else of ours',
  ],
  [
    'a type written in place',
    'src/model/a.ts',
    "export type A =\n  import('../store/b.ts').B;",
    'src/model/a.ts:2 imports src/store/b.ts: model may import nothing else of ours',
  ],
  [
    'a re-export',
    'rules/deal/a.ts',
    "export * from '../lead/b.ts';",
    'rules/deal/a.ts:1 imports rules/lead/b.ts: rules/deal may import model, rules/checks only',
  ],
  [
    'a named re-export',
    'connectors/hubspot/a.ts',
    "export { b } from '../salesforce/b.ts';",
    'connectors/hubspot/a.ts:1 imports connectors/salesforce/b.ts: connectors/hubspot may import model, transport only',
  ],
  [
    'a dynamic import',
    'src/sandbox/a.ts',
    "export const a = () => import('../model/b.ts');",
    'src/sandbox/a.ts:1 imports src/model/b.ts: sandbox may import sandbox/core only',
  ],
  [
    'a test',
    'src/sync/a.ts',
    "import { b } from '../../test/kit/b.ts';",
    'src/sync/a.ts:1 imports test/kit/b.ts: tests are imported by tests only',
  ],
  [
    'no extension',
    'src/sync/a.ts',
    "import { b } from './b';",
    'src/sync/a.ts:1 imports "./b" without an extension: write "./b.ts"',
  ],
  [
    'a file that is not there',
    'src/sync/a.ts',
    "import { b } from './absent.ts';",
    'src/sync/a.ts:1 imports src/sync/absent.ts, which does not exist',
  ],
  [
    'an undeclared package',
    'src/sync/a.ts',
    "import { b } from '@left/pad/deep';",
    'src/sync/a.ts:1 imports @left/pad, which is not in the dependencies of package.json',
  ],
  [
    'a package for tests only',
    'src/sync/a.ts',
    "import 'fast-check';",
    'src/sync/a.ts:1 imports fast-check, which is not in the dependencies of package.json',
  ],
  [
    'a package of another part',
    'src/webhooks/a.ts',
    "import express from 'express';",
    'src/webhooks/a.ts:1 imports express: only src/server/, src/sandbox/ may',
  ],
  [
    'I/O in a pure part',
    'rules/deal/a.ts',
    "import { readFile } from 'node:fs/promises';",
    'rules/deal/a.ts:1 imports node:fs/promises: rules/ computes only, so I/O is passed in',
  ],
  [
    'a built-in module without node:',
    'src/store/a.ts',
    "import fs from 'fs';",
    'src/store/a.ts:1 imports "fs": write "node:fs"',
  ],
  [
    'a new folder',
    'src/extra/a.ts',
    'export const a = 1;',
    'src/extra/a.ts:1 is in no part of test/repo/import-table.ts',
  ],
])('refused: %s', (_, path, text, problem) => {
  expect(importProblemsOf(path, text)).toEqual([problem]);
});

test('a cycle is shown as the shortest way round, and only once', () => {
  const files = parseAll({
    'src/sync/a.ts': "import './b.ts';",
    'src/sync/b.ts': "\nimport './c.ts';",
    'src/sync/c.ts': "import './a.ts'; import './b.ts';",
    'src/sync/d.ts': "import './a.ts';",
  });
  expect(problemLines(findCycles(files))).toEqual([
    'src/sync/a.ts:1 is in a cycle: src/sync/a.ts → src/sync/b.ts → src/sync/c.ts → src/sync/a.ts',
  ]);
});

test('a file that imports itself is a cycle', () => {
  expect(findCycles(parseAll({ 'src/sync/a.ts': "import './a.ts';" }))).toHaveLength(1);
});

test('types alone make no cycle', () => {
  const files = parseAll({
    'src/sync/a.ts': "import { b } from './b.ts'; export type A = typeof b;",
    'src/sync/b.ts': "import type { A } from './a.ts'; export const b = 1 as unknown as A;",
  });
  expect(findCycles(files)).toEqual([]);
});

test.each([
  ['src/sync/a.ts', "// Like HubSpot's cursor.\n", 'names a CRM ("hubspot"): src knows none'],
  ['rules/deal/a.ts', 'console.log(1);', 'reads console.log: write to the log or to a stream that was passed in'],
  ['connectors/file/a.ts', 'export const a = process.env.X;', 'reads process.env: the environment is passed in'],
  ['src/store/a.ts', 'export const a = Date.now();', 'reads Date.now: time and randomness are passed in'],
  ['src/store/a.ts', 'export const a = { now: Date.now };', 'reads Date.now: time and randomness are passed in'],
  [
    'src/store/a.ts',
    'export const a = new Date();',
    'reads the clock with new Date(): time and randomness are passed in',
  ],
  ['src/sandbox/core/a.ts', 'export const a = Math.random();', 'reads Math.random: time and randomness are passed in'],
])('impure in %s: %s', (path, text, problem) => {
  expect(problemLines(findPurityProblems(parseAll({ [path]: text })))).toEqual([`${path}:1 ${problem}`]);
});

test.each([
  ['src/cli/a.ts', 'export const a = [process.env, new Date(), Math.random()]; // HubSpot'],
  ['src/store/a.ts', 'export const a = new Date(0); // not Date.now() nor process.env'],
  ['connectors/hubspot/a.ts', '// HubSpot'],
  ['test/engine/a.test.ts', 'export const a = new Date();'],
])('pure enough in %s: %s', (path, text) => {
  expect(findPurityProblems(parseAll({ [path]: text }))).toEqual([]);
});
