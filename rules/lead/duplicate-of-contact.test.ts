import { test } from '@jest/globals';
import { lead, testRule } from '../../src/testing/index.ts';
import { duplicateOfContact } from './duplicate-of-contact.ts';

testRule(
  test,
  duplicateOfContact,
  {},
  {
    passes: {
      'nobody has it': lead(),
      'another lead has it, which another rule tells': lead({}, { peers: [{}] }),
      'contacts with other addresses': lead({}, { peers: [{ email: 'n.berg@kettler.de' }], peersAre: 'contact' }),
    },
    reports: {
      'a contact': {
        on: lead({}, { peers: [{}], peersAre: 'contact' }),
        gives: [
          {
            messageId: 'known',
            field: 'email',
            text: /^Email "nora\.berg@kettler-maschinen\.de" is that of contact contact-other-1\.$/,
          },
        ],
      },
      'two contacts': {
        on: lead({}, { peers: [{}, {}], peersAre: 'contact' }),
        gives: [{ messageId: 'known', field: 'email', text: /contacts contact-other-1 and contact-other-2\.$/ }],
      },
      'a contact whose address is written otherwise': {
        on: lead({}, { peers: [{ email: 'Nora.Berg@kettler-maschinen.de ' }], peersAre: 'contact' }),
        gives: [{ messageId: 'known', field: 'email' }],
      },
    },
    silent: {
      'no email': lead({ email: null }, { peers: [{}], peersAre: 'contact' }),
      'a made-up one': lead({ email: 'asdf@asdf.com' }, { peers: [{}], peersAre: 'contact' }),
    },
    unknown: {
      'email not synced': lead({ email: undefined }),
      'nobody looked': lead({}, { peers: 'unknown' }),
    },
  },
);
