import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { ownerInactive } from './owner-inactive.ts';

testRule(
  test,
  ownerInactive,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { 'an active owner': deal() },
    reports: {
      deactivated: {
        on: deal({}, { owner: 'inactive' }),
        gives: [{ messageId: 'inactive', field: 'ownerId', text: /user 1001/ }],
      },
      'in no list': {
        on: deal({ ownerId: '77' }, { owner: 'missing' }),
        gives: [{ messageId: 'missing', field: 'ownerId', text: /user 77/ }],
      },
    },
    silent: {
      'no owner': deal({ ownerId: null }, { owner: 'missing' }),
      'a placeholder is no owner': deal({ ownerId: 'n/a' }, { owner: 'missing' }),
      'a won deal': deal({ stage: 'won' }, { owner: 'inactive' }),
    },
    unknown: {
      'owners not readable': deal({}, { owner: 'unknown' }),
      'owner not synced': deal({ ownerId: undefined }),
      'stage not in the pipeline': deal({ stage: 'renamed' }, { owner: 'inactive' }),
    },
  },
);
