import { expect, test } from '@jest/globals';
import { type CountryCode as PhoneCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { COUNTRIES } from '../../../src/sandbox/core/population/countries.ts';
import { goodNumber, invalidNumber } from '../../../src/sandbox/core/population/phones.ts';
import { Draw } from '../../../src/sandbox/core/population/random.ts';

const SAMPLES = 20_000;

test(`${SAMPLES} good numbers are valid ones of their country, written as E.164`, () => {
  const wrong: string[] = [];
  for (let number = 0; number < SAMPLES; number += 1) {
    const country = COUNTRIES[number % COUNTRIES.length] as (typeof COUNTRIES)[number];
    const good = goodNumber(country, number % 3 === 0 ? 'mobile' : 'office', new Draw(1, number));
    const read = parsePhoneNumberFromString(good, country.code as PhoneCountry);
    const isRight = read?.isValid() && read.isPossible() && read.country === country.code && read.number === good;
    if (!isRight) wrong.push(`${country.code} ${good}`);
  }
  expect(wrong).toEqual([]);
});

test(`${SAMPLES} invalid numbers are not E.164 or impossible, and none looks like a placeholder`, () => {
  const wrong: string[] = [];
  for (let number = 0; number < SAMPLES; number += 1) {
    const country = COUNTRIES[number % COUNTRIES.length] as (typeof COUNTRIES)[number];
    const bad = invalidNumber(country, number % 3 === 0 ? 'mobile' : 'office', new Draw(2, number));
    const digits = bad.replace(/\D/g, '');
    const isPlaceholder = /^(\d)\1*$/.test(digits) || digits.includes('12345678') || /55501\d\d/.test(digits);
    const isE164 = /^\+[1-9]\d{6,14}$/.test(bad);
    const isPossible = parsePhoneNumberFromString(bad, country.code as PhoneCountry)?.isPossible() === true;
    if (isPlaceholder || (isE164 && isPossible)) wrong.push(`${country.code} ${bad}`);
  }
  expect(wrong).toEqual([]);
});
