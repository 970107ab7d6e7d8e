import { expect, test } from '@jest/globals';
import { agreementOf, head } from './kit/built-in.ts';

const text = `${head}rules:
  person/unreachable: critical
  deal/stage-aging: {severity: high, warn after: 21 days}
scope:
  contact: {unless: [country is DE, country is AT]}
fields:
  contact.need: {means: What they need, type: text, in: {main: need}, owner: sales}
  deal.reason: {means: Why, type: text, in: {main: reason}}
pipelines:
  P: {A: {needs: [amount]}, B: {no_longer_than: 14 days}}
write_back: {mode: preview}
`;
const hashOf = (changed: string): string => agreementOf(changed).version.hash;

test.each([
  ['comments and blank lines', (it: string) => it.replaceAll('\n', '   # note\n\n')],
  [
    'quotes',
    (it: string) =>
      it.replace('critical', '"critical"').replace('country is DE', "'country is DE'").replace('21 days', '"21 days"'),
  ],
  ['words of an option', (it: string) => it.replace('warn after', 'warnAfter')],
  ['equal durations', (it: string) => it.replace('21 days', '3 weeks')],
  [
    'order of settings',
    (it: string) => it.replace('severity: high, warn after: 21 days', 'warn after: 21 days, severity: high'),
  ],
  ['order of sections', (it: string) => it.replace('version: 1\n', '').concat('version: 1\n')],
  [
    'order of rules, fields and stages',
    (it: string) =>
      it
        .replace(/( {2}person.*\n)( {2}deal\/.*\n)/, '$2$1')
        .replace(/( {2}contact\.need.*\n)( {2}deal\.reason.*\n)/, '$2$1')
        .replace(
          'A: {needs: [amount]}, B: {no_longer_than: 14 days}',
          'B: {no_longer_than: 14 days}, A: {needs: [amount]}',
        ),
  ],
  ['a default that is written out', (it: string) => `${it}scoring: {grades: {A: 90}}\n`],
  ['a severity that is written out', (it: string) => it.replace('rules:', 'rules:\n  person/email-missing: medium')],
  [
    'name, owner, meaning',
    (it: string) => it.replace('Acme', 'Other').replace('owner: sales', 'owner: us').replace('What they need', 'Need'),
  ],
  ['write_back', (it: string) => it.replace('mode: preview', 'mode: on, field_prefix: acme, limit: 5')],
])('%s: the same version', (_, change) => {
  const changed = change(text);
  expect(changed).not.toBe(text);
  expect(hashOf(changed)).toBe(hashOf(text));
});

test.each([
  ['severity', 'critical', 'high'],
  ['option', '21 days', '22 days'],
  ['weight', '{severity: high,', '{severity: high, weight: 9,'],
  ['rule off', 'person/unreachable: critical', 'person/unreachable: off'],
  ['rules on', 'recommended@1', 'strict@1'],
  ['column', 'in: {main: need}', 'in: {main: other_need}'],
  ['field', 'deal.reason', 'deal.cause'],
  ['condition', 'country is AT', 'country is not AT'],
  ['what a stage needs', '[amount]', '[amount, next step]'],
  ['limit of a stage', '14 days', '15 days'],
  ['scoring', 'write_back', 'scoring: {critical_caps_score_at: 60}\nwrite_back'],
  ['time zone', 'Europe/Berlin', 'Europe/London'],
  ['what is synced', 'sync: [contacts, companies, deals]', 'sync: [contacts, deals]'],
])('%s: another version', (_, from, to) => {
  expect(text).toContain(from);
  expect(hashOf(text.replace(from, to))).not.toBe(hashOf(text));
});
