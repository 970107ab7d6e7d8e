import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { lostWithoutReason } from './lost-without-reason.ts';

const lost = (values: Parameters<typeof deal>[0]) => deal({ stage: 'lost', closeDate: '2024-04-02', ...values });

testRule(
  test,
  lostWithoutReason,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a reason': lost({ lossReason: 'Price' }),
      'a reason, ninety days ago': lost({ lossReason: 'Timing', closeDate: '2024-01-12' }),
    },
    reports: {
      empty: {
        on: lost({}),
        gives: [{ messageId: 'missing', field: 'lossReason', text: /the loss reason is empty\.$/ }],
      },
      'a placeholder': {
        on: lost({ lossReason: 'Unknown' }),
        gives: [{ messageId: 'missing', field: 'lossReason', text: /"Unknown"/ }],
      },
      'ninety days ago': {
        on: lost({ closeDate: '2024-01-12' }),
        gives: [{ messageId: 'missing', field: 'lossReason' }],
      },
      'no close date, its stage entered lately': {
        on: lost({ closeDate: null }),
        gives: [{ messageId: 'missing', field: 'lossReason' }],
      },
      'first day after the grace': {
        on: lost({ createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'lossReason' }],
      },
      'a longer memory': {
        on: lost({ closeDate: '2023-06-01' }),
        options: { within: '12 months' },
        gives: [{ messageId: 'missing', field: 'lossReason' }],
      },
    },
    silent: {
      open: deal(),
      won: deal({ stage: 'won' }),
      'ninety-one days ago': lost({ closeDate: '2024-01-11' }),
      'in the grace': lost({ createdAt: '2024-04-05' }),
      'open, in the grace': deal({ createdAt: '2024-04-05' }),
      'reasons are not kept': lost({ lossReason: undefined }),
    },
    unknown: {
      'no date': lost({ closeDate: null, stageEnteredAt: null }),
      'stage not in the pipeline': deal({ stage: 'renamed' }),
    },
  },
);
