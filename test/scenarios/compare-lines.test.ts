import { expect, test } from '@jest/globals';
import { alignLines } from './compare-lines.ts';

const cases: Readonly<Record<string, { actual: string[]; expected: string[]; shown: string[] }>> = {
  'placeholders stand for parts of a line': {
    actual: ['Run 12 at 2026-03-31T08:00:00.000Z by f83022'],
    expected: ['Run <number> at <time> by <any>'],
    shown: ['Run <number> at <time> by <any>'],
  },
  'a line that does not fit is shown as it is': {
    actual: ['Run twelve'],
    expected: ['Run <number>'],
    shown: ['Run twelve'],
  },
  'signs of patterns mean themselves': { actual: ['a.b (c)'], expected: ['a+b (c)'], shown: ['a.b (c)'] },
  'three dots stand for any lines up to the next': { actual: ['a', 'b', 'c'], expected: ['…', 'c'], shown: ['…', 'c'] },
  'what comes after the last expected line is shown': { actual: ['a', 'b'], expected: ['a'], shown: ['a', 'b'] },
  'what is missing is missing': { actual: ['a'], expected: ['a', 'b'], shown: ['a'] },
  'a line that never comes behind three dots is missing': { actual: ['a'], expected: ['…', 'b'], shown: ['…'] },
};

for (const [title, { actual, expected, shown }] of Object.entries(cases))
  test(title, () => expect(alignLines(actual, expected)).toEqual(shown));
