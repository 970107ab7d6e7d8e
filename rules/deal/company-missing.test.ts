import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { companyMissing } from './company-missing.ts';

testRule(
  test,
  companyMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'one company': deal(),
      several: deal({}, { companies: 4 }),
    },
    reports: {
      none: { on: deal({}, { companies: 0 }), gives: [{ messageId: 'missing', text: /No company is linked/ }] },
      'first day after the grace': {
        on: deal({ createdAt: '2024-04-04' }, { companies: 0 }),
        gives: [{ messageId: 'missing' }],
      },
    },
    silent: {
      'a won deal': deal({ stage: 'won' }, { companies: 0 }),
      'in the grace': deal({ createdAt: '2024-04-05' }, { companies: 0 }),
    },
    unknown: {
      'links not synced': deal({}, { companies: 'unknown' }),
      'stage not in the pipeline': deal({ stage: 'renamed' }, { companies: 0 }),
    },
  },
);
