import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { emailPlaceholder } from './email-placeholder.ts';

const reported = (email: string) => ({ on: contact({ email }), gives: [{ messageId: 'placeholder', field: 'email' }] });

testRule(
  test,
  emailPlaceholder,
  { now: '2024-04-11' },
  {
    passes: {
      'a real address': contact(),
      'a tag does not make a test': contact({ email: 'nora+test@kettler-maschinen.de' }),
      'example within a domain': contact({ email: 'nora@myexample.com' }),
      'a domain below example': contact({ email: 'nora@example.kettler.de' }),
      'an invalid address is another fault': lead({ email: 'nora.berg@' }),
      'an ending that only looks reserved': contact({ email: 'nora@kettler.testing' }),
    },
    reports: {
      'in capitals and blanks': {
        on: contact({ email: ' TEST@Acme.io ' }),
        gives: [{ messageId: 'placeholder', field: 'email', text: /TEST@Acme\.io/ }],
      },
      'no-email': reported('no-email@acme.io'),
      'no.email': reported('no.email@acme.io'),
      'example below a subdomain': reported('nora@mail.example.com'),
      'example in another country': reported('nora@example.de'),
      'example below a double ending': reported('nora@example.co.uk'),
      'the domain example alone': reported('nora@example'),
      'the ending .test': reported('nora@acme.test'),
      'the ending .example': reported('nora@acme.example'),
      localhost: reported('root@localhost'),
      'a word': reported('N/A'),
      'a word in another language': reported('Entfällt'),
      'a local part without domain': reported('asdf@'),
      'a word of our own': {
        on: contact({ email: 'Unbekannter@acme.io' }),
        options: { also: ['unbekannter'] },
        gives: [{ messageId: 'placeholder', field: 'email' }],
      },
      'an address of our own': {
        on: contact({ email: 'reception@acme.io' }),
        options: { also: ['Reception@acme.io'] },
        gives: [{ messageId: 'placeholder', field: 'email' }],
      },
    },
    silent: { 'no email': contact({ email: null }) },
    unknown: { 'email not synced': contact({ email: undefined }) },
  },
);
