import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { duplicateNameCompany } from './duplicate-name-company.ts';

testRule(
  test,
  duplicateNameCompany,
  {},
  {
    passes: {
      'nobody else': contact(),
      'another first name': contact({}, { peers: [{ firstName: 'Nils' }] }),
      'another last name': contact({}, { peers: [{ lastName: 'Becker' }] }),
      'the company of one is not known, the addresses are private': contact(
        { email: 'nora.berg@gmail.com' },
        { peers: [{ companyName: null, email: 'nora.berg@gmx.de' }] },
      ),
    },
    reports: {
      'the same name': {
        on: contact({}, { peers: [{ email: null }] }),
        gives: [
          {
            messageId: 'similar',
            field: 'lastName',
            text: /^Somebody of a similar name is at the same company: contact contact-other-1\.$/,
          },
        ],
      },
      'an initial, by the mail domain': {
        on: lead({ companyName: null }, { peers: [{ firstName: 'N.', email: 'n@kettler-maschinen.de' }] }),
        gives: [{ messageId: 'similar', field: 'lastName', text: /: lead lead-other-1\.$/ }],
      },
      'both parts swapped': {
        on: contact({}, { peers: [{ firstName: 'Berg', lastName: 'Nora' }] }),
        gives: [{ messageId: 'similar', field: 'lastName' }],
      },
      'a typing error at the beginning of one part': {
        on: contact({ firstName: 'Katharina' }, { peers: [{ firstName: 'Catharina' }] }),
        gives: [{ messageId: 'similar', field: 'lastName' }],
      },
      'no company, at one domain': {
        on: contact({ companyName: 'n/a' }, { peers: [{ companyName: undefined }] }),
        gives: [{ messageId: 'similar', field: 'lastName' }],
      },
    },
    silent: {
      'no last name': contact({ lastName: null }, { peers: [{}] }),
      'a made-up name': contact({ firstName: 'Test', lastName: 'Test' }, { peers: [{}] }),
      'no company and a private address': contact({ companyName: null, email: 'a.berg@gmail.com' }, { peers: [{}] }),
    },
    unknown: {
      'neither company nor email synced': contact({ companyName: undefined, email: undefined }),
      'nobody looked': contact({}, { peers: 'unknown' }),
      'more than are looked at': contact({}, { peers: [{ firstName: 'Jan' }], hasMorePeers: true }),
    },
  },
);
