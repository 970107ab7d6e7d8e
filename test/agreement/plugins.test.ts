import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { findPlugins } from '../../src/agreement/find-plugins.ts';
import { type Loaded, loadAgreement } from '../../src/agreement/load.ts';
import type { Plugin, PluginRequest } from '../../src/model/plugin.ts';
import type { Rule } from '../../src/model/rule.ts';
import tally from '../fixtures/example-connector/connector.ts';
import faxMissing from '../fixtures/example-rule/fax-missing.ts';
import { connectors, head, rules, rulesets } from './kit/built-in.ts';

const other = {
  ...faxMissing,
  meta: { ...faxMissing.meta, id: 'person/fax-odd', options: z.strictObject({ digits: z.int().default(5) }) },
} as Rule;
const both: Plugin = { is: 'rules', name: './fax.ts', rules: [faxMissing, other], code: 'abc' };
const acme: Plugin = { is: 'connector', name: '@acme/crm', definition: tally };

function load(text: string, plugins: readonly Plugin[]): Loaded {
  return loadAgreement(text, { file: 'hygiene.yaml', rules, rulesets, connectors, plugins });
}

function settingsOf(text: string, plugins: readonly Plugin[]) {
  const loaded = load(text, plugins);
  if ('problems' in loaded) return loaded.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  return loaded.agreement.rules
    .filter(({ id }) => id.startsWith('person/fax'))
    .map(({ id, severity, weight, options }) => ({ id, severity, weight, options }));
}

const plain = (id: string, severity: string, options: object, weight: number | null = null) => ({
  id,
  severity,
  weight,
  options,
});

test.each<[string, string, readonly unknown[]]>([
  [
    'a severity is that of all its rules',
    'rules: {./fax.ts: high}',
    [plain('person/fax-missing', 'high', { notIn: [] }), plain('person/fax-odd', 'high', { digits: 5 })],
  ],
  [
    'each rule takes the options it knows',
    'rules: {./fax.ts: {not in: [Spain], digits: 7, weight: 2}}',
    [plain('person/fax-missing', 'low', { notIn: ['Spain'] }, 2), plain('person/fax-odd', 'low', { digits: 7 }, 2)],
  ],
  [
    'what is said by id comes first, whatever the order',
    'rules: {person/fax-odd: {digits: 9}, ./fax.ts: {severity: high, digits: 7}, person/fax-missing: off}',
    [plain('person/fax-odd', 'high', { digits: 9 })],
  ],
  ['off is off for all', 'rules: {./fax.ts: off}', []],
  [
    'off, but for one',
    'rules: {./fax.ts: off, person/fax-odd: info}',
    [plain('person/fax-odd', 'info', { digits: 5 })],
  ],
  [
    'an option that none knows',
    'rules: {./fax.ts: {digit: 7}}',
    ['6:20 "digit" is not a setting of the plug-in ./fax.ts. Did you mean "digits"?'],
  ],
  ['no setting', 'rules: {./fax.ts: }', ['6:19 expected a severity or the settings of its rules; found nothing']],
])('rules of a plug-in: %s', (_, text, expected) => {
  expect(settingsOf(`${head}${text}\n`, [both])).toEqual(expected);
});

test('other code makes another agreement', () => {
  const hashOf = (code: string): string | null => {
    const loaded = load(`${head}rules: {./fax.ts: high}\n`, [{ ...both, code } as Plugin]);
    return 'agreement' in loaded ? loaded.agreement.version.hash : null;
  };
  expect(hashOf('abc')).toBe(hashOf('abc'));
  expect(hashOf('abc')).not.toBe(hashOf('abd'));
});

test('a source on a plug-in has the settings and objects of its manifest', () => {
  const text = head.replace(
    'connector: hubspot, sync: [contacts, companies, deals]',
    'connector: "@acme/crm", sync: [firms], answer within ms: 9',
  );
  const loaded = load(text, [acme]);
  expect('agreement' in loaded && loaded.agreement.sources).toEqual([
    { name: 'main', connector: 'tally', sync: ['company'], config: { answer_within_ms: 9 } },
  ]);
});

const names = (text: string): readonly string[] =>
  findPlugins(text, { rules, connectors }).map(({ kind, name }: PluginRequest) => `${kind} ${name}`);

test.each<[string, string, readonly string[]]>([
  ['built-in names', 'crms: {a: {connector: hubspot}}\nrules: {person/unreachable: high, person/typo: low}', []],
  [
    'paths, packages and what can never be loaded, each once',
    'crms: {a: {connector: ./a.ts}, b: {connector: ./a.ts}, c: {connector: "node:fs"}}\nrules: {"@b/c": high, ../d.ts: low}',
    ['connector ./a.ts', 'connector node:fs', 'rules @b/c', 'rules ../d.ts'],
  ],
  ["rules of one's own", 'rules: {fax: {says: A fax is there, check: fax is filled}}', []],
  ['secrets', 'crms: {a: {connector: pat-na1-12345678-aaaa}}', []],
  ['no YAML', 'crms: {a: [', []],
  ['other shapes', 'crms: [a]\nrules: high', []],
  ['nothing', '', []],
])('the plug-ins in %s', (_, text, expected) => {
  expect(names(text)).toEqual(expected);
});
