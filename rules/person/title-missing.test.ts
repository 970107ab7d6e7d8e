import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { titleMissing } from './title-missing.ts';

testRule(
  test,
  titleMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'filled at an MQL': contact(),
      'filled, stage not known': contact({ lifecycle: undefined }),
    },
    reports: {
      empty: {
        on: contact({ jobTitle: null }),
        gives: [{ messageId: 'missing', field: 'jobTitle', text: /^Job title is empty, though .* stage "mql"\.$/ }],
      },
      'a placeholder at a lead sales works': {
        on: lead({ jobTitle: 'TBD', lifecycle: 'working' }),
        gives: [{ messageId: 'missing', field: 'jobTitle', text: /is "TBD", .* "working"/ }],
      },
      'first day after the grace': {
        on: contact({ jobTitle: ' ', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'jobTitle' }],
      },
    },
    silent: {
      'a lead': contact({ jobTitle: null, lifecycle: 'lead' }),
      'no stage': contact({ jobTitle: null, lifecycle: null }),
      'handed back': lead({ jobTitle: null, lifecycle: 'recycled' }),
      'in the grace': contact({ jobTitle: null, createdAt: '2024-04-05' }),
    },
    unknown: {
      'not synced': contact({ jobTitle: undefined }),
      'stage not known': contact({ jobTitle: null, lifecycle: undefined }),
    },
  },
);
