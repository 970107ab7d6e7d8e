import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { singleThreaded } from './single-threaded.ts';

testRule(
  test,
  singleThreaded,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'two contacts': deal({ amount: 80_000 }, { contacts: 2 }),
      'two contacts, amount not synced': deal({ amount: undefined }, { contacts: 2 }),
    },
    reports: {
      'one contact': {
        on: deal({ amount: 80_000 }),
        gives: [{ messageId: 'single', field: 'amount', text: /^One contact is linked to a deal of 80000\.$/ }],
      },
      'a size of our own': {
        on: deal(),
        options: { above: 20_000 },
        gives: [{ messageId: 'single', field: 'amount' }],
      },
      'any size': {
        on: deal({ amount: '0.01' }),
        options: { above: 0 },
        gives: [{ messageId: 'single', field: 'amount' }],
      },
    },
    silent: {
      'a small deal': deal(),
      'just at the limit': deal({ amount: 50_000 }),
      'no amount': deal({ amount: null }),
      'no contact is another fault': deal({ amount: 80_000 }, { contacts: 0 }),
      won: deal({ stage: 'won', amount: 80_000 }),
    },
    unknown: {
      'contacts not synced': deal({ amount: 80_000 }, { contacts: 'unknown' }),
      'amount not synced': deal({ amount: undefined }),
      'stage not in the pipeline': deal({ stage: 'renamed', amount: 80_000 }),
    },
  },
);
