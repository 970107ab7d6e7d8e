import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { emailMissing } from './email-missing.ts';

testRule(
  test,
  emailMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'email, no phone': contact({ phone: null, mobilePhone: null }),
      'email, phones not synced': lead({ phone: undefined, mobilePhone: undefined }),
      'an invalid email is there': contact({ email: 'nora.berg@' }),
    },
    reports: {
      'a phone only': {
        on: contact({ email: null, mobilePhone: null }),
        gives: [{ messageId: 'missing', field: 'email' }],
      },
      'a usable phone beside an unknown one': {
        on: contact({ email: null, phone: undefined }),
        gives: [{ messageId: 'missing', field: 'email' }],
      },
      'first day after the grace': {
        on: lead({ email: null, createdAt: '2024-04-04T23:59:00Z' }),
        gives: [{ messageId: 'missing', field: 'email' }],
      },
    },
    silent: {
      'in the grace': contact({ email: null, createdAt: '2024-04-05T00:30:00Z' }),
      'a placeholder is not missing': contact({ email: 'test@acme.io' }),
      'no usable phone either': contact({ email: null, phone: 'n/a', mobilePhone: null }),
    },
    unknown: {
      'email not synced': contact({ email: undefined }),
      'no email, phones not synced': contact({ email: null, phone: undefined, mobilePhone: undefined }),
    },
  },
);
