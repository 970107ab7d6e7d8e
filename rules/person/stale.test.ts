import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { stale } from './stale.ts';

const long = { activityTimes: '2022-12-24' };

testRule(
  test,
  stale,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'activity this month': contact(),
      'exactly twelve months ago': contact({ activityTimes: '2023-04-11T00:00:00Z' }),
      'no activity, created lately': contact({ activityTimes: null, createdAt: '2023-09-01' }),
      'recent activity, lifecycle not mapped': contact({ lifecycle: undefined }),
      'recent activity, deals not synced': contact({}, { deals: 'unknown' }),
      'meeting ahead, created lately': contact({ activityTimes: '2024-06-01T09:00:00Z' }),
      'a longer limit': { on: contact(long), options: { limit: '2 years' } },
      'the 29th of February counts as the 28th': {
        on: contact({ activityTimes: '2023-02-28' }),
        now: '2024-02-28T23:00:00Z',
      },
    },
    reports: {
      'twelve months and a day': {
        on: contact({ activityTimes: '2023-04-10T23:59:59Z' }),
        gives: [{ messageId: 'quiet', field: 'activityTimes', text: /on 2023-04-10\./ }],
      },
      'no activity at all': {
        on: lead({ activityTimes: null, createdAt: '2022-11-02' }),
        gives: [{ messageId: 'never', field: 'activityTimes', text: /created on 2022-11-02/ }],
      },
      'a meeting ahead is no activity yet': {
        on: contact({ activityTimes: '2024-04-30T09:00:00Z', createdAt: '2022-11-02' }),
        gives: [{ messageId: 'never', field: 'activityTimes' }],
      },
      'only closed deals': {
        on: contact(long, { deals: ['won', 'lost'] }),
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
      'disqualified stands outside of the order': {
        on: contact({ ...long, lifecycle: 'disqualified' }),
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
      'a CRM without lifecycle, no won deal': {
        on: contact({ ...long, lifecycle: undefined, lifecycleStage: undefined }, { deals: ['lost'] }),
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
      'no lifecycle stage': {
        on: contact({ ...long, lifecycle: null }),
        gives: [{ messageId: 'quiet', field: 'activityTimes' }],
      },
    },
    silent: {
      'a customer': contact({ ...long, lifecycle: 'customer' }),
      'a CRM without lifecycle, a won deal': contact(
        { ...long, lifecycle: undefined, lifecycleStage: undefined },
        { deals: ['won'] },
      ),
      'an evangelist': contact({ ...long, lifecycle: 'evangelist' }),
      'in an open deal': contact(long, { deals: ['lost', 'open', 'unknown'] }),
    },
    unknown: {
      'activity not synced': contact({ activityTimes: undefined }),
      'activity unreadable': contact({ activityTimes: 'last spring' }),
      'silent, lifecycle not mapped': contact({ ...long, lifecycle: undefined }),
      'silent, deals not synced': contact(long, { deals: 'unknown' }),
      'a CRM without lifecycle, deals not synced': contact(
        { ...long, lifecycle: undefined, lifecycleStage: undefined },
        { deals: 'unknown' },
      ),
      'a CRM without lifecycle, a deal in an unknown stage': contact(
        { ...long, lifecycle: undefined, lifecycleStage: undefined },
        { deals: ['unknown'] },
      ),
      'silent, stage of its deal not known': contact(long, { deals: ['unknown'] }),
      'no date at all': contact({ activityTimes: null, createdAt: null }),
    },
  },
);
