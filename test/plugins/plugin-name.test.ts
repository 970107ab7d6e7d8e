import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isMeantAsPlugin, readPluginName } from '../../src/model/plugin.ts';

test.each([
  ['./acme-crm.ts', 'path', true],
  ['./rules/no fax.ts', 'path', true],
  ['crm-hygiene-acme', 'package', true],
  ['@acme/crm-connector', 'package', true],
  ['acme-crm', 'package', false],
  ['acme.js', 'package', true],
  ['acme.ts', 'impossible', true],
  ['rules/no-fax.ts', 'impossible', true],
  ['../acme.ts', 'impossible', true],
  ['./a/../../acme.ts', 'impossible', true],
  ['/etc/acme.ts', 'impossible', true],
  ['~/acme.ts', 'impossible', true],
  ['.\\acme.ts', 'impossible', true],
  ['C:\\acme.ts', 'impossible', true],
  ['https://acme.example/a.js', 'impossible', true],
  ['data:text/javascript,1', 'impossible', true],
  ['node:fs', 'impossible', true],
  ['file:///etc/a.js', 'impossible', true],
  ['./a\u0000.ts', 'impossible', true],
  ['person/email-missing', 'impossible', false],
  ['', 'impossible', false],
])('%j is read as %s', (name, is, isMeant) => {
  expect([readPluginName(name).is, isMeantAsPlugin(name)]).toEqual([is, isMeant]);
});

test('no possible name holds a scheme or a step upwards', () => {
  const part = fc.constantFrom('..', '.', '/', 'a', 'data:', 'node:', 'https://', '@b', '\\', '%2e', '\n');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const name = parts.join('');
      if (readPluginName(name).is === 'impossible') return;
      // A colon within a path is a letter of a file's name; a path is never read as an address.
      if (!name.startsWith('./')) expect(name).not.toContain(':');
      expect(name).not.toMatch(/[\\\n]/);
      expect(name.split('/')).not.toContain('..');
    }),
  );
});
