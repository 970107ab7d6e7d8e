import { test } from '@jest/globals';
import { lead, testRule } from '../../src/testing/index.ts';
import { disqualifiedWithoutReason } from './disqualified-without-reason.ts';

testRule(
  test,
  disqualifiedWithoutReason,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a reason': lead({ lifecycle: 'disqualified', disqualifiedReason: 'Too small' }),
      'another reason': lead({ lifecycle: 'disqualified', disqualifiedReason: 'No budget' }),
    },
    reports: {
      empty: {
        on: lead({ lifecycle: 'disqualified' }),
        gives: [{ messageId: 'missing', field: 'disqualifiedReason', text: /the reason is empty\.$/ }],
      },
      'a placeholder': {
        on: lead({ lifecycle: 'disqualified', disqualifiedReason: 'tbd' }),
        gives: [{ messageId: 'missing', field: 'disqualifiedReason', text: /is "tbd"/ }],
      },
      'first day after the grace': {
        on: lead({ lifecycle: 'disqualified', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'disqualifiedReason' }],
      },
    },
    silent: {
      'in work': lead(),
      'handed back': lead({ lifecycle: 'recycled' }),
      'in the grace': lead({ lifecycle: 'disqualified', createdAt: '2024-04-05' }),
    },
    unknown: {
      'reason not synced': lead({ lifecycle: 'disqualified', disqualifiedReason: undefined }),
      'stage not mapped': lead({ lifecycle: undefined }),
    },
  },
);
