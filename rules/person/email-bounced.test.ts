import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { emailBounced } from './email-bounced.ts';

testRule(
  test,
  emailBounced,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'no bounce': contact(),
      'no bounce, dates are not kept': contact({ emailBouncedAt: undefined }),
      'no bounce, reasons are not kept': lead({ emailBounceReason: undefined }),
      'a reason that says nothing': contact({ emailBounceReason: 'none' }),
    },
    reports: {
      'a reason': {
        on: contact({ emailBounceReason: 'UNKNOWN_USER', emailBouncedAt: undefined }),
        gives: [{ messageId: 'reason', field: 'email', text: /maschinen\.de" came back for good: UNKNOWN_USER\.$/ }],
      },
      'a date': {
        on: lead({ emailBouncedAt: '2024-02-01T23:30:00Z' }),
        timeZone: 'Europe/Berlin',
        gives: [{ messageId: 'date', field: 'email', text: /on 2024-02-02\.$/ }],
      },
      'both: the reason says more': {
        on: lead({ emailBouncedAt: '2024-02-01', emailBounceReason: 'Mailbox full' }),
        gives: [{ messageId: 'reason', field: 'email', text: /Mailbox full/ }],
      },
    },
    silent: {
      'no email any more': contact({ email: null, emailBounceReason: 'OTHER' }),
      'a placeholder counts as empty': contact({ email: 'noemail@acme.de', emailBounceReason: 'OTHER' }),
    },
    unknown: {
      'bounces not synced': contact({ emailBouncedAt: undefined, emailBounceReason: undefined }),
      'email not synced': contact({ email: undefined, emailBounceReason: 'OTHER' }),
    },
  },
);
