import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { stageAging } from './stage-aging.ts';

const week = { noLongerThan: '7 days' };

testRule(
  test,
  stageAging,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'on the last day': contact({ stageVisits: 'mql 2024-04-04T00:00:00Z..' }, week),
      'two working days over a week-end': lead(
        { stageVisits: 'mql 2024-04-05T08:00:00Z..' },
        { noLongerThan: '4 business days' },
      ),
      'came back lately': contact(
        { stageVisits: 'mql 2024-01-01..2024-02-01;recycled 2024-02-01..2024-04-08;mql 2024-04-08..' },
        week,
      ),
    },
    reports: {
      'eight days': {
        on: contact({ stageVisits: 'mql 2024-04-03T23:59:59Z..' }, week),
        gives: [{ messageId: 'stuck', field: 'lifecycle', text: /in "mql" for 8 days, and the limit is 7 days\.$/ }],
      },
      'five working days of four': {
        on: lead({ stageVisits: 'mql 2024-04-04T08:00:00Z..' }, { noLongerThan: '4 business days' }),
        gives: [{ messageId: 'stuck', field: 'lifecycle', text: /limit is 4 business days/ }],
      },
      'a stage aside': {
        on: lead({ lifecycle: 'recycled', stageVisits: 'recycled 2024-01-01..' }, week),
        gives: [{ messageId: 'stuck', field: 'lifecycle' }],
      },
    },
    silent: {
      'nothing agreed': contact({ stageVisits: 'mql 2023-01-01..' }),
      'no limit agreed': contact({ stageVisits: 'mql 2023-01-01..' }, { needs: ['jobTitle'] }),
      'stage not mapped': contact({ lifecycle: undefined }, week),
    },
    unknown: {
      'visits not kept': contact({ stageVisits: undefined }, week),
      'nobody saw it come': contact({ stageVisits: 'lead 2024-01-01..' }, week),
      'no visits': contact({ stageVisits: null }, week),
    },
  },
);
