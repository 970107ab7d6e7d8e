import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { contactMissing } from './contact-missing.ts';

testRule(
  test,
  contactMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'one contact': deal(),
      several: deal({}, { contacts: 4 }),
    },
    reports: {
      none: { on: deal({}, { contacts: 0 }), gives: [{ messageId: 'missing', text: /No contact is linked/ }] },
      'first day after the grace': {
        on: deal({ createdAt: '2024-04-04' }, { contacts: 0 }),
        gives: [{ messageId: 'missing' }],
      },
    },
    silent: {
      'a won deal': deal({ stage: 'won' }, { contacts: 0 }),
      'in the grace': deal({ createdAt: '2024-04-05' }, { contacts: 0 }),
    },
    unknown: {
      'links not synced': deal({}, { contacts: 'unknown' }),
      'stage not in the pipeline': deal({ stage: 'renamed' }, { contacts: 0 }),
    },
  },
);
