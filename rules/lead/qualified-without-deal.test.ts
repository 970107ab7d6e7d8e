import { test } from '@jest/globals';
import { lead, testRule } from '../../src/testing/index.ts';
import { qualifiedWithoutDeal } from './qualified-without-deal.ts';

testRule(
  test,
  qualifiedWithoutDeal,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'an open deal': lead({ lifecycle: 'sql' }, { deals: ['open'] }),
      'a lost deal': lead({ lifecycle: 'sql' }, { deals: ['lost'] }),
      'a deal in a stage nobody knows': lead({ lifecycle: 'opportunity' }, { deals: ['unknown'] }),
    },
    reports: {
      qualified: {
        on: lead({ lifecycle: 'sql' }),
        gives: [{ messageId: 'none', text: /the stage "sql", but has no deal/ }],
      },
      'further than qualified': { on: lead({ lifecycle: 'customer' }), gives: [{ messageId: 'none' }] },
      'qualified in its first week': {
        on: lead({ lifecycle: 'sql', createdAt: '2024-04-10' }),
        gives: [{ messageId: 'none' }],
      },
    },
    silent: {
      'an MQL': lead(),
      'an MQL, deals not synced': lead({}, { deals: 'unknown' }),
      'no stage': lead({ lifecycle: null }),
      disqualified: lead({ lifecycle: 'disqualified' }),
    },
    unknown: {
      'deals not synced': lead({ lifecycle: 'sql' }, { deals: 'unknown' }),
      'stage not mapped': lead({ lifecycle: undefined }),
    },
  },
);
