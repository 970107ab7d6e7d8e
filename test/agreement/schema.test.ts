import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { connectors as builtInConnectors } from '../../connectors/index.ts';
import { rules as builtInRules, rulesets as builtInRulesets } from '../../rules/index.ts';
import { agreementSchema } from '../../src/agreement/schema.ts';
import { starterAgreement } from '../../src/agreement/starter.ts';
import { connectors, head, rules, rulesets } from './kit/built-in.ts';
import { accepts } from './kit/check-schema.ts';

const schema = agreementSchema({ rules, rulesets, connectors });
const isFine = (text: string): boolean => accepts(schema, parse(text));

test('the schema in the package is that of the built-in rules and connectors; `npm run build:schema` makes it again', () => {
  const manifests = builtInConnectors.map(({ manifest }) => manifest);
  const made = agreementSchema({ rules: builtInRules, rulesets: builtInRulesets, connectors: manifests });
  const file = JSON.parse(readFileSync('src/agreement/generated/hygiene-agreement.schema.json', 'utf8'));
  expect(file).toEqual(JSON.parse(JSON.stringify(made)));
});

test('an agreement that uses the whole language is accepted, and so is the starter', () => {
  expect(isFine(readFileSync('test/agreement/example.yaml', 'utf8'))).toBe(true);
  const sources = [{ name: 'main', connector: 'hubspot', sync: ['contacts'] }];
  const starter = starterAgreement({
    name: 'Acme',
    timeZone: 'UTC',
    currency: 'USD',
    sources,
    schema: 'https://a/b.json',
  });
  expect(starter.split('\n')[0]).toBe('# yaml-language-server: $schema=https://a/b.json');
  expect(isFine(starter)).toBe(true);
  expect(isFine(starter.replace(/^( *)#(?=\S)/gm, '$1'))).toBe(true);
});

test.each([
  ['nothing added', ''],
  ['sections that stand empty', 'rules:\nscope:\nteams:\nslas:\n'],
  ['spellings of an option', 'rules: {deal/stage-aging: {warn_after: 3 days, leastDeals: 4}}'],
  ['a rule by path', 'rules: {./rules/no-fax.ts: high, "@acme/rules": {severity: low, x: 1}}'],
  ['numbers as texts', 'lists: {a: [1, true, x]}\nrules: {person/name-format: {allowed: [007]}}'],
])('%s: accepted', (_, added) => expect(isFine(head + added)).toBe(true));

test.each([
  ['unknown section', 'rulez: {}'],
  ['unknown setting of a rule', 'rules: {deal/stage-aging: {serverity: high}}'],
  ['severity', 'rules: {deal/stage-aging: urgent}'],
  ['unknown rule', 'rules: {deal/close-date-in-past: high}'],
  ['own rule without check', 'rules: {deal/x: {says: y}}'],
  ['exception without a reason', 'rules: {deal/stage-aging: {exceptions: [{where: x is y, until: 2027-01-01}]}}'],
  ['duration', 'pipelines: {A: {B: {no_longer_than: 1 buisness hour}}}'],
  ['percentage', 'slas: {a: {promise: x, owner: y, attempts: 3, target: 90}}'],
  ['SLA without owner', 'slas: {a: {promise: x, attempts: 3}}'],
  ['SLA of two kinds', 'slas: {a: {promise: x, owner: y, attempts: 3, within: 1 hour}}'],
  ['metric', 'goals: [{name: x, metric: mql_to_sq, from: 1%, to: 2%, by: 2027-01-01, owners: [a]}]'],
  ['goal without a date', 'goals: [{name: x, metric: mql_to_sql, from: 1%, to: 2%, owners: [a]}]'],
  ['grade', 'scoring: {grades: {A: 101}}'],
  ['lifecycle stage', 'lifecycle: {mqll: {}}'],
  ['object', 'scope: {contacts: {}}'],
  ['mode', 'write_back: {mode: off}'],
  ['ruleset', 'extends: [recommended]'],
])('%s: rejected', (_, added) => {
  const text = added.startsWith('extends') ? head.replace('extends: [recommended@1]', added) : head + added;
  expect(isFine(text)).toBe(false);
});

test('a connector that does not exist, and a setting that it does not have, are rejected', () => {
  expect(isFine(head.replace('connector: hubspot', 'connector: hubspt'))).toBe(false);
  expect(isFine(head.replace('connector: hubspot', 'connector: hubspot, portal: 5'))).toBe(false);
  expect(isFine(head.replace('connector: hubspot', 'connector: ./acme-crm.ts, portal: 5'))).toBe(true);
});

describe('of the mistaken agreements, those whose shape is wrong are rejected', () => {
  const folder = 'test/agreement/mistakes';
  const wrongShape = ['unknown-key', 'unknown-rule', 'severity', 'duration-and-percent', 'exceptions', 'no-owner'];
  test.each(readdirSync(folder).filter((name) => wrongShape.includes(name.replace('.yaml', ''))))('%s', (name) =>
    expect(isFine(readFileSync(`${folder}/${name}`, 'utf8'))).toBe(false),
  );
});
