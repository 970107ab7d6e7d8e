import { z } from 'zod';
import { defineRule, notApplicable, unknown } from '../../src/model/rule.ts';
import { countryName } from '../checks/country.ts';
import { homeCountry } from '../checks/country-value.ts';
import { capitalised, fieldOf, shorten, unknownBecause } from '../checks/field.ts';
import { callingCode, callingCodeOf } from '../checks/phone.ts';
import { isPhonePlaceholder } from '../checks/phone-placeholder.ts';
import { judgePhones } from '../checks/phones.ts';
import { phoneFields } from '../checks/reach.ts';

const phonesUnknown = unknown('phone and mobile phone are not known');

/**
 * A phone of another country than the record's. Countries that share a calling code (the United States and Canada)
 * are one here, as numbers move between them.
 */
export const countryPhoneMismatch = defineRule<Record<never, never>>({
  meta: {
    id: 'person/country-phone-mismatch',
    half: 'data',
    dimension: 'consistency',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: ['person/phone-invalid', 'person/country-invalid'],
    options: z.strictObject({}),
    messages: {
      differs: '{{label}} "{{phone}}" begins with {{found}}, but a number of {{country}} begins with {{code}}.',
    },
    docs: {
      summary: 'The phone numbers of a person are of the country of the record.',
      why: 'One of the two is wrong more often than not: a default of a form, or a move nobody recorded. Territory and time to call hang on it.',
      remedy: 'Correct the country or the number, whichever is out of date.',
      flag: 'Country or phone off',
    },
    examples: {
      passes: [
        { title: 'both of one country', object: 'contact', fields: {} },
        {
          title: 'Canada on a record of the United States',
          object: 'lead',
          fields: { country: 'US', phone: '+14169670123', mobilePhone: null },
        },
        { title: 'no country', object: 'contact', fields: { country: null } },
      ],
      fails: [
        { title: 'a French number in Germany', object: 'contact', fields: { phone: '+33142278186' } },
        { title: 'a mobile of Switzerland', object: 'lead', fields: { mobilePhone: '+41446681800' } },
        { title: 'both numbers', object: 'contact', fields: { country: 'Spain' } },
      ],
    },
  },
  reads: () => ({ own: [...phoneFields, 'country'], related: [] }),
  check(record, ctx) {
    if (fieldOf(record, 'country').is === 'unknown') return unknownBecause('country', record, ctx);
    const home = homeCountry(record);
    const code = home === null ? null : callingCode(home);
    if (home === null || code === null) return notApplicable;
    if (phoneFields.every((name) => fieldOf(record, name).is === 'unknown')) return phonesUnknown;
    return judgePhones(record, ctx, (phone, name) => {
      const found = isPhonePlaceholder(phone) ? null : callingCodeOf(phone);
      if (found === null) return null;
      if (found === code) return 'fine';
      const label = capitalised(ctx.label(name));
      const data = { label, phone: shorten(phone), found, country: countryName(home), code };
      return { messageId: 'differs', field: name, data };
    });
  },
});
