import { expect, test } from '@jest/globals';
import { findUndocumented } from './doc-comments.ts';
import { problemLines } from './problem.ts';
import { parseSource, readTree } from './source-file.ts';

test('every exported symbol of the model is documented', () => {
  expect(problemLines(findUndocumented(readTree(['src/model'])))).toEqual([]);
});

test.each([
  ['a function', '/** Says why. */\nexport function a() {}', []],
  ['a function without', 'export function a() {}', ['src/a.ts:1 a has no doc comment']],
  ['a type after code', '/** Of b. */\nconst b = 1;\nexport type A = typeof b;', ['src/a.ts:3 A has no doc comment']],
  ['a plain comment', '/* Says why. */\nexport const a = 1;', ['src/a.ts:2 a has no doc comment']],
  ['an empty comment', '/** */\nexport const a = 1;', ['src/a.ts:2 a has no doc comment']],
  ['two names of one statement', '/** Both. */\nexport const a = 1,\n  b = 2;', []],
  [
    'a list with its type',
    'export const a = [1] as const;\n/** One of them. */\nexport type A = (typeof a)[number];',
    ['src/a.ts:1 a has no doc comment'],
  ],
  ['a re-export', "export * from './b.ts';\nexport { c } from './c.ts';", []],
  ['what is not exported', 'const a = 1;', []],
])('%s', (_, text, problems) => {
  expect(problemLines(findUndocumented([parseSource('src/a.ts', text)]))).toEqual(problems);
});
