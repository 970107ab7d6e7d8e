import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { rules } from '../../rules/index.ts';
import type { Manifest } from '../../src/model/connector.ts';
import type { Rule } from '../../src/model/rule.ts';
import { findConnectorFaults, findPartFaults } from '../../src/plugins/connector-contract.ts';
import { findRuleFaults } from '../../src/plugins/rule-contract.ts';
import tally from '../fixtures/example-connector/connector.ts';
import faxMissing from '../fixtures/example-rule/fax-missing.ts';

const { meta } = faxMissing;
const manifest: Manifest<unknown> = tally.manifest;
const passes = meta.examples.passes;

/** Faults without the words they all begin with. */
function short(faults: readonly string[]): readonly string[] {
  return faults.map((fault) => fault.replace('breaks the contract: ', ''));
}

const rule = (change: object) => ({ ...faxMissing, meta: { ...meta, ...change } });
const docs = (change: object) => rule({ docs: { ...meta.docs, ...change } });

const ruleCases: Readonly<Record<string, readonly [unknown, readonly RegExp[]]>> = {
  'no default export': [undefined, [/^default: expected a rule made with defineRule.*; found nothing$/]],
  'an empty list': [[], [/^default: expected at least one rule/]],
  'no functions': [{ meta }, [/^default\.reads: expected a function/, /^default\.check: expected a function/]],
  'wakes that is none': [{ ...faxMissing, wakes: 5 }, [/^default\.wakes: expected a function; found 5/]],
  'no meta': [{ ...faxMissing, meta: undefined }, [/^default\.meta: expected what the rule says/]],
  'an id without a family': [rule({ id: 'fax-missing' }), [/^default\.meta\.id: expected a family/]],
  'an id of no family': [rule({ id: 'ticket/old' }), [/^default\.meta\.id: expected a family/]],
  'an id with other letters': [rule({ id: 'person/Fax' }), [/^default\.meta\.id: .*found "person\/Fax"/]],
  'an id that is built in': [
    rule({ id: 'person/stale' }),
    [/^default\.meta\.id: there is a rule "person\/stale" already/],
  ],
  'the same id twice': [[faxMissing, faxMissing], [/^default\[1\]\.meta\.id: there is a rule/]],
  'an unknown half': [rule({ half: 'third' }), [/^default\.meta\.half: expected one of data, stage; found "third"/]],
  'an unknown dimension': [rule({ dimension: 'beauty' }), [/^default\.meta\.dimension: expected one of completeness/]],
  'severity off': [rule({ severity: 'off' }), [/^default\.meta\.severity: expected one of critical/]],
  'sets that are no list': [rule({ sets: 'strict' }), [/^default\.meta\.sets: expected a list/]],
  'options that are no schema': [rule({ options: {} }), [/^default\.meta\.options: expected a schema of zod 4/]],
  'no messages': [rule({ messages: {} }), [/^default\.meta\.messages: expected at least one message/]],
  'a blank message': [rule({ messages: { missing: ' ' } }), [/^default\.meta\.messages\.missing: expected a sentence/]],
  'no remedy': [docs({ remedy: undefined }), [/^default\.meta\.docs\.remedy: expected a sentence; found nothing/]],
  'a long flag': [
    docs({ flag: 'x'.repeat(31) }),
    [/^default\.meta\.docs\.flag: expected at most 30 characters; found 31/],
  ],
  'a flag that is taken': [
    docs({ flag: rules.find((one) => one.meta.id === 'person/stale')!.meta.docs.flag }),
    [/^default\.meta\.docs\.flag: person\/stale has the flag/],
  ],
  'two examples': [
    rule({ examples: { ...meta.examples, passes: passes.slice(1) } }),
    [/^default\.meta\.examples\.passes: expected at least 3 examples; found 2/],
  ],
  'an example on another object': [
    rule({ examples: { ...meta.examples, passes: [...passes, { ...passes[0], object: 'deal' }] } }),
    [/^default\.meta\.examples\.passes\[3\]\.object: expected one of contact, lead; found "deal"/],
  ],
  'reads that throw': [
    {
      ...faxMissing,
      reads() {
        throw new Error('no');
      },
    },
    [/^default\.reads: it throws/],
  ],
  'reads of nothing': [{ ...faxMissing, reads: () => ['fax'] }, [/^default\.reads\(\): expected \{own/]],
  'a getter that throws': [
    {
      get meta(): Rule['meta'] {
        throw new Error('no');
      },
    },
    [/^default: it throws while it is looked at$/],
  ],
};

test.each(Object.entries(ruleCases))('a rule with %s', (_, [exported, expected]) => {
  const faults = short(findRuleFaults(exported, rules));
  expect(faults).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});

const connector = (change: object) => ({ ...tally, manifest: { ...manifest, ...change } });

const connectorCases: Readonly<Record<string, readonly [unknown, readonly RegExp[]]>> = {
  'no default export': [undefined, [/^default: expected a connector made with defineConnector/]],
  'nothing in it': [{}, [/^default\.connect: expected a function/, /^default\.manifest: expected what/]],
  'no name': [connector({ name: undefined }), [/^default\.manifest\.name: expected a name.*found nothing/]],
  'a name in capitals': [connector({ name: 'Tally' }), [/^default\.manifest\.name: .*found "Tally"/]],
  'a blank title': [connector({ title: ' ' }), [/^default\.manifest\.title: expected a title/]],
  'settings that are no schema': [
    connector({ config: { parse() {} } }),
    [/^default\.manifest\.config: expected a schema/],
  ],
  'a setting that every CRM has': [
    connector({ config: z.strictObject({ sync: z.string() }) }),
    [/^default\.manifest\.config\.sync: "sync" is a setting of every CRM/],
  ],
  'no objects': [connector({ objects: {} }), [/^default\.manifest\.objects: expected at least one word/]],
  'an object that is none': [
    connector({ objects: { people: 'person' } }),
    [/^default\.manifest\.objects\.people: expected one of contact, lead, company, deal; found "person"/],
  ],
  'secrets in small letters': [
    connector({ secrets: { names: ['key'], required: [] } }),
    [/^default\.manifest\.secrets\.names\[0\]: expected a name in capitals/],
  ],
  'a required secret without a name': [
    connector({ secrets: { names: ['KEY'], required: [['TOKEN']] } }),
    [/^default\.manifest\.secrets\.required\[0\]: expected only names.*found "TOKEN"/],
  ],
  'capabilities left out': [
    connector({ capabilities: { write: true, provision: 'yes', links: true } }),
    [
      /^default\.manifest\.capabilities\.provision: expected true or false; found "yes"/,
      /changedSince: .*found nothing$/,
    ],
  ],
};

test.each(Object.entries(connectorCases))('a connector with %s', (_, [exported, expected]) => {
  const faults = short(findConnectorFaults(exported, []));
  expect(faults).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});

test('a connector whose name is taken', () => {
  expect(short(findConnectorFaults(tally, [tally]))).toEqual([
    'default.manifest.name: there is a connector "tally" already',
  ]);
});

test('the examples have no fault, and the built-in rules would pass as plug-ins', () => {
  expect(findConnectorFaults(tally, [])).toEqual([]);
  expect(findRuleFaults(faxMissing, rules)).toEqual([]);
  expect(findRuleFaults([...rules], [])).toEqual([]);
});

const call = (): void => undefined;
const parts = {
  identify: call,
  catalog: call,
  diagnose: call,
  close: call,
  read: { pages: call, byId: call },
  write: { apply: call },
  provision: { plan: call, run: call },
};
const all = { write: true, provision: true, changedSince: true, links: true };

test.each<[string, unknown, typeof all, readonly string[]]>([
  ['all it claims', parts, all, []],
  [
    'no writer',
    { ...parts, write: undefined },
    all,
    ['connect().write: expected the part that the manifest claims; found nothing'],
  ],
  [
    'a writer without apply',
    { ...parts, write: {} },
    all,
    ['connect().write.apply: expected a function; found nothing'],
  ],
  [
    'a part it does not claim',
    parts,
    { ...all, provision: false },
    ['connect().provision: it is there, but the manifest claims no provision'],
  ],
  [
    'nothing to read with',
    { ...parts, read: 1 },
    all,
    ['connect().read: expected the part that the manifest claims; found 1'],
  ],
  ['nothing at all', null, all, ['connect(): expected a connection; found null']],
])('a connection with %s', (_, connection, capabilities, expected) => {
  expect(short(findPartFaults(connection, capabilities))).toEqual(expected);
});
