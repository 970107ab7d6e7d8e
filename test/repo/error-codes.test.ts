import { expect, test } from '@jest/globals';
import { errorCodes } from '../../src/model/error-codes.ts';
import { findCodeProblems } from './error-codes.ts';
import { isTest, parseSource, readTree } from './source-file.ts';

const catalogue = Object.keys(errorCodes);

test('every error code is used, and every used code is in the catalogue', () => {
  const files = readTree(['src', 'rules', 'connectors']).filter((file) => !isTest(file.path));
  expect(findCodeProblems(files, catalogue)).toEqual([]);
});

test.each([
  ['used', "throw new UserError({ code: 'A_B', message: 'x' });", []],
  [
    'chosen',
    "throw new UserError({ code: now ? 'A_B' : 'A_C', message: 'x' });",
    ['src/a.ts:1 A_C is not in the catalogue'],
  ],
  ['named in a comment only', "// 'A_B'", ['src/model/error-codes.ts:1 A_B is used nowhere']],
  [
    'misspelt',
    "throw new UserError({ code: 'A_D', message: 'A_B' + 'A_B' });",
    ['src/a.ts:1 A_D is not in the catalogue'],
  ],
])('a code that is %s', (_, text, problems) => {
  expect(findCodeProblems([parseSource('src/a.ts', text)], ['A_B'])).toEqual(problems);
});
