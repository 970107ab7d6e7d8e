import { expect, test } from '@jest/globals';
import { countryCode, countryName } from './country.ts';

test.each([
  ['DE', 'DE'],
  ['deu', 'DE'],
  [' Germany ', 'DE'],
  ['Deutschland', 'DE'],
  ['Allemagne', 'DE'],
  ['USA', 'US'],
  ['U.S.', 'US'],
  ['United States', 'US'],
  ['UK', 'GB'],
  ['England', 'GB'],
  ['Holland', 'NL'],
  ['Viet Nam', 'VN'],
  ['Czech Republic', 'CZ'],
  ['Türkiye', 'TR'],
  ['Turkey', 'TR'],
  ['España', 'ES'],
  ['Espana', 'ES'],
  ['Österreich', 'AT'],
  ['South Korea', 'KR'],
  ['NA', 'NA'],
  ['Atlantis', null],
  ['', null],
])('"%s" is %s', (text, code) => {
  expect(countryCode(text)).toBe(code);
});

test('a code has an English name', () => {
  expect([countryName('DE'), countryName('GB')]).toEqual(['Germany', 'United Kingdom']);
});
