import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { lifecycleMissing } from './lifecycle-missing.ts';

testRule(
  test,
  lifecycleMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'an MQL': contact(),
      'a stage outside of the order': contact({ lifecycleStage: 'other' }),
      'a custom stage that is not mapped': contact({ lifecycleStage: '233247981', lifecycle: undefined }),
    },
    reports: {
      'no stage': {
        on: contact({ lifecycleStage: null }),
        gives: [{ messageId: 'missing', field: 'lifecycleStage', text: /is empty/ }],
      },
      'first day after the grace': {
        on: contact({ lifecycleStage: null, createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'lifecycleStage' }],
      },
    },
    silent: {
      'a lead': lead({ lifecycleStage: null }),
      'a new lead': lead({ lifecycleStage: null, createdAt: '2024-04-10' }),
      'in the grace': contact({ lifecycleStage: null, createdAt: '2024-04-05' }),
    },
    unknown: { 'stage not synced': contact({ lifecycleStage: undefined }) },
  },
);
