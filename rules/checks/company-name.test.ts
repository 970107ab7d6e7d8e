import { expect, test } from '@jest/globals';
import { comparableCompanyName } from './company-name.ts';

test.each([
  ['Müller & Söhne GmbH', 'muller & sohne'],
  ['Acme, Inc.', 'acme'],
  ['Nowak sp. z o.o.', 'nowak'],
  ['Silva Ltda.', 'silva'],
  ['Tanaka G.K.', 'tanaka'],
  ['Patel Pvt. Ltd.', 'patel'],
  ['Elpida A.E.', 'elpida'],
  ['Grupo Norte S. A.', 'grupo norte'],
  ['AG', 'ag'],
])('%s is compared as %s', (name, expected) => {
  expect(comparableCompanyName(name)).toBe(expected);
});
