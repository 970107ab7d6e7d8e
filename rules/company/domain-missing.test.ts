import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { domainMissing } from './domain-missing.ts';

testRule(
  test,
  domainMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a domain': company({ website: null }),
      'a website': company({ domain: null }),
      'a domain, website not synced': company({ website: undefined }),
      'a website, domain not synced': company({ domain: undefined }),
    },
    reports: {
      neither: {
        on: company({ domain: null, website: null }),
        gives: [{ messageId: 'missing', field: 'domain', text: /^Domain is empty and website is empty\.$/ }],
      },
      placeholders: {
        on: company({ domain: 'none', website: '-', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'domain', text: /"none" and website is "-"/ }],
      },
    },
    silent: { 'in the grace': company({ domain: null, website: null, createdAt: '2024-04-05' }) },
    unknown: {
      'domain not synced, no website': company({ domain: undefined, website: null }),
      'no domain, website not synced': company({ domain: null, website: undefined }),
    },
  },
);
