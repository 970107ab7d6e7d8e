import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { sourceMissing } from './source-missing.ts';

testRule(
  test,
  sourceMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { 'a source': contact(), 'another source': lead({ originalSource: 'Trade Show' }) },
    reports: {
      empty: {
        on: contact({ originalSource: null }),
        gives: [{ messageId: 'missing', field: 'originalSource', text: /^Original source is empty\.$/ }],
      },
      'a placeholder': {
        on: lead({ originalSource: 'n/a', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'originalSource', text: /is "n\/a"/ }],
      },
      'created when nobody knows': {
        on: contact({ originalSource: null, createdAt: undefined }),
        gives: [{ messageId: 'missing', field: 'originalSource' }],
      },
    },
    silent: { 'in the grace': contact({ originalSource: null, createdAt: '2024-04-05' }) },
    unknown: { 'not synced': contact({ originalSource: undefined }) },
  },
);
