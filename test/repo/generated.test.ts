import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import peggy from 'peggy';
import { root } from './source-file.ts';

test('the parser of conditions is what its grammar generates; else: npm run build:grammar', () => {
  const grammar = readFileSync(join(root, 'src/agreement/grammar/condition.peggy'), 'utf8');
  const parser = readFileSync(join(root, 'src/agreement/generated/condition-parser.ts'), 'utf8');
  const generated = peggy.generate(grammar, { output: 'source', format: 'es' });
  expect(parser.trim() === generated.trim()).toBe(true);
});
