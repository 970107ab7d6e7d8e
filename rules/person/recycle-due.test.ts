import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { recycleDue } from './recycle-due.ts';

const tried = (values: Parameters<typeof lead>[0] = {}, overAtLeast: string | null = '10 business days') =>
  lead({ outboundTimes: '2024-03-01T10:00:00Z', attempts: '6', ...values }, { promise: { attempts: 6, overAtLeast } });

testRule(
  test,
  recycleDue,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'five attempts': tried({ attempts: '5' }),
      'not over long enough': tried({ outboundTimes: '2024-04-01T10:00:00Z' }),
      'an answer': tried({ inboundTimes: '2024-03-05T10:00:00Z' }),
      'the sixth is booked': tried({
        attempts: null,
        outboundTimes: '2024-03-01;2024-03-02;2024-03-03;2024-03-04;2024-03-05;2024-05-02',
      }),
      'attempts of an earlier round': tried({
        outboundTimes: '2024-01-05;2024-04-02',
        stageVisits: 'mql 2024-01-01..2024-02-01;recycled 2024-02-01..2024-04-01;mql 2024-04-01..',
      }),
    },
    reports: {
      'six attempts without an answer': {
        on: tried(),
        gives: [
          {
            messageId: 'due',
            field: 'lifecycle',
            text: /^Since 2024-03-01 there were 6 attempts or more .* by "hand_back"/,
          },
        ],
      },
      'at once where no time is named': {
        on: tried({ outboundTimes: '2024-04-11T09:00:00Z' }, null),
        gives: [{ messageId: 'due', field: 'lifecycle' }],
      },
      'an answer before the first attempt': {
        on: tried({ inboundTimes: '2024-02-20T10:00:00Z' }),
        gives: [{ messageId: 'due', field: 'lifecycle' }],
      },
      'a meeting is booked': {
        on: tried({ inboundTimes: '2024-04-20T10:00:00Z' }),
        gives: [{ messageId: 'due', field: 'lifecycle' }],
      },
    },
    silent: {
      'nothing promised': contact({ attempts: '9' }),
      'handed back': tried({ lifecycle: 'recycled' }),
      'an opportunity': tried({ lifecycle: 'opportunity' }),
      'nobody tried yet': tried({ outboundTimes: null, attempts: '0' }),
    },
    unknown: {
      'stage not mapped': tried({ lifecycle: undefined }),
      'touches not known': tried({ outboundTimes: undefined }),
      'answers not known': tried({ inboundTimes: undefined }),
    },
  },
);
