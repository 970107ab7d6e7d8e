import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { countryPhoneMismatch } from './country-phone-mismatch.ts';

testRule(
  test,
  countryPhoneMismatch,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'both of the country': contact(),
      'a country by its code': lead({ country: 'DE', mobilePhone: null }),
      'a calling code that two countries share': contact({
        country: 'Kazakhstan',
        phone: '+74951234567',
        mobilePhone: null,
      }),
      'with an extension': contact({ phone: '+493023125012 ext. 7' }),
    },
    reports: {
      'another country': {
        on: contact({ phone: '+33142278186' }),
        gives: [
          {
            messageId: 'differs',
            field: 'phone',
            text: /"\+33142278186" begins with \+33, .* Germany begins with \+49\.$/,
          },
        ],
      },
      'both numbers': {
        on: lead({ country: 'Austria' }),
        gives: [
          { messageId: 'differs', field: 'phone' },
          { messageId: 'differs', field: 'mobilePhone' },
        ],
      },
      'one differs, one not synced': {
        on: contact({ phone: undefined, mobilePhone: '+41791234567' }),
        gives: [{ messageId: 'differs', field: 'mobilePhone' }],
      },
    },
    silent: {
      'no country': contact({ country: null }),
      'what is no country is another fault': contact({ country: 'Berlin', phone: '+33142278186' }),
      'a country without numbers': contact({ country: 'Antarctica' }),
      'no phone': contact({ phone: null, mobilePhone: null }),
      'numbers without a country': contact({ phone: '030 23125012', mobilePhone: '+80012345678' }),
      placeholders: contact({ phone: '+33 12345678', mobilePhone: null }),
    },
    unknown: {
      'country not synced': contact({ country: undefined }),
      'phones not synced': contact({ phone: undefined, mobilePhone: undefined }),
      'one fits, one not synced': contact({ mobilePhone: undefined }),
    },
  },
);
