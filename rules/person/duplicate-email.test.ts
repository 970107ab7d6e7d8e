import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { duplicateEmail } from './duplicate-email.ts';

testRule(
  test,
  duplicateEmail,
  {},
  {
    passes: {
      'nobody else': contact(),
      'others have other addresses': contact(
        {},
        { peers: [{ email: 'n.berg@kettler-maschinen.de' }, { email: null }] },
      ),
      'a plus tag': contact({}, { peers: [{ email: 'nora.berg+x@kettler-maschinen.de' }] }),
      'dots, which tell mailboxes apart': contact({}, { peers: [{ email: 'norab.erg@kettler-maschinen.de' }] }),
      'a lead does not count beside contacts': contact({}, { peers: [{}], peersAre: 'lead' }),
    },
    reports: {
      'another contact': {
        on: contact({}, { peers: [{}] }),
        gives: [
          {
            messageId: 'same',
            field: 'email',
            text: /^Email "nora\.berg@kettler-maschinen\.de" is also that of contact contact-other-1\.$/,
          },
        ],
      },
      'another lead, in capitals': {
        on: lead({}, { peers: [{ email: ' NORA.BERG@kettler-maschinen.de' }] }),
        gives: [{ messageId: 'same', field: 'email', text: /is also that of lead lead-other-1\.$/ }],
      },
      'two of three others': {
        on: contact({}, { peers: [{}, { email: null }, {}] }),
        gives: [{ messageId: 'same', field: 'email', text: /of contacts contact-other-1 and contact-other-3\.$/ }],
      },
      'more than are named': {
        on: contact({}, { peers: [{}, {}, {}, {}, {}] }),
        gives: [
          {
            messageId: 'same',
            field: 'email',
            text: /of contacts contact-other-1, contact-other-2, contact-other-3 and 2 more\.$/,
          },
        ],
      },
      'more than are looked at': {
        on: contact({}, { peers: [{}, {}, {}], hasMorePeers: true }),
        gives: [{ messageId: 'same', field: 'email', text: /, contact-other-3 and more\.$/ }],
      },
    },
    silent: {
      'no email': contact({ email: null }, { peers: [{}] }),
      'a made-up email': contact({ email: 'test@test.com' }, { peers: [{}] }),
      'an invalid one': contact({ email: 'nora.berg@kettler' }, { peers: [{}] }),
    },
    unknown: {
      'email not synced': contact({ email: undefined }),
      'nobody looked': contact({}, { peers: 'unknown' }),
    },
  },
);
