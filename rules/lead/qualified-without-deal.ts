import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { unknownBecause } from '../checks/field.ts';
import { hasReached, lifecycleText } from '../checks/lifecycle.ts';
import { linksUnknown } from '../checks/related.ts';

/** A lead that sales has taken as real, and nothing came of it. */
export const qualifiedWithoutDeal = defineRule<Record<never, never>>({
  meta: {
    id: 'lead/qualified-without-deal',
    half: 'stage',
    dimension: 'stage',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { none: 'The lead has reached the stage "{{stage}}", but has no deal.' },
    docs: {
      summary: 'A qualified or converted lead has a deal.',
      why: 'Between "qualified" and the first deal demand is lost without a trace: it is in no pipeline and in no forecast.',
      remedy: 'Create the deal, or hand the lead back.',
      flag: 'Qualified, no deal',
    },
    examples: {
      passes: [
        { title: 'qualified, with a deal', object: 'lead', fields: { lifecycle: 'sql' }, around: { deals: ['open'] } },
        { title: 'not qualified yet', object: 'lead', fields: { lifecycle: 'working' } },
        { title: 'handed back', object: 'lead', fields: { lifecycle: 'recycled' } },
      ],
      fails: [
        { title: 'qualified', object: 'lead', fields: { lifecycle: 'sql' } },
        { title: 'called an opportunity', object: 'lead', fields: { lifecycle: 'opportunity' } },
        { title: 'qualified today', object: 'lead', fields: { lifecycle: 'sql', createdAt: '2024-04-11' } },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle'], related: [{ object: 'deal', fields: [] }] }),
  check(record, ctx) {
    const isQualified = hasReached(record, 'sql');
    if (isQualified === false) return notApplicable;
    if (isQualified === 'unknown') return unknownBecause('lifecycle', record, ctx);
    const deals = ctx.related('deal');
    if (deals === 'unknown') return linksUnknown('deal');
    if (deals.length > 0) return pass;
    return fail({ messageId: 'none', data: { stage: lifecycleText(record) } });
  },
});
