import { expect, test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { crmDrift } from './crm-drift.ts';

const pair = (
  own: Readonly<Record<string, string | null | undefined>>,
  there: Readonly<Record<string, string | null | undefined>>,
) => deal(own, { counterparts: [{ source: 'salesforce', fields: there }] });

testRule(
  test,
  crmDrift,
  {},
  {
    passes: {
      'the same': pair({}, {}),
      'an amount written with decimals': pair({}, { amount: '24000.00' }),
      'another open stage': pair({}, { stage: 'negotiation' }),
      'an instant of the same day': pair({}, { closeDate: '2024-05-15T22:30:00Z' }),
      'an instant of the same day in the zone of the agreement': {
        on: pair({}, { closeDate: '2024-05-14T22:30:00Z' }),
        timeZone: 'Europe/Berlin',
      },
      'no amount there': pair({}, { amount: null }),
      'an amount of zero': pair({ amount: '0' }, {}),
      'a date nobody can read': pair({}, { closeDate: 'next summer' }),
      'a stage that no pipeline has': pair({}, { stage: 'renamed' }),
      'another name, which is not compared unless asked': pair({}, { name: 'Other' }),
    },
    reports: {
      'another amount': {
        on: pair({}, { amount: '42000.5' }),
        gives: [
          { messageId: 'differs', field: 'amount', text: /^Amount is 24,000 in test and 42,000\.5 in salesforce\.$/ },
        ],
      },
      'another day': {
        on: pair({}, { closeDate: '2024-05-16' }),
        gives: [
          { messageId: 'differs', field: 'closeDate', text: /is 2024-05-15 in test and 2024-05-16 in salesforce/ },
        ],
      },
      'an instant that is the day before in the zone of the agreement': {
        on: pair({}, { closeDate: '2024-05-15T02:30:00Z' }),
        timeZone: 'America/New_York',
        gives: [{ messageId: 'differs', field: 'closeDate', text: /and 2024-05-14 in/ }],
      },
      'won there': {
        on: pair({}, { stage: 'won' }),
        gives: [
          {
            messageId: 'differs',
            field: 'stage',
            text: /^Stage is open \("Proposal"\) in test and won \("Closed won"\) in salesforce\.$/,
          },
        ],
      },
      'won here, open there: told at no cost': {
        on: pair({ stage: 'won' }, { stage: 'proposal' }),
        gives: [{ messageId: 'differs', field: 'stage', severity: 'info' }],
      },
      'won here, lost there': {
        on: pair({ stage: 'won' }, { stage: 'lost' }),
        gives: [{ messageId: 'differs', field: 'stage', severity: 'info' }],
      },
    },
    silent: {
      'no counterpart': deal(),
      'both closed, in agreement': pair({ stage: 'won' }, { stage: 'won' }),
      'closed and alone': deal({ stage: 'lost' }),
    },
    unknown: { 'nobody looked': deal({}, { counterparts: 'unknown' }) },
  },
);

test('a field that cannot be compared is refused with those that can', () => {
  const result = crmDrift.meta.options.safeParse({ fields: ['amount', 'owner'] });
  expect(result.error?.issues[0]).toMatchObject({
    path: ['fields', 1],
    message: '"owner" cannot be compared here. Fields: amount, close date, stage, name',
  });
});
