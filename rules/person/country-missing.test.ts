import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { countryMissing } from './country-missing.ts';

testRule(
  test,
  countryMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'filled at an MQL': contact(),
      'filled, stage not known': contact({ lifecycle: undefined }),
      'a code that looks like a placeholder': contact({ country: 'na' }),
      'what is no country is another fault': contact({ country: 'Berlin' }),
    },
    reports: {
      empty: {
        on: contact({ country: null }),
        gives: [{ messageId: 'missing', field: 'country', text: /^Country is empty, though .* stage "mql"\.$/ }],
      },
      'a placeholder at a lead sales works': {
        on: lead({ country: 'TBD', lifecycle: 'working' }),
        gives: [{ messageId: 'missing', field: 'country', text: /is "TBD", .* "working"/ }],
      },
      'first day after the grace': {
        on: contact({ country: ' ', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'country' }],
      },
    },
    silent: {
      'a lead': contact({ country: null, lifecycle: 'lead' }),
      'no stage': contact({ country: null, lifecycle: null }),
      'handed back': lead({ country: null, lifecycle: 'recycled' }),
      'in the grace': contact({ country: null, createdAt: '2024-04-05' }),
    },
    unknown: {
      'not synced': contact({ country: undefined }),
      'stage not known': contact({ country: null, lifecycle: undefined }),
    },
  },
);
