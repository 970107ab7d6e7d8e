import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { duplicatePhone } from './duplicate-phone.ts';

testRule(
  test,
  duplicatePhone,
  {},
  {
    passes: {
      'nobody else': contact(),
      'other numbers': contact({}, { peers: [{ phone: '+493023125013', mobilePhone: null }] }),
      'another name': contact({}, { peers: [{ firstName: 'Jan' }, { lastName: 'Petersen' }] }),
      'no name to compare': contact({}, { peers: [{ firstName: null, lastName: null }] }),
      'another last name, no first name': contact({}, { peers: [{ firstName: null, lastName: 'Bergh' }] }),
    },
    reports: {
      'the same name': {
        on: contact({}, { peers: [{}] }),
        gives: [
          {
            messageId: 'same',
            field: 'phone',
            text: /^A phone number is also that of contact contact-other-1, of a similar name\.$/,
          },
        ],
      },
      'the mobile number of one is the phone of the other': {
        on: contact({ phone: null }, { peers: [{ phone: '+49 1522 8817386', mobilePhone: null }] }),
        gives: [{ messageId: 'same', field: 'mobilePhone' }],
      },
      'first and last name swapped, accents': {
        on: lead({}, { peers: [{ firstName: 'Berg', lastName: 'Nóra' }] }),
        gives: [{ messageId: 'same', field: 'phone' }],
      },
      'the last name alone': {
        on: contact({}, { peers: [{ firstName: null }] }),
        gives: [{ messageId: 'same', field: 'phone' }],
      },
      'one of a switchboard': {
        on: contact({}, { peers: [{ firstName: 'Jan', lastName: 'Petersen' }, { lastName: 'Bergg' }] }),
        gives: [{ messageId: 'same', field: 'phone', text: /of contact contact-other-2,/ }],
      },
    },
    silent: {
      'no number': contact({ phone: null, mobilePhone: null }, { peers: [{}] }),
      'made-up numbers': contact({ phone: '000000000', mobilePhone: '12345678' }, { peers: [{}] }),
      'no last name': contact({ lastName: null }, { peers: [{}] }),
    },
    unknown: {
      'numbers not synced': contact({ phone: undefined, mobilePhone: undefined }),
      'nobody looked': contact({}, { peers: 'unknown' }),
      'more than are looked at': contact({}, { peers: [{ lastName: 'Petersen' }], hasMorePeers: true }),
    },
  },
);
