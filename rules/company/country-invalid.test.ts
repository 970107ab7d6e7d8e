import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { countryInvalid } from './country-invalid.ts';

testRule(
  test,
  countryInvalid,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { 'a name': company(), 'a code': company({ country: 'at' }), 'NA is Namibia': company({ country: 'NA' }) },
    reports: {
      'a region': {
        on: company({ country: 'Bavaria' }),
        gives: [{ messageId: 'unresolved', field: 'country', text: /"Bavaria" is no country/ }],
      },
      misspelt: { on: company({ country: 'Germny' }), gives: [{ messageId: 'unresolved', field: 'country' }] },
      'half a name': { on: company({ country: 'United' }), gives: [{ messageId: 'unresolved', field: 'country' }] },
    },
    silent: { empty: company({ country: ' ' }), 'a placeholder counts as empty': company({ country: 'unbekannt' }) },
    unknown: { 'not synced': company({ country: undefined }) },
  },
);
