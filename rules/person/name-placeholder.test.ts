import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { namePlaceholder } from './name-placeholder.ts';

testRule(
  test,
  namePlaceholder,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a name': contact(),
      'one name empty': contact({ firstName: null }),
      'an accent makes no placeholder': lead({ lastName: 'Béla' }),
      'allowed here': { on: contact({ lastName: 'Null' }), options: { allow: ['null'] } },
    },
    reports: {
      'last name': {
        on: contact({ lastName: ' N/A ' }),
        gives: [{ messageId: 'placeholder', field: 'lastName', text: /^Last name " N\/A " is/ }],
      },
      'both names': {
        on: lead({ firstName: 'Dummy', lastName: 'Mustermann' }),
        gives: [
          { messageId: 'placeholder', field: 'firstName', text: /^First name "Dummy"/ },
          { messageId: 'placeholder', field: 'lastName' },
        ],
      },
      'folded accents': {
        on: contact({ lastName: 'INCONNU\u0301' }),
        gives: [{ messageId: 'placeholder', field: 'lastName' }],
      },
      'full-width letters': {
        on: contact({ lastName: 'ＴＥＳＴＩＮＧ' }),
        gives: [{ messageId: 'placeholder', field: 'lastName' }],
      },
      'another script': { on: contact({ lastName: '不明' }), gives: [{ messageId: 'placeholder', field: 'lastName' }] },
      'a real name too is mild': {
        on: contact({ firstName: 'Test', lastName: 'Na' }),
        gives: [
          { messageId: 'placeholder', field: 'firstName', severity: 'low' },
          { messageId: 'placeholder', field: 'lastName', severity: 'low' },
        ],
      },
      'a word of our own': {
        on: contact({ firstName: 'Einkauf' }),
        options: { also: ['EINKAUF'] },
        gives: [{ messageId: 'placeholder', field: 'firstName' }],
      },
      'one placeholder, one not synced': {
        on: contact({ firstName: undefined, lastName: 'xxx' }),
        gives: [{ messageId: 'placeholder', field: 'lastName' }],
      },
    },
    silent: { 'no name': contact({ firstName: null, lastName: '' }) },
    unknown: { 'last name not synced': contact({ lastName: undefined }) },
  },
);
