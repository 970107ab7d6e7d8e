import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { definitionUndecided } from './definition-undecided.ts';

testRule(
  test,
  definitionUndecided,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { met: contact({}, { definition: 'met' }), unmet: lead({}, { definition: 'unmet' }) },
    reports: {
      'one field': {
        on: contact({}, { definition: ['seniority'] }),
        gives: [
          { messageId: 'lacks', field: 'seniority', text: /^Seniority is empty, so nobody can say .* "mql" means\.$/ },
        ],
      },
      'two fields, after the grace': {
        on: lead({ createdAt: '2024-04-04' }, { definition: ['seniority', 'country'] }),
        gives: [
          { messageId: 'lacks', field: 'seniority' },
          { messageId: 'lacks', field: 'country' },
        ],
      },
    },
    silent: {
      'no definition': contact(),
      'in the grace': contact({ createdAt: '2024-04-05' }, { definition: ['seniority'] }),
      'stage not mapped': contact({ lifecycle: undefined }, { definition: ['seniority'] }),
    },
    unknown: { 'the CRM does not tell': contact({}, { definition: 'unknown' }) },
  },
);
