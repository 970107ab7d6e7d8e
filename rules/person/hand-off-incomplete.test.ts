import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { handOffIncomplete } from './hand-off-incomplete.ts';

const needs = ['jobTitle', 'need'];

testRule(
  test,
  handOffIncomplete,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'all there': contact({ need: 'Fewer stops' }, { needs }),
      'unreadable is not empty': lead({ lastFormAt: 'in May' }, { needs: ['lastFormAt'] }),
    },
    reports: {
      'one field of ours': {
        on: contact({ need: null }, { needs }),
        gives: [{ messageId: 'missing', field: 'need', text: /^Need is empty, which the hand-off to "mql" needs\.$/ }],
      },
      'two fields': {
        on: lead({ jobTitle: 'tbd', need: ' ' }, { needs }),
        gives: [
          { messageId: 'missing', field: 'jobTitle', text: /is "tbd"/ },
          { messageId: 'missing', field: 'need' },
        ],
      },
      'one empty, one not synced': {
        on: lead({ jobTitle: null, need: undefined }, { needs }),
        gives: [{ messageId: 'missing', field: 'jobTitle' }],
      },
      'first day after the grace': {
        on: lead({ jobTitle: null, createdAt: '2024-04-04' }, { needs: ['jobTitle'] }),
        gives: [{ messageId: 'missing', field: 'jobTitle' }],
      },
    },
    silent: {
      'nothing agreed': contact({ jobTitle: null }),
      'only a limit agreed': contact({ jobTitle: null }, { noLongerThan: '5 days' }),
      'stage not mapped': contact({ jobTitle: null, lifecycle: undefined }, { needs }),
      'in the grace': contact({ jobTitle: null, createdAt: '2024-04-05' }, { needs: ['jobTitle'] }),
    },
    unknown: { 'a field not synced': contact({ need: undefined }, { needs }) },
  },
);
