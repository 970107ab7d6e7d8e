import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { isPossibleByLength } from './numbering-plan.ts';

const e164 = /^\+[1-9]\d{6,14}$/;
/** What follows a number to reach a desk: `ext. 12`, `x12`, `#12`, `;ext=12`. */
const extension = /\s*(?:;ext=|[,;]?\s*(?:extension|extn|ext|x|#|~|durchwahl|dw|poste|int)\.?:?\s*)\d{1,7}#?$/i;

/** A number as written, without an extension. */
function withoutExtension(phone: string): string {
  return phone.replace(extension, '');
}

/**
 * What keeps a number from being dialled from anywhere, or null. `format`: not E.164 as written (an extension apart);
 * `impossible`: E.164, but no number of its country is that long. A number that begins with `+` carries its own
 * country, so the record's country plays no part in the verdict.
 */
export function phoneProblem(phone: string): 'format' | 'impossible' | null {
  const written = e164.test(phone) ? phone : withoutExtension(phone);
  if (!e164.test(written)) return 'format';
  const isPossible = isPossibleByLength(written) ?? parsePhoneNumberFromString(written)?.isPossible() === true;
  return isPossible ? null : 'impossible';
}

const callingCodes = new Map<string, string | null>();

/** `+49` for DE; null for a country without telephone numbers of its own. Kept, as the library is slow to say. */
export function callingCode(country: string): string | null {
  let code = callingCodes.get(country);
  if (code === undefined) {
    code = isSupportedCountry(country) ? `+${getCountryCallingCode(country as CountryCode)}` : null;
    callingCodes.set(country, code);
  }
  return code;
}

/** The calling code of the country of a number in international format (`+49`); null for what is of no country. */
export function callingCodeOf(phone: string): string | null {
  const written = withoutExtension(phone);
  if (!e164.test(written)) return null;
  const number = parsePhoneNumberFromString(written);
  // Non-geographic codes (+800, +870 …) belong to services and ships.
  return number === undefined || number.isNonGeographic() ? null : `+${number.countryCallingCode}`;
}
