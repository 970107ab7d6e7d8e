import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { openDealEarlyStage } from './open-deal-early-stage.ts';

testRule(
  test,
  openDealEarlyStage,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'an opportunity': contact({ lifecycle: 'opportunity' }, { deals: ['open'] }),
      'an MQL': contact({}, { deals: ['open', 'lost'] }),
      'recycled, with a new deal': contact({ lifecycle: 'recycled' }, { deals: ['open'] }),
    },
    reports: {
      'a lead': {
        on: contact({ lifecycle: 'lead' }, { deals: ['open'] }),
        gives: [{ messageId: 'early', field: 'lifecycleStage', text: /stage "lead"/ }],
      },
      'a subscriber': {
        on: lead({ lifecycle: 'subscriber' }, { deals: ['won', 'open'] }),
        gives: [{ messageId: 'early', field: 'lifecycleStage' }],
      },
      'an open deal beside one that nobody knows': {
        on: contact({ lifecycle: 'lead' }, { deals: ['unknown', 'open'] }),
        gives: [{ messageId: 'early', field: 'lifecycleStage' }],
      },
    },
    silent: {
      'no deal': contact({ lifecycle: 'lead' }),
      'a won deal': contact({ lifecycle: 'lead' }, { deals: ['won'] }),
      'no stage is another fault': contact({ lifecycle: null }, { deals: ['open'] }),
      'deals not known, but past the early stages': contact({}, { deals: 'unknown' }),
    },
    unknown: {
      'deals not synced': contact({ lifecycle: 'lead' }, { deals: 'unknown' }),
      'stage of the person not mapped': contact({ lifecycle: undefined }, { deals: ['open'] }),
    },
  },
);
