import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isPossibleByLength } from './numbering-plan.ts';
import { callingCode, phoneProblem } from './phone.ts';
import { isPhonePlaceholder } from './phone-placeholder.ts';
import { isPlaceholder, placeholderWords } from './placeholder.ts';

test.each([
  'n/a',
  'call the office',
  '00000',
  '111 11 11',
  '+99999999',
  '12345678',
  '12 34 56 78',
  '+49 12345678',
  '0049 1234 5678',
  '+1 12345678',
  '(212) 555-0123',
  '+12125550199',
  '1-212-555-0100',
])('%s is made up', (phone) => {
  expect(isPhonePlaceholder(phone)).toBe(true);
});

test.each([
  '1111',
  '123456789',
  '1234567',
  '+17112345678',
  '0171 12345678',
  '+4915550123',
  '(112) 555-0123',
  '+22125550123',
  '212 555 0200',
  '+493023125012',
  '111111111111111111112',
])('%s is not', (phone) => {
  expect(isPhonePlaceholder(phone)).toBe(false);
});

test('a placeholder word has no digit, so it needs no list here', () => {
  expect([...placeholderWords].filter((word) => !isPlaceholder(word) || !isPhonePlaceholder(word))).toEqual([]);
});

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 16 });
const codes = fc.constantFrom(
  '',
  '1',
  '7',
  '20',
  '31',
  '33',
  '39',
  '44',
  '49',
  '52',
  '54',
  '55',
  '61',
  '353',
  '598',
  '800',
  '883',
  '999',
);

test('the verdict is E.164 as written and possible to libphonenumber, whatever the record says', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('+', '', ' +', '00'),
      codes,
      digits,
      fc.constantFrom('', ' ext. 12', 'x7'),
      (plus, code, rest, ext) => {
        const phone = `${plus}${code}${rest}`;
        const isFine =
          /^\+[1-9]\d{6,14}$/.test(phone) && parsePhoneNumberFromString(phone, 'DE')?.isPossible() === true;
        expect([phone + ext, phoneProblem(phone + ext) === null]).toEqual([phone + ext, isFine]);
      },
    ),
    { numRuns: 4000, seed: 20240411 },
  );
});

test('a length decides as libphonenumber does, for every calling code', () => {
  const code = fc.constantFrom(...new Set(getCountries().map((country) => getCountryCallingCode(country) as string)));
  const national = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 2, maxLength: 13 });
  let decided = 0;
  fc.assert(
    fc.property(code, national, (prefix, rest) => {
      const number = `+${prefix}${rest}`.slice(0, 16);
      const byLength = isPossibleByLength(number);
      if (byLength === null || number.length < 8) return;
      decided++;
      expect([number, byLength]).toEqual([number, parsePhoneNumberFromString(number)?.isPossible() === true]);
    }),
    { numRuns: 20_000, seed: 20240411 },
  );
  expect(decided).toBeGreaterThan(10_000);
});

test('calling codes of countries', () => {
  expect(['DE', 'US', 'AQ', 'XX'].map(callingCode)).toEqual(['+49', '+1', null, null]);
});
