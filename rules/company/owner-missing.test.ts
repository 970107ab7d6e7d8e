import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { ownerMissing } from './owner-missing.ts';

testRule(
  test,
  ownerMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'an owner': company(),
      'an inactive owner is another fault': company({}, { owner: 'inactive' }),
    },
    reports: {
      'no owner': { on: company({ ownerId: null }), gives: [{ messageId: 'missing', field: 'ownerId' }] },
      'first day after the grace': {
        on: company({ ownerId: '', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'ownerId' }],
      },
    },
    silent: { 'in the grace': company({ ownerId: null, createdAt: '2024-04-05' }) },
    unknown: { 'owner not synced': company({ ownerId: undefined }) },
  },
);
