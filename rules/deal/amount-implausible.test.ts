import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { amountImplausible } from './amount-implausible.ts';

testRule(
  test,
  amountImplausible,
  {},
  {
    passes: {
      'an amount like others': deal(),
      'a hundred times the median': deal({ amount: 2_000_000 }),
      'zero, which another rule tells': deal({ amount: 0 }),
      'too few won deals to tell': deal({ amount: 9e12 }, { medianWon: null }),
      'a larger limit': { on: deal({ amount: 3_000_000 }), options: { times: 200 } },
    },
    reports: {
      negative: {
        on: deal({ amount: -1200.5 }),
        gives: [{ messageId: 'negative', field: 'amount', text: /^Amount -1,200\.5 is negative\.$/ }],
      },
      'negative, and nobody knows the others': {
        on: deal({ amount: -1 }, { medianWon: 'unknown' }),
        gives: [{ messageId: 'negative', field: 'amount' }],
      },
      'over a hundred times the median': {
        on: deal({ amount: 2_000_001 }),
        gives: [
          {
            messageId: 'large',
            field: 'amount',
            text: /^Amount 2,000,001 is over 100 times what won deals of the pipeline are worth \(median 20,000\)\.$/,
          },
        ],
      },
      'a smaller limit': {
        on: deal({ amount: 60_000 }),
        options: { times: 2 },
        gives: [{ messageId: 'large', field: 'amount', text: /over 2 times/ }],
      },
    },
    silent: {
      'no amount': deal({ amount: null }),
      'no number': deal({ amount: 'a lot' }),
      'a won deal': deal({ stage: 'won', amount: -5 }),
    },
    unknown: {
      'amount not synced': deal({ amount: undefined }),
      'stage not in the pipeline': deal({ stage: 'renamed', amount: -5 }),
      'nobody looked': deal({}, { medianWon: 'unknown' }),
    },
  },
);
