import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { fieldOf, unknownBecause } from '../checks/field.ts';
import { lifecycleText } from '../checks/lifecycle.ts';
import { hasDeal, linksUnknown } from '../checks/related.ts';

const earlyStages: readonly string[] = ['subscriber', 'lead'];

/** A person in an open deal whom the lifecycle calls a stranger. */
export const openDealEarlyStage = defineRule<Record<never, never>>({
  meta: {
    id: 'person/open-deal-early-stage',
    half: 'data',
    dimension: 'consistency',
    severity: 'info',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { early: 'The person is in an open deal, but stands at the stage "{{stage}}".' },
    docs: {
      summary: 'A person in an open deal is past the stages subscriber and lead.',
      why: 'Marketing goes on nursing somebody whom sales is already talking to, and the way to the deal is missing from the funnel.',
      remedy: 'Set the lifecycle stage to opportunity.',
      flag: 'Early stage, open deal',
    },
    examples: {
      passes: [
        {
          title: 'an opportunity',
          object: 'contact',
          fields: { lifecycle: 'opportunity' },
          around: { deals: ['open'] },
        },
        { title: 'a lead without a deal', object: 'contact', fields: { lifecycle: 'lead' } },
        { title: 'its deal is lost', object: 'contact', fields: { lifecycle: 'lead' }, around: { deals: ['lost'] } },
      ],
      fails: [
        { title: 'a lead', object: 'contact', fields: { lifecycle: 'lead' }, around: { deals: ['open'] } },
        { title: 'a subscriber', object: 'contact', fields: { lifecycle: 'subscriber' }, around: { deals: ['open'] } },
        {
          title: 'one of two deals is open',
          object: 'contact',
          fields: { lifecycle: 'lead' },
          around: { deals: ['lost', 'open'] },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle'], related: [{ object: 'deal', fields: ['pipeline', 'stage'] }] }),
  check(record, ctx) {
    const isInDeal = hasDeal(ctx, 'open');
    if (isInDeal === false) return notApplicable;
    if (fieldOf(record, 'lifecycle').is === 'unknown') return unknownBecause('lifecycle', record, ctx);
    const stage = lifecycleText(record);
    if (stage === '') return notApplicable;
    if (!earlyStages.includes(stage)) return isInDeal === true ? pass : notApplicable;
    return isInDeal === true
      ? fail({ messageId: 'early', field: 'lifecycleStage', data: { stage } })
      : linksUnknown('deal');
  },
});
