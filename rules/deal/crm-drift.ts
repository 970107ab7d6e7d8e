import { z } from 'zod';
import { defineRule, notApplicable, type Verdict } from '../../src/model/rule.ts';
import {
  type Comparisons,
  checkDrift,
  comparedAsDay,
  comparedAsNumber,
  comparedAsStageState,
  comparedAsWords,
  comparedFields,
  type DriftOptions,
  driftReads,
} from '../checks/drift.ts';

const comparisons: Comparisons = {
  amount: comparedAsNumber,
  closeDate: comparedAsDay,
  stage: comparedAsStageState,
  name: comparedAsWords,
};

const standard = ['amount', 'closeDate', 'stage'];

/** A closed deal is told what disagrees, at no cost: it is not scored, and agreement alone would give it a score. */
function withoutCost(verdict: Verdict): Verdict {
  if (verdict.is !== 'fail') return notApplicable;
  return { ...verdict, reports: verdict.reports.map((report) => ({ ...report, severity: 'info' })) };
}

/** The same deal in two CRMs, with values that disagree. */
export const crmDrift = defineRule<DriftOptions>({
  meta: {
    id: 'deal/crm-drift',
    half: 'data',
    dimension: 'consistency',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ fields: comparedFields(comparisons, standard) }),
    messages: { differs: '{{label}} is {{here}} in {{source}} and {{there}}.' },
    docs: {
      summary: 'A deal that is in several CRMs has the same amount, close date and outcome in all of them.',
      why: 'Two forecasts that disagree are both distrusted, and revenue is credited to the wrong campaigns.',
      remedy: 'Find out which value is right and enter it in both CRMs.',
      flag: 'CRMs disagree',
    },
    examples: {
      passes: [
        { title: 'in one CRM only', object: 'deal', fields: {} },
        { title: 'the same in both', object: 'deal', fields: {}, around: { counterparts: [{}] } },
        {
          title: 'in another open stage',
          object: 'deal',
          fields: {},
          around: { counterparts: [{ fields: { stage: 'negotiation' } }] },
        },
      ],
      fails: [
        {
          title: 'another amount',
          object: 'deal',
          fields: {},
          around: { counterparts: [{ fields: { amount: '42000' } }] },
        },
        {
          title: 'another close date',
          object: 'deal',
          fields: {},
          around: { counterparts: [{ fields: { closeDate: '2024-06-30' } }] },
        },
        {
          title: 'won in one, open in the other',
          object: 'deal',
          fields: {},
          around: { counterparts: [{ fields: { stage: 'won' } }] },
        },
      ],
    },
  },
  reads(options) {
    const reads = driftReads(comparisons, options);
    return { ...reads, own: [...new Set([...reads.own, 'pipeline', 'stage'])] };
  },
  check(record, ctx) {
    const verdict = checkDrift(comparisons, record, ctx);
    return ctx.stage === null || ctx.stage.state === 'open' ? verdict : withoutCost(verdict);
  },
});
