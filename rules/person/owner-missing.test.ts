import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { ownerMissing } from './owner-missing.ts';

testRule(
  test,
  ownerMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'an MQL with an owner': contact(),
      'an owner, lifecycle not mapped': contact({ lifecycle: undefined }),
    },
    reports: {
      'a queue is no owner': {
        on: lead({ lifecycle: 'sql' }, { owner: 'queue' }),
        gives: [{ messageId: 'missing', field: 'ownerId' }],
      },
      'an MQL': { on: contact({ ownerId: null }), gives: [{ messageId: 'missing', field: 'ownerId', text: /"mql"/ }] },
      'an evangelist': {
        on: contact({ ownerId: null, lifecycle: 'evangelist' }),
        gives: [{ messageId: 'missing', field: 'ownerId' }],
      },
      'first day after the grace': {
        on: lead({ ownerId: null, createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'ownerId' }],
      },
    },
    silent: {
      'a lead': contact({ ownerId: null, lifecycle: 'lead' }),
      'outside of the order': contact({ ownerId: null, lifecycle: 'other' }),
      'no lifecycle stage': contact({ ownerId: null, lifecycle: null }),
      'in the grace': contact({ ownerId: null, createdAt: '2024-04-05' }),
    },
    unknown: {
      'no owner, lifecycle not mapped': contact({ ownerId: null, lifecycle: undefined }),
      'owner not synced': contact({ ownerId: undefined }),
    },
  },
);
