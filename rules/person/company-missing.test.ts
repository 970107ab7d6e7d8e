import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { companyMissing } from './company-missing.ts';

testRule(
  test,
  companyMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a contact with a company': contact({ companyName: null }),
      'a lead with a company name': lead({}, { companies: 'unknown' }),
    },
    reports: {
      'a contact without a company, for all its company name': {
        on: contact({}, { companies: 0 }),
        gives: [{ messageId: 'unlinked' }],
      },
      'a lead without a company name': {
        on: lead({ companyName: ' ' }),
        gives: [{ messageId: 'missing', field: 'companyName', text: /is empty\./ }],
      },
      'a placeholder for a company': {
        on: lead({ companyName: 'TBD' }),
        gives: [{ messageId: 'missing', field: 'companyName', text: /is "TBD"\./ }],
      },
      'first day after the grace': {
        on: contact({ createdAt: '2024-04-04' }, { companies: 0 }),
        gives: [{ messageId: 'unlinked' }],
      },
    },
    silent: { 'in the grace': contact({ createdAt: '2024-04-05' }, { companies: 0 }) },
    unknown: {
      'companies not synced': contact({}, { companies: 'unknown' }),
      'company name not synced': lead({ companyName: undefined }),
    },
  },
);
