import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { openEngine, readAgreement, readRecord } from '../../src/index.ts';

const root = process.cwd();

test('the example of the README runs as it stands', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const code = /<!-- example: library -->\n```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-library-'));
  try {
    const file = join(folder, 'example.ts');
    const library = pathToFileURL(join(root, 'src/index.ts')).href;
    await writeFile(file, code.replace("'crm-hygiene'", `'${library}'`));
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    expect(stdout).toBe(`62 D [ 'person/title-agreed' ]
[ { rule: 'person/title-agreed', hundredths: 3750 } ]
From MQL on ann@acme.example has a job title
[ 'person/email-agreed' ]
`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);

const text = `version: 1
agreement: {name: Ours, timezone: UTC, currency: EUR}
crms: {hub: {connector: hubspot, sync: [contacts]}, force: {connector: salesforce, sync: [contacts]}}
fields: {contact.need: {means: The need, type: text, in: {hub: confirmed_need, force: Need__c}}}
rules:
  person/need-agreed: {says: The need is known, applies_to: contact, check: need is filled, severity: high, dimension: completeness, fix: Ask}
`;

test.each([
  ['hubspot', { confirmed_need: ' ' }, ['person/need-agreed']],
  ['hubspot', { confirmed_need: 'Speed' }, []],
  ['salesforce', { Need__c: null }, ['person/need-agreed']],
  ['salesforce', { Need__c: 'Speed', Id: '003' }, []],
  ['hubspot', {}, []],
])('a record of %s is read by its own names (%#)', (connector, properties, failed) => {
  const loaded = readAgreement(text);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const engine = openEngine(loaded.agreement, new Date('2026-11-15T10:00:00Z'));
  const record = readRecord(connector, 'contact', properties, loaded.agreement)!;
  expect(engine.evaluateRecord(record)?.failed).toEqual(failed);
});

test('a connector without records of its own shape gives none, and a broken agreement its problems', () => {
  const loaded = readAgreement(text);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  expect(readRecord('file', 'contact', {}, loaded.agreement)).toBeNull();
  expect(readRecord('hubspot', 'lead', {}, loaded.agreement)).toBeNull();
  expect(readAgreement('version: 1')).toHaveProperty('problems');
});
