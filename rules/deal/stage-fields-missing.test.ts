import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { stageFieldsMissing } from './stage-fields-missing.ts';

testRule(
  test,
  stageFieldsMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'all there': deal({}, { needs: ['amount', 'dealType'] }),
      'unreadable is not empty': deal({ amount: 'about ten' }, { needs: ['amount'] }),
      'zero is not empty': deal({ amount: '0' }, { needs: ['amount'] }),
    },
    reports: {
      'one field': {
        on: deal({ dealType: null }, { needs: ['amount', 'dealType'] }),
        gives: [
          { messageId: 'missing', field: 'dealType', text: /^Deal type is empty, which stage "Proposal" needs\.$/ },
        ],
      },
      'two fields, one of our own': {
        on: deal({ dealType: 'n/a', 'loss risk': null }, { needs: ['dealType', 'loss risk'] }),
        gives: [
          { messageId: 'missing', field: 'dealType', text: /is "n\/a"/ },
          { messageId: 'missing', field: 'loss risk', text: /^Loss risk is empty/ },
        ],
      },
      'one empty, one not synced': {
        on: deal({ dealType: null, amount: undefined }, { needs: ['amount', 'dealType'] }),
        gives: [{ messageId: 'missing', field: 'dealType' }],
      },
      'first day after the grace': {
        on: deal({ dealType: null, createdAt: '2024-04-04' }, { needs: ['dealType'] }),
        gives: [{ messageId: 'missing', field: 'dealType' }],
      },
    },
    silent: {
      'nothing asked': deal({ dealType: null }),
      'only a limit asked': deal({ dealType: null }, { noLongerThan: '21 days' }),
      'a closed deal': deal({ dealType: null, stage: 'lost' }, { needs: ['dealType'] }),
      'in the grace': deal({ dealType: null, createdAt: '2024-04-05' }, { needs: ['dealType'] }),
    },
    unknown: {
      'a field not synced': deal({ dealType: undefined }, { needs: ['amount', 'dealType'] }),
      'a field the record does not have': deal({}, { needs: ['loss risk'] }),
      'stage not in the pipeline': deal({ stage: 'renamed' }, { needs: ['dealType'] }),
    },
  },
);
