import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { industryMissing } from './industry-missing.ts';

testRule(
  test,
  industryMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { 'an industry': company() },
    reports: {
      empty: {
        on: company({ industry: null }),
        gives: [{ messageId: 'missing', field: 'industry', text: /is empty/ }],
      },
      'a placeholder': {
        on: company({ industry: 'Keine Angabe', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'industry', text: /is "Keine Angabe"\./ }],
      },
      'created when nobody knows': {
        on: company({ industry: null, createdAt: undefined }),
        gives: [{ messageId: 'missing', field: 'industry' }],
      },
    },
    silent: { 'in the grace': company({ industry: null, createdAt: '2024-04-05' }) },
    unknown: { 'industry not synced': company({ industry: undefined }) },
  },
);
