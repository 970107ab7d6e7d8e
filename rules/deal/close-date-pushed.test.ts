import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { closeDatePushed } from './close-date-pushed.ts';

const pushed = [{ messageId: 'pushed', field: 'closeDate' }];

testRule(
  test,
  closeDatePushed,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      never: deal(),
      once: deal({ closeDatePushes: '1' }),
      'no number': deal({ closeDatePushes: null }),
      'within a limit of our own': { on: deal({ closeDatePushes: '3' }), options: { warn: 4, limit: 6 } },
    },
    reports: {
      twice: { on: deal({ closeDatePushes: '2' }), credit: 0.5, gives: pushed },
      'three times': {
        on: deal({ closeDatePushes: '3' }),
        gives: [{ ...pushed[0]!, text: /moved to a later month 3 times\.$/ }],
      },
      'over a limit below the warning': { on: deal({ closeDatePushes: '1' }), options: { limit: 1 }, gives: pushed },
    },
    silent: { 'a lost deal': deal({ stage: 'lost', closeDatePushes: '4' }) },
    unknown: {
      'not kept': deal({ closeDatePushes: undefined }),
      unreadable: deal({ closeDatePushes: 'often' }),
      'stage not in the pipeline': deal({ stage: 'renamed', closeDatePushes: '4' }),
    },
  },
);
