import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';

const digit0 = 48;
/** More digits than any number has; beyond them the value below would lose digits. */
const mostDigits = 15;

const callingCodes: ReadonlySet<number> = new Set(
  getCountries().map((country) => Number(getCountryCallingCode(country))),
);

/** `12345678` alone, or after `+` or `00` and a real country code. */
function isCounted(phone: string, value: number, digits: number): boolean {
  if (value % 100_000_000 !== 12_345_678) return false;
  if (digits === 8) return true;
  return /^\s*(?:\+|00)/.test(phone) && callingCodes.has(Math.floor(value / 100_000_000));
}

/** North American numbers 555-01xx, which are kept for films. */
function isFilmNumber(phone: string, value: number, digits: number): boolean {
  if (Math.floor(value / 100) % 100_000 !== 55_501 || Math.floor(value / 1e9) % 10 < 2) return false;
  return digits === 11 ? Math.floor(value / 1e10) === 1 : digits === 10 && !phone.trimStart().startsWith('+');
}

/**
 * Whether a phone is made up: no digit at all (so every placeholder word too), one digit repeated, counted digits,
 * or a film number. One pass over the text, as every person's two numbers are asked three times.
 */
export function isPhonePlaceholder(phone: string): boolean {
  let digits = 0;
  let value = 0;
  let first = -1;
  let isRepeated = true;
  for (let i = 0; i < phone.length; i++) {
    const digit = phone.charCodeAt(i) - digit0;
    if (digit < 0 || digit > 9) continue;
    if (first < 0) first = digit;
    else if (digit !== first) isRepeated = false;
    digits++;
    if (digits <= mostDigits) value = value * 10 + digit;
  }
  if (digits === 0) return true;
  if (isRepeated) return digits >= 5;
  if (digits > mostDigits) return false;
  return isCounted(phone, value, digits) || isFilmNumber(phone, value, digits);
}
