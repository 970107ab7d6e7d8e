import { test } from '@jest/globals';
import { lead, testRule } from '../../src/testing/index.ts';
import { ownerOverloaded } from './owner-overloaded.ts';

const fresh = { lifecycle: 'lead', outboundTimes: null };
const others = (count: number, values = {}) => Array.from({ length: count }, () => values);

testRule(
  test,
  ownerOverloaded,
  {},
  {
    passes: {
      'nineteen others': lead(fresh, { peers: others(19) }),
      'leads of somebody else': lead(fresh, { peers: others(30, { ownerId: '1002' }) }),
      'the others were called': lead(fresh, { peers: others(30, { outboundTimes: '2024-04-02T14:00:00Z' }) }),
      'the others are being worked on': lead(fresh, { peers: others(30, { lifecycle: 'working' }) }),
      'the others are disqualified': lead(fresh, { peers: others(30, { lifecycle: 'disqualified' }) }),
      'of an owner who has left': lead(fresh, { owner: 'inactive', peers: others(2) }),
    },
    reports: {
      'twenty others': {
        on: lead(fresh, { peers: others(20) }),
        gives: [
          {
            messageId: 'overloaded',
            field: 'ownerId',
            text: /^The owner has 21 new leads that nobody was in touch with\.$/,
          },
        ],
      },
      'more than are counted': {
        on: lead(fresh, { peers: others(50), hasMorePeers: true }),
        gives: [{ messageId: 'overloaded', field: 'ownerId', text: /has more than 51 new leads/ }],
      },
      'a smaller limit, without lifecycle stage': {
        on: lead({ ...fresh, lifecycle: null }, { peers: others(1) }),
        options: { leads: 1 },
        gives: [{ messageId: 'overloaded', field: 'ownerId', text: /has 2 new leads/ }],
      },
    },
    silent: {
      'somebody called': lead({ lifecycle: 'lead' }, { peers: others(30) }),
      'being worked on': lead({ ...fresh, lifecycle: 'working' }, { peers: others(30) }),
      'handed back': lead({ ...fresh, lifecycle: 'recycled' }, { peers: others(30) }),
      'in a queue': lead(fresh, { owner: 'queue', peers: others(30) }),
      'no owner': lead({ ...fresh, ownerId: null }, { peers: others(30) }),
    },
    unknown: {
      'touches not synced': lead({ ...fresh, outboundTimes: undefined }),
      'stage not synced': lead({ ...fresh, lifecycle: undefined }),
      'owner not synced': lead({ ...fresh, ownerId: undefined }),
      'nobody looked': lead(fresh, { peers: 'unknown' }),
    },
  },
);
