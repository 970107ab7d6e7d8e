import { expect, test } from '@jest/globals';
import { loadAgreement } from '../../src/agreement/load.ts';
import type { Ruleset } from '../../src/model/rule.ts';
import { connectors, head, rules } from './kit/built-in.ts';

/** As if a release had made email-missing worse and put phone-invalid into a set; the list of version 1 knows of neither. */
const rulesets: readonly Ruleset[] = [
  { name: 'recommended@1', severities: { 'person/unreachable': 'critical', 'person/email-missing': 'info' } },
  { name: 'recommended@2', severities: { 'person/unreachable': 'high', 'person/not-built-yet': 'low' } },
];

function severitiesOf(text: string): Readonly<Record<string, string>> {
  const loaded = loadAgreement(text, { file: 'hygiene.yaml', rules, rulesets, connectors });
  if ('problems' in loaded) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return Object.fromEntries(loaded.agreement.rules.map(({ id, severity }) => [id, severity]));
}

test('a pinned ruleset says which rules are on and how severe they are, whatever the rules say by now', () => {
  expect(severitiesOf(head)).toEqual({ 'person/unreachable': 'critical', 'person/email-missing': 'info' });
});

test('what the agreement says of a rule goes before the ruleset; a rule it names alone keeps its own severity', () => {
  const text = `${head}rules: {person/email-missing: high, person/unreachable: off, person/phone-invalid: {weight: 2}}\n`;
  expect(severitiesOf(text)).toEqual({ 'person/email-missing': 'high', 'person/phone-invalid': 'low' });
});

test('of several rulesets the later one decides; a rule that this build does not have is passed over', () => {
  const text = head.replace('[recommended@1]', '[recommended@1, recommended@2]');
  expect(severitiesOf(text)).toEqual({ 'person/unreachable': 'high', 'person/email-missing': 'info' });
});
