import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import peggy from 'peggy';
import { rules } from '../../rules/index.ts';
import { rulesReadme, rulesReadmeTarget } from './rules-readme.ts';
import { rulesetTarget, rulesetTexts } from './ruleset-files.ts';
import { readRuleset, rulesetModule } from './ruleset-source.ts';
import { root } from './source-file.ts';

test('the parser of conditions is what its grammar generates; else: npm run build:grammar', () => {
  const grammar = readFileSync(join(root, 'src/agreement/grammar/condition.peggy'), 'utf8');
  const parser = readFileSync(join(root, 'src/agreement/generated/condition-parser.ts'), 'utf8');
  const generated = peggy.generate(grammar, { output: 'source', format: 'es' });
  expect(parser.trim() === generated.trim()).toBe(true);
});

test('the rulesets are what their files list; else: npm run build:rulesets', () => {
  const texts = rulesetTexts();
  expect(readFileSync(rulesetTarget, 'utf8')).toBe(rulesetModule([...texts.values()]));
  for (const [file, text] of texts) expect(`${readRuleset(text).name}.yaml`).toBe(file);
});

test.each([
  ['a severity that does not exist', 'name: a@1\nrules: {person/stale: urgent}'],
  ['an id without a family', 'name: a@1\nrules: {stale: low}'],
  ['no version', 'name: a\nrules: {person/stale: low}'],
])('a ruleset with %s is refused', (_what, text) => {
  expect(() => readRuleset(text)).toThrow();
});

test('a ruleset that extends another holds its rules, and may weigh them otherwise', () => {
  const base = 'name: base@1\nrules: {person/stale: low, person/email-role: low}';
  const more = 'name: more@1\nextends: base@1\nrules: {person/stale: high}';
  expect(rulesetModule([more, base])).toContain(`    name: 'more@1',
    severities: {
      'person/email-role': 'low',
      'person/stale': 'high',
    },`);
  expect(() => rulesetModule([more])).toThrow(/extends base@1, which no file/);
});

test('rules/README.md is what the rules say of themselves; else: npm run build:rules-readme', () => {
  expect(readFileSync(rulesReadmeTarget, 'utf8')).toBe(rulesReadme(rules));
});
