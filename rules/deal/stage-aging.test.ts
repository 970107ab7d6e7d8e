import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { stageAging } from './stage-aging.ts';

testRule(
  test,
  stageAging,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'ten days': deal(),
      'sixty days': deal({ stageEnteredAt: '2024-02-11T00:00:00Z' }),
      'a limit of its stage': deal({ stageEnteredAt: '2024-01-15' }, { noLongerThan: '3 months' }),
      'a stage that only asks for fields keeps the limit': deal({}, { needs: ['amount'] }),
    },
    reports: {
      'sixty-one days': {
        on: deal({ stageEnteredAt: '2024-02-10T23:59:59Z' }),
        gives: [
          {
            messageId: 'stuck',
            field: 'stage',
            text: /"Proposal" since 2024-02-10: 61 days, and the limit is 60 days/,
          },
        ],
      },
      'over the limit of its stage': {
        on: deal({}, { noLongerThan: '1 week' }),
        gives: [{ messageId: 'stuck', field: 'stage', text: /10 days, and the limit is 7 days/ }],
      },
      'over a limit of the agreement': {
        on: deal(),
        options: { limit: '9 days' },
        gives: [{ messageId: 'stuck', field: 'stage' }],
      },
    },
    silent: { 'a lost deal': deal({ stage: 'lost', stageEnteredAt: '2023-01-01' }) },
    unknown: {
      'entry not synced': deal({ stageEnteredAt: undefined }),
      'no entry date': deal({ stageEnteredAt: null }),
      'unreadable entry date': deal({ stageEnteredAt: 'in spring' }),
      'stage not in the pipeline': deal({ stage: 'renamed' }),
    },
  },
);
