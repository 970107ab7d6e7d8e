import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { ownerMissing } from './owner-missing.ts';

testRule(
  test,
  ownerMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'an owner': deal(),
      'an inactive owner is another fault': deal({}, { owner: 'inactive' }),
    },
    reports: {
      'no owner': {
        on: deal({ ownerId: null }),
        gives: [{ messageId: 'missing', field: 'ownerId', text: /in "Proposal"/ }],
      },
      'first day after the grace': {
        on: deal({ ownerId: '', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'ownerId' }],
      },
    },
    silent: {
      'a lost deal': deal({ ownerId: null, stage: 'lost' }),
      'in the grace': deal({ ownerId: null, createdAt: '2024-04-05' }),
    },
    unknown: {
      'owner not synced': deal({ ownerId: undefined }),
      'stage not in the pipeline': deal({ ownerId: null, stage: 'renamed' }),
    },
  },
);
