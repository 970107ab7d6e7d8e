import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { wonDealNotCustomer } from './won-deal-not-customer.ts';

testRule(
  test,
  wonDealNotCustomer,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a customer': contact({ lifecycle: 'customer' }, { deals: ['won'] }),
      'an evangelist': contact({ lifecycle: 'evangelist' }, { deals: ['won', 'unknown'] }),
    },
    reports: {
      'an MQL': {
        on: contact({}, { deals: ['won'] }),
        gives: [{ messageId: 'below', field: 'lifecycleStage', text: /stands at the stage "mql"\.$/ }],
      },
      'a lead with a won deal': {
        on: lead({ lifecycle: 'sql' }, { deals: ['lost', 'won'] }),
        gives: [{ messageId: 'below', field: 'lifecycleStage' }],
      },
      'a won deal beside one that nobody knows': {
        on: contact({ lifecycle: 'opportunity' }, { deals: ['unknown', 'won'] }),
        gives: [{ messageId: 'below', field: 'lifecycleStage' }],
      },
    },
    silent: {
      'no deal': contact(),
      'an open and a lost deal': contact({}, { deals: ['open', 'lost'] }),
      'no deal, stage not mapped': contact({ lifecycle: undefined }),
      'a customer of whom the deals are not known': contact({ lifecycle: 'customer' }, { deals: 'unknown' }),
      'no stage is another fault': contact({ lifecycle: null }, { deals: ['won'] }),
      'outside of the order': contact({ lifecycle: 'other' }, { deals: ['won'] }),
    },
    unknown: {
      'deals not synced': contact({}, { deals: 'unknown' }),
      'stage of the deal not known': contact({}, { deals: ['unknown'] }),
      'stage of the person not mapped': contact({ lifecycle: undefined }, { deals: ['won'] }),
      'neither known': contact({ lifecycle: undefined }, { deals: 'unknown' }),
    },
  },
);
