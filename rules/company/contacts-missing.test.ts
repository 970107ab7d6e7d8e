import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { contactsMissing } from './contacts-missing.ts';

const alone = (createdAt: string | null) => company({ createdAt }, { contacts: 0 });

testRule(
  test,
  contactsMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'one contact': company(),
      'young, with a contact': company({ createdAt: '2024-03-20' }),
      'creation date not known, with a contact': company({ createdAt: null }),
    },
    reports: {
      '91 days old': { on: alone('2024-01-11T23:00:00Z'), gives: [{ messageId: 'missing', text: /91 days after/ }] },
      'a shorter limit': {
        on: alone('2024-03-20'),
        options: { after: '3 weeks' },
        gives: [{ messageId: 'missing' }],
      },
    },
    silent: {
      '90 days old': alone('2024-01-12T01:00:00Z'),
      'a month old': alone('2024-03-11'),
      'a month old, contacts not synced': company({ createdAt: '2024-03-11' }, { contacts: 'unknown' }),
      'in the grace, with a contact': company({ createdAt: '2024-04-09' }),
      'in the grace, without': alone('2024-04-09'),
      'in a grace longer than the limit': { on: alone('2024-04-01'), options: { after: '2 days', grace: '30 days' } },
    },
    unknown: {
      'contacts not synced': company({}, { contacts: 'unknown' }),
      'creation date not known': alone(null),
    },
  },
);
