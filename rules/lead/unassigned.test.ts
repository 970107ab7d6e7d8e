import { test } from '@jest/globals';
import { lead, testRule } from '../../src/testing/index.ts';
import { unassigned } from './unassigned.ts';

testRule(
  test,
  unassigned,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'an owner': lead(),
      'an owner who left is another rule': lead({}, { owner: 'inactive' }),
      'queued for exactly a day': lead({ createdAt: '2024-04-10T10:00:00Z' }, { owner: 'queue' }),
      'a longer limit': {
        on: lead({ createdAt: '2024-04-09T10:00:00Z' }, { owner: 'queue' }),
        options: { limit: '72 hours' },
      },
    },
    reports: {
      'queued for a day and a second': {
        on: lead({ createdAt: '2024-04-10T09:59:59Z' }, { owner: 'queue' }),
        gives: [{ messageId: 'queued', field: 'ownerId', text: /for 24 hours/ }],
      },
      'no owner at all, from the first minute': {
        on: lead({ ownerId: null, createdAt: '2024-04-11T09:59:00Z' }),
        gives: [{ messageId: 'ownerless', field: 'ownerId' }],
      },
      'a placeholder is no owner': {
        on: lead({ ownerId: 'n/a' }),
        gives: [{ messageId: 'ownerless', field: 'ownerId' }],
      },
    },
    silent: {
      'disqualified without an owner': lead({ lifecycle: 'disqualified', ownerId: null }),
      'handed back, in a queue for months': lead(
        { lifecycle: 'recycled', createdAt: '2023-11-02' },
        { owner: 'queue' },
      ),
    },
    unknown: {
      'owner not synced': lead({ ownerId: undefined }),
      'creation not known': lead({ createdAt: undefined }, { owner: 'queue' }),
    },
  },
);
