import { completeId } from '../ids.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The instance part of every id of the organization, and the digit behind it that Salesforce keeps in reserve. */
const INSTANCE = 'Nb0';

/** Letters of an id without its check digits. */
export const SHORT_LENGTH = 15;
const NUMBER_LENGTH = 9;

/** The 18-character id of a record: its object's key prefix, the instance and a number below 2⁵³; ids rise with the number. */
export function salesforceId(keyPrefix: string, number: number): string {
  let rest = number;
  let text = '';
  while (text.length < NUMBER_LENGTH) {
    text = DIGITS.charAt(rest % DIGITS.length) + text;
    rest = Math.floor(rest / DIGITS.length);
  }
  return completeId(keyPrefix + INSTANCE + text);
}

/** The number in an id of a key prefix, or null where it is no id of this organization; check digits are not looked at. */
export function numberOf(keyPrefix: string, id: string): number | null {
  if (id.length !== SHORT_LENGTH && id.length !== SHORT_LENGTH + 3) return null;
  if (!id.startsWith(keyPrefix + INSTANCE)) return null;
  let number = 0;
  for (const letter of id.slice(SHORT_LENGTH - NUMBER_LENGTH, SHORT_LENGTH)) {
    const digit = DIGITS.indexOf(letter);
    if (digit < 0) return null;
    number = number * DIGITS.length + digit;
  }
  return number;
}
