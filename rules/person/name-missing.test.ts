import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { nameMissing } from './name-missing.ts';

testRule(
  test,
  nameMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a last name': contact(),
      'one letter': lead({ lastName: 'O' }),
    },
    reports: {
      'no last name': { on: contact({ lastName: null }), gives: [{ messageId: 'missing', field: 'lastName' }] },
      'first day after the grace': {
        on: lead({ lastName: '', createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'lastName' }],
      },
    },
    silent: {
      'in the grace': contact({ lastName: null, createdAt: '2024-04-05' }),
      'a placeholder': contact({ lastName: 'unknown' }),
    },
    unknown: { 'last name not synced': contact({ lastName: undefined }) },
  },
);
