import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { inactive } from './inactive.ts';

testRule(
  test,
  inactive,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'two days': deal(),
      'fourteen days': deal({ activityTimes: '2024-03-28T00:00:00Z' }),
      'thirty days in the first stage': deal({ stage: 'qualification', activityTimes: '2024-03-12T00:00:00Z' }),
      'created last week, its contact quiet for longer': deal({
        createdAt: '2024-04-04',
        activityTimes: '2024-01-04',
      }),
      'created last week, activity not synced': deal({ createdAt: '2024-04-04', activityTimes: undefined }),
      'created last week, meeting ahead': deal({ createdAt: '2024-04-04', activityTimes: '2024-04-15T09:00:00Z' }),
      'created last week, meeting far ahead': deal({ createdAt: '2024-04-04', activityTimes: '2024-06-15' }),
    },
    reports: {
      'fifteen days': {
        on: deal({ activityTimes: '2024-03-27T23:00:00Z' }),
        gives: [{ messageId: 'quiet', field: 'activityTimes', text: /on 2024-03-27, 15 days ago/ }],
      },
      'thirty-one days in the first stage': {
        on: deal({ stage: 'qualification', activityTimes: '2024-03-11' }),
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
      'no activity since it was created': {
        on: deal({ activityTimes: null, createdAt: '2024-03-01' }),
        gives: [{ messageId: 'never', field: 'activityTimes', text: /created on 2024-03-01, 41 days ago/ }],
      },
      'activity only before it was created': {
        on: deal({ activityTimes: '2024-01-01', createdAt: '2024-03-01' }),
        gives: [{ messageId: 'never', field: 'activityTimes' }],
      },
      'a meeting ahead is no activity yet': {
        on: deal({ activityTimes: '2024-04-12T09:00:00Z' }),
        gives: [{ messageId: 'never', field: 'activityTimes' }],
      },
      'creation not known': {
        on: deal({ activityTimes: '2024-03-01', createdAt: undefined }),
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
      'a shorter limit': {
        on: deal(),
        options: { limit: '1 day' },
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
    },
    silent: { 'a won deal': deal({ stage: 'won', activityTimes: '2024-01-01' }) },
    unknown: {
      'activity not synced': deal({ activityTimes: undefined }),
      'activity unreadable': deal({ activityTimes: 'lately' }),
      'no date at all': deal({ activityTimes: null, createdAt: null }),
      'a meeting ahead, no creation date': deal({ activityTimes: '2024-04-12T09:00:00Z', createdAt: null }),
      'stage not in the pipeline': deal({ stage: 'renamed' }),
    },
  },
);
