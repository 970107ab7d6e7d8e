import { test } from '@jest/globals';
import { lead, testRule } from '../../src/testing/index.ts';
import { contactMissing } from './contact-missing.ts';

testRule(
  test,
  contactMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: { 'one contact': lead(), several: lead({}, { contacts: 2 }) },
    reports: {
      none: {
        on: lead({}, { contacts: 0 }),
        gives: [{ messageId: 'missing', text: /No contact is linked to this lead/ }],
      },
      'first day after the grace': {
        on: lead({ createdAt: '2024-04-04' }, { contacts: 0 }),
        gives: [{ messageId: 'missing' }],
      },
      'created when nobody knows': {
        on: lead({ createdAt: null }, { contacts: 0 }),
        gives: [{ messageId: 'missing' }],
      },
    },
    silent: {
      'in the grace': lead({ createdAt: '2024-04-05' }, { contacts: 0 }),
      'a CRM whose leads hang on nobody': lead({}, { contacts: 'unknown' }),
    },
  },
);
