import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { amountMissing } from './amount-missing.ts';

testRule(
  test,
  amountMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'an amount': deal(),
      'a negative amount is another fault': deal({ amount: '-5' }),
      'a small amount': deal({ amount: '0.01' }),
    },
    reports: {
      'empty in the second stage': {
        on: deal({ amount: null }),
        gives: [{ messageId: 'missing', field: 'amount', text: /^Amount is empty in stage "Proposal"\.$/ }],
      },
      'zero in the third stage': {
        on: deal({ amount: '0.00', stage: 'negotiation' }),
        gives: [{ messageId: 'missing', field: 'amount', text: /^Amount is 0 in stage "Negotiation"\.$/ }],
      },
      'a placeholder': {
        on: deal({ amount: 'TBD', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'amount', text: /is "TBD"/ }],
      },
    },
    silent: {
      'first stage': deal({ amount: null, stage: 'qualification' }),
      'first stage, in the grace': deal({ amount: null, stage: 'qualification', createdAt: '2024-04-10' }),
      'won without an amount': deal({ amount: null, stage: 'won' }),
      'in the grace': deal({ amount: null, createdAt: '2024-04-05' }),
      'what is no number is another fault': deal({ amount: 'about ten' }),
    },
    unknown: {
      'amount not synced': deal({ amount: undefined }),
      'stage not in the pipeline': deal({ amount: null, stage: 'renamed' }),
      'stage not synced': deal({ amount: null, stage: undefined }),
    },
  },
);
