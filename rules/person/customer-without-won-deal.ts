import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { fieldOf, unknownBecause } from '../checks/field.ts';
import { lifecycleText } from '../checks/lifecycle.ts';
import { hasDeal, linksUnknown } from '../checks/related.ts';

/** A customer who has bought nothing that the CRM knows of. */
export const customerWithoutWonDeal = defineRule<Record<never, never>>({
  meta: {
    id: 'person/customer-without-won-deal',
    half: 'data',
    dimension: 'consistency',
    severity: 'info',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { none: 'The person is a customer, but none of their deals is won.' },
    docs: {
      summary: 'A customer has a won deal.',
      why: 'Either the deal is missing or the stage is wrong; lifecycle stages only rise, so that mistakes and lost customers stay.',
      remedy: 'Link the won deal, or correct the lifecycle stage.',
      flag: 'Customer, nothing won',
    },
    examples: {
      passes: [
        { title: 'a won deal', object: 'contact', fields: { lifecycle: 'customer' }, around: { deals: ['won'] } },
        { title: 'no customer', object: 'contact', fields: {} },
        {
          title: 'won and lost',
          object: 'contact',
          fields: { lifecycle: 'customer' },
          around: { deals: ['lost', 'won'] },
        },
      ],
      fails: [
        { title: 'no deal', object: 'contact', fields: { lifecycle: 'customer' } },
        { title: 'an open deal', object: 'contact', fields: { lifecycle: 'customer' }, around: { deals: ['open'] } },
        { title: 'a lost deal', object: 'contact', fields: { lifecycle: 'customer' }, around: { deals: ['lost'] } },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle'], related: [{ object: 'deal', fields: ['pipeline', 'stage'] }] }),
  check(record, ctx) {
    if (fieldOf(record, 'lifecycle').is === 'unknown') return unknownBecause('lifecycle', record, ctx);
    if (lifecycleText(record) !== 'customer') return notApplicable;
    const hasWon = hasDeal(ctx, 'won');
    if (hasWon === 'unknown') return linksUnknown('deal');
    return hasWon ? pass : fail({ messageId: 'none', field: 'lifecycleStage' });
  },
});
