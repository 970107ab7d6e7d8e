import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { customerWithoutWonDeal } from './customer-without-won-deal.ts';

testRule(
  test,
  customerWithoutWonDeal,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a won deal': contact({ lifecycle: 'customer' }, { deals: ['won'] }),
      'a won deal beside one that nobody knows': contact({ lifecycle: 'customer' }, { deals: ['unknown', 'won'] }),
    },
    reports: {
      'no deal': {
        on: contact({ lifecycle: 'customer' }),
        gives: [{ messageId: 'none', field: 'lifecycleStage', text: /none of their deals is won/ }],
      },
      'an open deal': {
        on: contact({ lifecycle: 'customer' }, { deals: ['open'] }),
        gives: [{ messageId: 'none', field: 'lifecycleStage' }],
      },
      'a lead that is a customer': {
        on: lead({ lifecycle: 'customer' }),
        gives: [{ messageId: 'none', field: 'lifecycleStage' }],
      },
    },
    silent: {
      'an opportunity': contact({ lifecycle: 'opportunity' }),
      'an evangelist may never have bought': contact({ lifecycle: 'evangelist' }),
      'no stage': contact({ lifecycle: null }),
    },
    unknown: {
      'deals not synced': contact({ lifecycle: 'customer' }, { deals: 'unknown' }),
      'a deal in a stage nobody knows': contact({ lifecycle: 'customer' }, { deals: ['unknown', 'lost'] }),
      'stage of the person not mapped': contact({ lifecycle: undefined }),
    },
  },
);
