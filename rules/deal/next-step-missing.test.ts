import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { nextStepMissing } from './next-step-missing.ts';

testRule(
  test,
  nextStepMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'set this week': deal(),
      'thirty days old': deal({ nextStepChangedAt: '2024-03-12T00:00:00Z' }),
      'age not synced': deal({ nextStepChangedAt: undefined }),
      'age empty': deal({ nextStepChangedAt: null }),
    },
    reports: {
      'empty, in a new deal too': {
        on: deal({ nextStep: null, createdAt: '2024-04-10' }),
        gives: [{ messageId: 'missing', field: 'nextStep', text: /is empty\./ }],
      },
      'a placeholder': {
        on: deal({ nextStep: 'TBD' }),
        gives: [{ messageId: 'missing', field: 'nextStep', text: /is "TBD"\./ }],
      },
      'thirty-one days old': {
        on: deal({ nextStepChangedAt: '2024-03-11T23:00:00Z' }),
        gives: [
          {
            messageId: 'unchanged',
            field: 'nextStep',
            text: /"Send the revised offer" has not changed since 2024-03-11, 31 days ago/,
          },
        ],
      },
      'a shorter limit': {
        on: deal(),
        options: { limit: '2 days' },
        gives: [{ messageId: 'unchanged', field: 'nextStep' }],
      },
    },
    silent: { 'a won deal': deal({ nextStep: null, stage: 'won' }) },
    unknown: {
      'next step not synced': deal({ nextStep: undefined }),
      'stage not in the pipeline': deal({ stage: 'renamed' }),
    },
  },
);
