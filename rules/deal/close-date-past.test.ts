import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { closeDatePast } from './close-date-past.ts';

testRule(
  test,
  closeDatePast,
  { now: '2024-04-11' },
  {
    passes: {
      'open deal, future date': deal({ closeDate: '2024-05-01' }),
      today: deal({ closeDate: '2024-04-11' }),
      'within a grace of three days': { on: deal({ closeDate: '2024-04-08' }), options: { grace: '3 days' } },
      'still yesterday west of us': {
        on: deal({ closeDate: '2024-04-10' }),
        now: '2024-04-11T03:00:00Z',
        timeZone: 'America/New_York',
      },
    },
    reports: {
      'open deal, date past': {
        on: deal({ closeDate: '2024-03-01' }),
        gives: [{ messageId: 'past', field: 'closeDate', text: /2024-03-01 is 41 days past .* "Proposal"/ }],
      },
      'an instant of yesterday': {
        on: deal({ closeDate: '2024-04-10T23:59:59Z' }),
        gives: [{ messageId: 'past', field: 'closeDate', text: /is 1 day past/ }],
      },
      'after the grace': {
        on: deal({ closeDate: '2024-04-07' }),
        options: { grace: '3 days' },
        gives: [{ messageId: 'past', field: 'closeDate' }],
      },
      'already tomorrow east of us': {
        on: deal({ closeDate: '2024-04-11' }),
        now: '2024-04-11T20:00:00Z',
        timeZone: 'Asia/Tokyo',
        gives: [{ messageId: 'past', field: 'closeDate' }],
      },
    },
    silent: {
      'won deal': deal({ stage: 'won', closeDate: '2024-03-01' }),
      'lost deal': deal({ stage: 'lost', closeDate: '2024-03-01' }),
      'no close date': deal({ closeDate: null }),
      'unreadable close date': deal({ closeDate: 'next summer' }),
    },
    unknown: {
      'close date not synced': deal({ closeDate: undefined }),
      'stage not in the pipeline': deal({ stage: 'renamed', closeDate: '2024-03-01' }),
    },
  },
);
