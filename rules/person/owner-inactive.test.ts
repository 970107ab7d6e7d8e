import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { ownerInactive } from './owner-inactive.ts';

testRule(
  test,
  ownerInactive,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { 'an active owner': contact() },
    reports: {
      deactivated: {
        on: contact({}, { owner: 'inactive' }),
        gives: [{ messageId: 'inactive', field: 'ownerId', text: /user 1001/ }],
      },
      'in no list': {
        on: lead({ ownerId: '77' }, { owner: 'missing' }),
        gives: [{ messageId: 'missing', field: 'ownerId', text: /user 77/ }],
      },
    },
    silent: {
      'no owner': contact({ ownerId: null }, { owner: 'missing' }),
      'a placeholder is no owner': contact({ ownerId: 'n/a' }, { owner: 'missing' }),
    },
    unknown: {
      'owners not readable': contact({}, { owner: 'unknown' }),
      'owner not synced': contact({ ownerId: undefined }),
    },
  },
);
