import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { emailRole } from './email-role.ts';

testRule(
  test,
  emailRole,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a personal address': contact(),
      'a role as the tag': contact({ email: 'nora+info@kettler.de' }),
      'allowed here': { on: contact({ email: 'jobs@kettler.de' }), options: { allow: ['Jobs'] } },
    },
    reports: {
      'in capitals': {
        on: contact({ email: 'INFO@Kettler.de' }),
        gives: [{ messageId: 'role', field: 'email', text: /"INFO@Kettler\.de" belongs to a role \("info"\)/ }],
      },
      'no-reply with a tag': {
        on: lead({ email: 'no-reply+7@kettler.de' }),
        gives: [{ messageId: 'role', field: 'email' }],
      },
      'a role of our own': {
        on: contact({ email: 'einkauf@kettler.de' }),
        options: { also: ['Einkauf'] },
        gives: [{ messageId: 'role', field: 'email', text: /einkauf/ }],
      },
    },
    silent: {
      'no email': contact({ email: null }),
      'a placeholder counts as empty': contact({ email: 'info@example.com' }),
      'no address at all': contact({ email: 'info' }),
    },
    unknown: { 'email not synced': contact({ email: undefined }) },
  },
);
