import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { namePlaceholder } from './name-placeholder.ts';

testRule(
  test,
  namePlaceholder,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a name': company(),
      'a placeholder within a name': company({ name: 'Unknown Pleasures Ltd' }),
      'allowed here': { on: company({ name: 'Abc' }), options: { allow: ['ABC'] } },
    },
    reports: {
      empty: { on: company({ name: null }), gives: [{ messageId: 'empty', field: 'name' }] },
      'blanks in the first week': {
        on: company({ name: '  ', createdAt: '2024-04-10' }),
        gives: [{ messageId: 'empty', field: 'name' }],
      },
      'a placeholder': {
        on: company({ name: ' N/A ' }),
        gives: [{ messageId: 'placeholder', field: 'name', text: /^Name is " N\/A ", which/ }],
      },
      'created today': {
        on: company({ name: 'test', createdAt: '2024-04-11' }),
        gives: [{ messageId: 'placeholder', field: 'name' }],
      },
      'a word of our own': {
        on: company({ name: 'PRIVATE' }),
        options: { also: ['Private'] },
        gives: [{ messageId: 'placeholder', field: 'name' }],
      },
    },
    unknown: { 'name not synced': company({ name: undefined }) },
  },
);
