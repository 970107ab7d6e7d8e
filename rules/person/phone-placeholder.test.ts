import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { phonePlaceholder } from './phone-placeholder.ts';

testRule(
  test,
  phonePlaceholder,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'two numbers': contact(),
      'an invalid number is another fault': contact({ phone: '030 1', mobilePhone: null }),
      'one repeated digit, but short': lead({ phone: '1111' }),
    },
    reports: {
      'one digit': {
        on: contact({ phone: '+00 000-0000' }),
        gives: [{ messageId: 'placeholder', field: 'phone', text: /^Phone "\+00 000-0000" is made up\.$/ }],
      },
      'both numbers': {
        on: contact({ phone: 'n/a', mobilePhone: '+49 12345678' }),
        gives: [
          { messageId: 'placeholder', field: 'phone' },
          { messageId: 'placeholder', field: 'mobilePhone', text: /^Mobile phone/ },
        ],
      },
      'beside a number that is not synced': {
        on: lead({ phone: '(212) 555-0199', mobilePhone: undefined }),
        gives: [{ messageId: 'placeholder', field: 'phone' }],
      },
    },
    silent: { 'no number': contact({ phone: null, mobilePhone: null }) },
    unknown: { 'one number real, one not synced': contact({ phone: undefined }) },
  },
);
