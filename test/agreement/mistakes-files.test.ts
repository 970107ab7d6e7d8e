import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Problem } from '../../src/agreement/problem.ts';
import { judgeExamples } from '../../src/engine/judge-example.ts';
import { load } from './kit/built-in.ts';
import { catalogs } from './kit/catalogs.ts';

const folder = 'test/agreement/mistakes';
const signing = { revision: 8, inForce: 7, signedBy: ['marketing'] };

const line = (problem: Problem): string => `${problem.line}:${problem.column} [${problem.code}] ${problem.message}`;

/** What a file says is to be said of it: problems after `#!`, warnings after `#?`. */
function expected(text: string, mark: string): readonly string[] {
  return text.split('\n').flatMap((row) => (row.startsWith(mark) ? [row.slice(mark.length)] : []));
}

test.each(readdirSync(folder))('%s', (name) => {
  const text = readFileSync(`${folder}/${name}`, 'utf8');
  const loaded = load(text, {
    now: Date.UTC(2026, 10, 21),
    judge: judgeExamples,
    ...(text.includes('\n#catalogs') ? { catalogs } : {}),
    ...(text.includes('\n#signing') ? { signing } : {}),
  });
  const problems = 'problems' in loaded ? loaded.problems : [];
  expect(problems.map(line)).toEqual(expected(text, '#! '));
  expect(loaded.warnings.map(line)).toEqual(expected(text, '#? '));
  expect(problems.length + loaded.warnings.length).toBeGreaterThan(0);
});
