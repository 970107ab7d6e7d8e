import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { commitWithoutActivity } from './commit-without-activity.ts';

const commit = (values: Parameters<typeof deal>[0]) => deal({ forecastCategory: 'Commit', ...values });

testRule(
  test,
  commitWithoutActivity,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'two days': commit({}),
      'fourteen days': commit({ activityTimes: '2024-03-28' }),
      'created last week': commit({ activityTimes: null, createdAt: '2024-04-04' }),
    },
    reports: {
      'fifteen days': {
        on: commit({ activityTimes: '2024-03-27' }),
        gives: [{ messageId: 'quiet', field: 'activityTimes', text: /says commit, .* on 2024-03-27, 15 days ago/ }],
      },
      'no activity': {
        on: commit({ activityTimes: null }),
        gives: [{ messageId: 'never', field: 'activityTimes', text: /since it was created on 2024-02-20/ }],
      },
      'no longer a wait in the first stage': {
        on: commit({ stage: 'qualification', activityTimes: '2024-03-25' }),
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
      'a category of our own': {
        on: deal({ forecastCategory: 'Sure thing', activityTimes: '2024-03-01' }),
        options: { categories: ['sure thing'] },
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
    },
    silent: {
      'best case': deal({ forecastCategory: 'BEST_CASE', activityTimes: '2024-03-01' }),
      'no category': deal({ forecastCategory: null, activityTimes: '2024-03-01' }),
      won: commit({ stage: 'won', activityTimes: '2024-03-01' }),
    },
    unknown: {
      'category not synced': deal({ forecastCategory: undefined }),
      'activity not synced': commit({ activityTimes: undefined }),
      'no date at all': commit({ activityTimes: null, createdAt: null }),
      'stage not in the pipeline': commit({ stage: 'renamed' }),
    },
  },
);
