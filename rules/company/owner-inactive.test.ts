import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { ownerInactive } from './owner-inactive.ts';

testRule(
  test,
  ownerInactive,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { 'an active owner': company() },
    reports: {
      deactivated: {
        on: company({}, { owner: 'inactive' }),
        gives: [{ messageId: 'inactive', field: 'ownerId', text: /user 1001/ }],
      },
      deleted: { on: company({}, { owner: 'missing' }), gives: [{ messageId: 'missing', field: 'ownerId' }] },
      'another one deactivated': {
        on: company({ ownerId: '7' }, { owner: 'inactive' }),
        gives: [{ messageId: 'inactive', field: 'ownerId' }],
      },
    },
    silent: { 'no owner': company({ ownerId: null }), 'a queue': company({}, { owner: 'queue' }) },
    unknown: {
      'owner not synced': company({ ownerId: undefined }),
      'owners not readable': company({}, { owner: 'unknown' }),
    },
  },
);
