import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { nameFormat } from './name-format.ts';

const one = (lastName: string, messageId: string, text = /./) => ({
  on: contact({ lastName }),
  gives: [{ messageId, field: 'lastName', text }],
});

testRule(
  test,
  nameFormat,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a name': contact(),
      'one name is empty': contact({ firstName: null }),
      'small letters': contact({ firstName: 'nora', lastName: 'van den berg' }),
      'a generation': contact({ lastName: 'Berg III' }),
      'initials without dots': lead({ firstName: 'JP' }),
      'letters without case': contact({ firstName: '美咲', lastName: '김' }),
      'a hyphen and an apostrophe': contact({ firstName: 'Anne-Marie', lastName: "O'Neil" }),
      'allowed here': { on: contact({ lastName: 'X2 MÜLLER' }), options: { allow: ['x2 muller'] } },
      'a placeholder beside a name': contact({ firstName: 'TEST' }),
    },
    reports: {
      'all capitals, both': {
        on: contact({ firstName: 'NORA', lastName: 'BERG-MÜLLER' }),
        gives: [
          { messageId: 'capitals', field: 'firstName', text: /^First name "NORA" is all in capitals\.$/ },
          { messageId: 'capitals', field: 'lastName' },
        ],
      },
      'all capitals beside a generation': one('BERG III', 'capitals'),
      digits: one('Berg2', 'digits', /^Last name "Berg2" holds digits\.$/),
      'Arabic digits': one('Berg٣', 'digits'),
      emoji: one('Berg 🚀', 'emoji'),
      'a flag': one('Berg 🇩🇪', 'emoji'),
      'an email': one('nora.berg@kettler.de', 'address'),
      'a web address': one('www.kettler.de', 'address'),
      'outer blanks': one('Berg ', 'blanks', /"Berg " has outer/),
      'a tab and a blank': one('Berg\t Meyer', 'blanks'),
    },
    silent: {
      'no name': contact({ firstName: null, lastName: null }),
      'placeholders only': lead({ firstName: 'TEST', lastName: 'ASDF' }),
    },
    unknown: { 'one name not synced': contact({ firstName: undefined }) },
  },
);
