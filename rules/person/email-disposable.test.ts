import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { emailDisposable } from './email-disposable.ts';

testRule(
  test,
  emailDisposable,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a business address': contact(),
      'a free mailbox': lead({ email: 'nora@web.de' }),
      'a slip of a large provider is another fault': contact({ email: 'nora@gmial.com' }),
      'a business whose name is alike': contact({ email: 'nora@mailinator-consulting.de' }),
      'allowed here': { on: contact({ email: 'nora@mailinator.com' }), options: { allow: ['mailinator.com'] } },
    },
    reports: {
      'in capitals': {
        on: contact({ email: 'Nora@MAILINATOR.com' }),
        gives: [{ messageId: 'disposable', field: 'email', text: /mailbox at mailinator\.com\.$/ }],
      },
      'below a subdomain': {
        on: lead({ email: 'nora@x.guerrillamail.com' }),
        gives: [{ messageId: 'disposable', field: 'email', text: /at guerrillamail\.com/ }],
      },
      'a provider under a new ending': {
        on: contact({ email: 'nora@trashmail.world' }),
        gives: [{ messageId: 'disposable', field: 'email' }],
      },
      'a domain of our own': {
        on: contact({ email: 'nora@burner-mail.de' }),
        gives: [{ messageId: 'disposable', field: 'email' }],
        options: { also: ['burner-mail.de'] },
      },
    },
    silent: {
      'no email': contact({ email: null }),
      'a placeholder counts as empty': contact({ email: 'asdf@yopmail.com' }),
    },
    unknown: { 'email not synced': contact({ email: undefined }) },
  },
);
