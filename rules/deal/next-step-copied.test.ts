import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { nextStepCopied } from './next-step-copied.ts';

const five = [{}, {}, {}, {}];

testRule(
  test,
  nextStepCopied,
  {},
  {
    passes: {
      'no other deal': deal(),
      'three others': deal({}, { peers: [{}, {}, {}] }),
      'others say something else': deal({}, { peers: five.map(() => ({ nextStep: 'Call' })) }),
      'deals of somebody else': deal({}, { peers: five.map(() => ({ ownerId: '1002' })) }),
      'the others are closed': deal({}, { peers: five.map(() => ({ stage: 'won' })) }),
      'a larger limit': { on: deal({}, { peers: five }), options: { deals: 6 } },
    },
    reports: {
      'four others': {
        on: deal({}, { peers: five }),
        gives: [
          {
            messageId: 'copied',
            field: 'nextStep',
            text: /^Next step "Send the revised offer" stands on 5 open deals of the owner\.$/,
          },
        ],
      },
      'written otherwise, beside closed ones': {
        on: deal({}, { peers: [...five.map(() => ({ nextStep: 'SEND the  revised offer ' })), { stage: 'lost' }] }),
        gives: [{ messageId: 'copied', field: 'nextStep', text: /on 5 open deals/ }],
      },
      'more than are looked at': {
        on: deal({}, { peers: five, hasMorePeers: true }),
        gives: [{ messageId: 'copied', field: 'nextStep', text: /on 5 or more open deals/ }],
      },
      'a smaller limit': {
        on: deal({}, { peers: [{}] }),
        options: { deals: 2 },
        gives: [{ messageId: 'copied', field: 'nextStep', text: /on 2 open deals/ }],
      },
    },
    silent: {
      'a won deal': deal({ stage: 'won' }, { peers: five }),
      'a placeholder': deal({ nextStep: 'tbd' }, { peers: five }),
      'no next step': deal({ nextStep: null }, { peers: five }),
      'no owner': deal({ ownerId: null }, { peers: five }),
    },
    unknown: {
      'stage not in the pipeline': deal({ stage: 'renamed' }, { peers: five }),
      'next step not synced': deal({ nextStep: undefined }),
      'nobody looked': deal({}, { peers: 'unknown' }),
      'stages of the others': deal({}, { peers: five.map(() => ({ stage: 'renamed' })) }),
      'more than are looked at, and those are closed': deal({}, { peers: [{ stage: 'won' }], hasMorePeers: true }),
    },
  },
);
