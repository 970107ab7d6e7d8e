import { expect, test } from '@jest/globals';
import { agreementOf, head, load } from './kit/built-in.ts';
import { catalogs } from './kit/catalogs.ts';

const text = `${head}rules:
  person/unreachable: critical
  deal/stage-aging: {severity: high, warn after: 21 days}
  deal/own: {says: A name, check: name is filled, exceptions: [{where: amount is 1, reason: Small, until: 2027-01-01}]}
scope:
  contact: {unless: [country is DE, country is AT]}
fields:
  contact.need: {means: What they need, type: text, in: {main: need}, owner: sales}
  deal.reason: {means: Why, type: text, in: {main: reason}}
  deal.people: {count: contacts, where: [job title is CEO]}
lists: {rivals: [a.example]}
calendars: {berlin: {days: Mon-Fri}}
teams: {sales: {members: [hubspot team A], calendar: berlin, address: a@b.example}}
definitions:
  mql: {means: Ready, applies_to: contact, when: email domain is not in list rivals}
lifecycle: {mql: {owner: sales, no_longer_than: 5 days}}
slas: {call: {promise: A call, attempts: 3, owner: sales, target: 90%}}
goals: [{name: More, metric: mql_to_sql, from: 1%, to: 2%, by: 2027-01-01, owners: [sales]}]
schedule: {sync: every 15 minutes}
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
    (it: string) =>
      it
        .replace('Acme', 'Other')
        .replace('in: {main: need}, owner: sales', 'in: {main: need}')
        .replace('What they need', 'Need'),
  ],
  [
    'words, reasons, goals, schedule, targets, addresses, members',
    (it: string) =>
      it
        .replace('says: A name', 'says: A name is there, fix: Add it, owner: sales')
        .replace('Small', 'Too small')
        .replace('to: 2%', 'to: 3%')
        .replace('every 15 minutes', 'every 5 minutes')
        .replace('target: 90%', 'target: 80%')
        .replace('promise: A call', 'promise: Calls')
        .replace('a@b.example', 'c@b.example')
        .replace('team A', 'team B')
        .replace('Ready', 'Ready to buy'),
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
  ['own rule', 'name is filled', 'name is not filled'],
  ['end of an exception', '2027-01-01}]}', '2027-01-02}]}'],
  ['where of an exception', 'amount is 1', 'amount is 2'],
  ['list', 'a.example', 'b.example'],
  ['counted field', 'job title is CEO', 'job title is CFO'],
  ['definition', 'is not in list', 'is in list'],
  ['lifecycle', '5 days', '6 days'],
  ['SLA', 'attempts: 3', 'attempts: 4'],
  ['calendar', 'Mon-Fri', 'Mon-Thu'],
  ['time zone', 'Europe/Berlin', 'Europe/London'],
  ['what is synced', 'sync: [contacts, companies, deals]', 'sync: [contacts, deals]'],
])('%s: another version', (_, from, to) => {
  expect(text).toContain(from);
  expect(hashOf(text.replace(from, to))).not.toBe(hashOf(text));
});

test('what a catalogue makes of a value is no part of the version', () => {
  const written = `${head.replace('main:', 'main_hubspot:')}scope: {deal: {when: [stage is Qualification]}}\n`;
  const loaded = load(written, { catalogs });
  if ('problems' in loaded) throw new Error(loaded.problems.map((problem) => problem.message).join());
  expect(JSON.stringify(loaded.agreement.scope)).toContain('"stageId":"qualification"');
  expect(loaded.agreement.version).toEqual(agreementOf(written).version);
});
