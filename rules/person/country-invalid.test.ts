import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { countryInvalid } from './country-invalid.ts';

testRule(
  test,
  countryInvalid,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a name': contact(),
      'a three-letter code': contact({ country: 'DEU' }),
      'a habit': lead({ country: ' u.s.a. ' }),
      'NA is Namibia': contact({ country: 'NA' }),
    },
    reports: {
      'a city': {
        on: contact({ country: 'Berlin' }),
        gives: [{ messageId: 'unresolved', field: 'country', text: /^Country "Berlin" is no country/ }],
      },
      'a number': { on: lead({ country: '49' }), gives: [{ messageId: 'unresolved', field: 'country' }] },
      'two countries': { on: contact({ country: 'DE/AT' }), gives: [{ messageId: 'unresolved', field: 'country' }] },
    },
    silent: {
      empty: contact({ country: null }),
      'a placeholder counts as empty': contact({ country: 'n/a' }),
    },
    unknown: { 'not synced': contact({ country: undefined }) },
  },
);
