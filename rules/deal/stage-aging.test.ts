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
      'ten days of learnt ten': deal({}, { learntDays: [10, 20] }),
      'eight working days': deal({}, { noLongerThan: '8 business days' }),
      'earlier visits to another stage': deal({
        stageVisits: 'qualification 2023-01-01..2024-04-01;proposal 2024-04-01..',
      }),
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
      'in all longer than the limit': {
        on: deal({
          stageVisits: 'proposal 2024-01-10..2024-03-01;negotiation 2024-03-01..2024-04-01;proposal 2024-04-01..',
        }),
        gives: [
          {
            messageId: 'stuckAgain',
            field: 'stage',
            text: /is back in "Proposal" since 2024-04-01: 61 days in all, and the/,
          },
        ],
      },
      'slower than three quarters': {
        on: deal({}, { learntDays: [9, 10] }),
        credit: 0.5,
        gives: [{ messageId: 'slow', field: 'stage', text: /in "Proposal" for 10 days; three in four won deals/ }],
      },
      'slower than nine in ten': {
        on: deal({}, { learntDays: [5, 9] }),
        gives: [{ messageId: 'stuck', field: 'stage', text: /10 days, and the limit is 9 days/ }],
      },
      'over working days': {
        on: deal({}, { noLongerThan: '7 business days' }),
        gives: [{ messageId: 'stuck', field: 'stage', text: /limit is 7 business days/ }],
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
