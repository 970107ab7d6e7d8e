import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { closeDateTooNear } from './close-date-too-near.ts';

const first = (values: Parameters<typeof deal>[0]) => deal({ stage: 'qualification', ...values });

testRule(
  test,
  closeDateTooNear,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a month ahead': first({}),
      'fifteen days ahead': first({ closeDate: '2024-04-26' }),
      'outside of a shorter limit': { on: first({ closeDate: '2024-04-15' }), options: { within: '3 days' } },
      'more than a month ahead': { on: first({ closeDate: '2024-05-12' }), options: { within: '1 month' } },
    },
    reports: {
      today: {
        on: first({ closeDate: '2024-04-11' }),
        gives: [
          { messageId: 'near', field: 'closeDate', text: /^The deal is only in "Qualification", .* 2024-04-11\.$/ },
        ],
      },
      'fourteen days ahead': {
        on: first({ closeDate: '2024-04-25T21:00:00Z' }),
        gives: [{ messageId: 'near', field: 'closeDate' }],
      },
      'a month ahead, within a month': {
        on: first({ closeDate: '2024-05-11' }),
        options: { within: '1 month' },
        gives: [{ messageId: 'near', field: 'closeDate' }],
      },
    },
    silent: {
      'the middle stage of three': deal({ closeDate: '2024-04-15' }),
      'the last stage': deal({ stage: 'negotiation', closeDate: '2024-04-15' }),
      won: deal({ stage: 'won', closeDate: '2024-04-15' }),
      'past is another fault': first({ closeDate: '2024-04-10' }),
      'no close date': first({ closeDate: null }),
      unreadable: first({ closeDate: 'soon' }),
    },
    unknown: {
      'close date not synced': first({ closeDate: undefined }),
      'stage not in the pipeline': deal({ stage: 'renamed', closeDate: '2024-04-15' }),
    },
  },
);
