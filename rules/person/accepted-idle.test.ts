import { test } from '@jest/globals';
import { lead, testRule } from '../../src/testing/index.ts';
import { acceptedIdle } from './accepted-idle.ts';

const sql = (values: Parameters<typeof lead>[0] = {}) =>
  lead({ lifecycle: 'sql', stageVisits: 'sql 2024-03-01T10:00:00Z..', ...values }, { isStageAgreed: true });

testRule(
  test,
  acceptedIdle,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'five working days': sql({ activityTimes: '2024-04-04T10:00:00Z' }),
      'activity on a Saturday': sql({ activityTimes: '2024-04-06' }),
      'a meeting is booked': sql({ activityTimes: '2024-04-04T10:00:00Z;2024-04-11T15:00:00Z' }),
      'accepted lately, activity not known': sql({ stageVisits: 'sql 2024-04-10..', activityTimes: undefined }),
      'no visits, but activity': sql({ stageVisits: undefined, activityTimes: '2024-04-10T10:00:00Z' }),
    },
    reports: {
      'six working days': {
        on: sql({ activityTimes: '2024-04-03T10:00:00Z' }),
        gives: [
          {
            messageId: 'idle',
            field: 'activityTimes',
            text: /nothing has happened since 2024-04-03; the limit is 5 business days/,
          },
        ],
      },
      'a meeting is booked for May': {
        on: sql({ activityTimes: '2024-03-04T10:00:00Z;2024-05-11T15:00:00Z' }),
        gives: [{ messageId: 'idle', field: 'activityTimes' }],
      },
      'another limit': {
        on: sql({ activityTimes: '2024-04-09T10:00:00Z' }),
        options: { limit: '1 day' },
        gives: [{ messageId: 'idle', field: 'activityTimes', text: /limit is 1 day\.$/ }],
      },
      'visits not kept': {
        on: sql({ stageVisits: undefined, activityTimes: '2024-03-01' }),
        gives: [{ messageId: 'idle', field: 'activityTimes' }],
      },
    },
    silent: {
      'the agreement names no team': lead({ lifecycle: 'sql', activityTimes: null }),
      'not accepted yet': sql({ lifecycle: 'mql' }),
      'an opportunity': sql({ lifecycle: 'opportunity' }),
    },
    unknown: {
      'activity not known': sql({ activityTimes: undefined }),
      'imported, and never an activity': sql({ stageVisits: 'sql ~2024-03-01..', activityTimes: null }),
    },
  },
);
