import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { unreachable } from './unreachable.ts';

const nothing = { email: null, phone: null, mobilePhone: null };

testRule(
  test,
  unreachable,
  { now: '2024-04-11' },
  {
    passes: {
      'email, no phone': contact({ phone: null, mobilePhone: null }),
      'an invalid email can be mended': contact({ ...nothing, email: 'nora.berg@' }),
      'mobile phone only': contact({ ...nothing, mobilePhone: '+4915228817386' }),
      'phone known, email not': contact({ ...nothing, email: undefined, phone: '+493023125012' }),
      'email known, phones not': contact({ phone: undefined, mobilePhone: undefined }),
      'a lead with a phone': lead({ email: null }),
    },
    reports: {
      'nothing, first day after the grace': {
        on: contact({ ...nothing, createdAt: '2024-04-04T10:00:00Z' }),
        gives: [{ messageId: 'empty', text: /all empty/ }],
      },
      'blanks only': { on: lead({ email: ' ', phone: '\t', mobilePhone: '' }), gives: [{ messageId: 'empty' }] },
      'placeholders only': {
        on: contact({ ...nothing, email: 'noemail@acme.io', phone: '11111' }),
        gives: [{ messageId: 'placeholder', text: /"noemail@acme\.io", "11111"/ }],
      },
      'no creation date, no grace': {
        on: contact({ ...nothing, createdAt: null }),
        gives: [{ messageId: 'empty' }],
      },
      'a shorter grace': {
        on: contact({ ...nothing, createdAt: '2024-04-09' }),
        options: { grace: '2 days' },
        gives: [{ messageId: 'empty' }],
      },
    },
    silent: {
      'last day of the grace': contact({ ...nothing, createdAt: '2024-04-05T23:00:00Z' }),
      'within the grace, reachable': contact({ createdAt: '2024-04-10' }),
    },
    unknown: {
      'email not synced, no phone': contact({ ...nothing, email: undefined }),
      'one phone not synced': contact({ ...nothing, mobilePhone: undefined }),
    },
  },
);
