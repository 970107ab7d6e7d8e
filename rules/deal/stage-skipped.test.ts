import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { stageSkipped } from './stage-skipped.ts';

testRule(
  test,
  stageSkipped,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'one after another': deal(),
      'began in the second': deal({
        stage: 'negotiation',
        stageVisits: 'proposal 2024-03-01..;negotiation 2024-04-01..',
      }),
      'no visits': deal({ stageVisits: null }),
      'named by its field': deal({
        stage: 'negotiation',
        stageVisits: 'QUALIFICATION 2024-01-01..;Proposal 2024-03-01..',
      }),
    },
    reports: {
      'the second left out': {
        on: deal({
          stage: 'negotiation',
          stageVisits: 'qualification 2024-03-01..2024-04-01;negotiation 2024-04-01..',
        }),
        gives: [{ messageId: 'skipped', field: 'stage', text: /^The deal went past "Proposal" without/ }],
      },
    },
    silent: {
      'in the first stage': deal({ stage: 'qualification' }),
      'a won deal': deal({ stage: 'won', stageVisits: 'qualification 2024-03-01..2024-04-01;won 2024-04-01..' }),
    },
    unknown: {
      'visits not kept': deal({ stageVisits: undefined }),
      'unreadable visits': deal({ stageVisits: 'often' }),
      'stage not in the pipeline': deal({ stage: 'renamed' }),
    },
  },
);
