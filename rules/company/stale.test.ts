import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { stale } from './stale.ts';

testRule(
  test,
  stale,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'this month': company(),
      'eighteen months to the day': company({ activityTimes: '2022-10-11', createdAt: '2020-01-01' }),
      'created after the last activity': company({ activityTimes: '2022-01-01', createdAt: '2023-06-14' }),
      'young, activity not synced': company({ activityTimes: undefined }),
    },
    reports: {
      'a day longer': {
        on: company({ activityTimes: '2022-10-10', createdAt: '2020-01-01' }),
        gives: [{ messageId: 'quiet', field: 'activityTimes', text: /was on 2022-10-10\.$/ }],
      },
      'no activity since it was created': {
        on: company({ activityTimes: null, createdAt: '2022-01-01' }),
        gives: [{ messageId: 'never', field: 'activityTimes', text: /created on 2022-01-01\.$/ }],
      },
      'a shorter limit': {
        on: company({ createdAt: '2023-01-01', activityTimes: '2024-01-01' }),
        options: { limit: '3 months' },
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
      'a meeting ahead is no activity yet': {
        on: company({ activityTimes: '2024-05-01T09:00:00Z', createdAt: '2022-01-01' }),
        gives: [{ messageId: 'never', field: 'activityTimes' }],
      },
    },
    unknown: {
      'activity not synced': company({ activityTimes: undefined, createdAt: '2020-01-01' }),
      'no date at all': company({ activityTimes: null, createdAt: null }),
    },
  },
);
