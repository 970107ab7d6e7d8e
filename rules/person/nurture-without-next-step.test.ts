import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { nurtureWithoutNextStep } from './nurture-without-next-step.ts';

const recycled = (values: Parameters<typeof lead>[0]) => lead({ lifecycle: 'recycled', ...values });

testRule(
  test,
  nurtureWithoutNextStep,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a task ahead': recycled({}),
      'a task today': recycled({ nextActivityAt: '2024-04-11T08:00:00Z' }),
      'a task today, as a date': recycled({ nextActivityAt: '2024-04-11' }),
      'a meeting is booked': recycled({ nextActivityAt: null, activityTimes: '2024-03-01;2024-04-12T09:00:00Z' }),
      'a meeting is booked, tasks not synced': recycled({ nextActivityAt: undefined, activityTimes: '2024-06-01' }),
      'a meeting is booked after the task': recycled({ activityTimes: '2024-06-01T09:00:00Z' }),
      'bad timing, a task ahead': contact({ leadStatus: 'BAD_TIMING' }),
      'bad timing, the stage not mapped': contact({ leadStatus: 'bad_timing', lifecycle: undefined }),
    },
    reports: {
      'nothing planned': {
        on: recycled({ nextActivityAt: null }),
        gives: [{ messageId: 'none', field: 'nextActivityAt', text: /no task or meeting is planned/ }],
      },
      'planned for yesterday': {
        on: recycled({ nextActivityAt: '2024-04-10T22:00:00Z' }),
        gives: [{ messageId: 'past', field: 'nextActivityAt', text: /planned for 2024-04-10\.$/ }],
      },
      'a lead status that means later': {
        on: contact({ leadStatus: 'Nurturing', nextActivityAt: null }),
        gives: [{ messageId: 'none', field: 'nextActivityAt' }],
      },
      'a status of our own': {
        on: contact({ leadStatus: 'Later', nextActivityAt: null }),
        options: { statuses: ['later'] },
        gives: [{ messageId: 'none', field: 'nextActivityAt' }],
      },
    },
    silent: {
      'in work': contact({ nextActivityAt: null }),
      'an opportunity with an old status': contact({
        lifecycle: 'opportunity',
        leadStatus: 'BAD_TIMING',
        nextActivityAt: null,
      }),
      'status not synced': contact({ leadStatus: undefined, nextActivityAt: null }),
      'unreadable date': recycled({ nextActivityAt: 'in autumn' }),
    },
    unknown: {
      'next activity not synced': recycled({ nextActivityAt: undefined }),
      'neither stage nor status known': contact({ lifecycle: undefined, leadStatus: undefined, nextActivityAt: null }),
      'stage not mapped, in work by its status': contact({ lifecycle: undefined, nextActivityAt: null }),
    },
  },
);
