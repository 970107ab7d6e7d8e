import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { closeDateMissing } from './close-date-missing.ts';

testRule(
  test,
  closeDateMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a close date': deal(),
      'a date past is another fault': deal({ closeDate: '2024-03-01' }),
    },
    reports: {
      empty: {
        on: deal({ closeDate: null }),
        gives: [{ messageId: 'missing', field: 'closeDate', text: /is empty\./ }],
      },
      'a placeholder': {
        on: deal({ closeDate: ' TBA', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'closeDate', text: /is " TBA"\./ }],
      },
    },
    silent: {
      'won without one': deal({ closeDate: null, stage: 'won' }),
      'in the grace': deal({ closeDate: null, createdAt: '2024-04-05' }),
      'won, in the grace': deal({ closeDate: null, stage: 'won', createdAt: '2024-04-05' }),
      'what is no date is another fault': deal({ closeDate: '2024-02-30' }),
    },
    unknown: {
      'close date not synced': deal({ closeDate: undefined }),
      'stage not in the pipeline': deal({ closeDate: null, stage: 'renamed' }),
    },
  },
);
