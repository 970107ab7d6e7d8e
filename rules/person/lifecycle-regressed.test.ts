import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { lifecycleRegressed } from './lifecycle-regressed.ts';

const back = 'sql 2024-03-01..2024-04-01;mql 2024-04-01..';

testRule(
  test,
  lifecycleRegressed,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      forward: contact(),
      'no visits': contact({ stageVisits: null }),
      'a reason': lead({ stageVisits: back, disqualifiedReason: 'Left the company' }),
      'by way of recycled': lead({
        stageVisits: 'sql 2024-02-01..2024-03-01;recycled 2024-03-01..2024-04-01;mql 2024-04-01..',
      }),
      'all at one moment': contact({ stageVisits: 'sql 2024-03-01..;mql 2024-03-01..' }),
      imported: contact({ stageVisits: 'sql 2024-03-01..2024-04-01;mql ~2024-04-01..' }),
    },
    reports: {
      back: {
        on: contact({ stageVisits: back }),
        gives: [{ messageId: 'regressed', field: 'lifecycle', text: /from "sql" to "mql"/ }],
      },
      'reason not synced': {
        on: contact({ stageVisits: back, disqualifiedReason: undefined }),
        gives: [{ messageId: 'regressed', field: 'lifecycle' }],
      },
    },
    silent: {
      'recycled itself': lead({
        lifecycle: 'recycled',
        stageVisits: 'sql 2024-02-01..2024-03-01;recycled 2024-03-01..',
      }),
      'no stage': contact({ lifecycle: null }),
    },
    unknown: {
      'stage not mapped': contact({ lifecycle: undefined }),
      'visits not kept': contact({ stageVisits: undefined }),
      'unreadable visits': contact({ stageVisits: 'long ago' }),
    },
  },
);
