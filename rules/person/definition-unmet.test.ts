import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { definitionUnmet } from './definition-unmet.ts';

testRule(
  test,
  definitionUnmet,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { met: contact({}, { definition: 'met' }) },
    reports: {
      unmet: {
        on: lead({}, { definition: 'unmet' }),
        gives: [
          { messageId: 'unmet', field: 'lifecycle', text: /^The person is in "mql", but does not meet .* "mql"\.$/ },
        ],
      },
    },
    silent: {
      'no definition': contact(),
      'an empty field decides': contact({}, { definition: ['seniority'] }),
      'cannot be known': contact({}, { definition: 'unknown' }),
      'stage not mapped': contact({ lifecycle: undefined }, { definition: 'unmet' }),
      'no stage': contact({ lifecycle: null }, { definition: 'unmet' }),
    },
  },
);
