import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { emailFreeMail } from './email-free-mail.ts';

testRule(
  test,
  emailFreeMail,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a business address': contact(),
      'a provider as a host of a business': contact({ email: 'nora@gmail.com.kettler.de' }),
      'free, but of another ending': contact({ email: 'nora@me.de' }),
      'allowed here': { on: contact({ email: 'nora@free.fr' }), options: { allow: ['free.fr'] } },
    },
    reports: {
      'in capitals': {
        on: contact({ email: 'Nora@GMAIL.com' }),
        gives: [{ messageId: 'free', field: 'email', text: /at gmail\.com\.$/ }],
      },
      'below a subdomain': {
        on: lead({ email: 'nora@mail.gmx.net' }),
        gives: [{ messageId: 'free', field: 'email', text: /at gmx\.net/ }],
      },
      'Hotmail in Brazil': {
        on: lead({ email: 'nora@hotmail.com.br' }),
        gives: [{ messageId: 'free', field: 'email' }],
      },
      'a domain of our own': {
        on: contact({ email: 'nora@t-online.de' }),
        options: { also: ['T-Online.de'] },
        gives: [{ messageId: 'free', field: 'email' }],
      },
    },
    silent: {
      'no email': contact({ email: null }),
      'a placeholder counts as empty': contact({ email: 'test@gmail.com' }),
      'no domain': contact({ email: 'nora@' }),
    },
    unknown: { 'email not synced': contact({ email: undefined }) },
  },
);
