import { z } from 'zod';
import { isAtOrAfter } from '../../src/model/dictionary.ts';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { unknownBecause } from '../checks/field.ts';
import { hasReached, lifecycleText } from '../checks/lifecycle.ts';
import { hasDeal, linksUnknown } from '../checks/related.ts';

/** A buyer whom the lifecycle still calls a prospect. */
export const wonDealNotCustomer = defineRule<Record<never, never>>({
  meta: {
    id: 'person/won-deal-not-customer',
    half: 'data',
    dimension: 'consistency',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { below: 'The person has a won deal, but still stands at the stage "{{stage}}".' },
    docs: {
      summary: 'A person with a won deal is a customer.',
      why: 'Customers who count as prospects get offers for what they own, and make every conversion rate too low.',
      remedy: 'Set the lifecycle stage to customer.',
      flag: 'Won but no customer',
    },
    examples: {
      passes: [
        { title: 'a customer', object: 'contact', fields: { lifecycle: 'customer' }, around: { deals: ['won'] } },
        { title: 'a deal that is still open', object: 'contact', fields: {}, around: { deals: ['open'] } },
        { title: 'no deal', object: 'lead', fields: {} },
      ],
      fails: [
        { title: 'an MQL', object: 'contact', fields: {}, around: { deals: ['won'] } },
        {
          title: 'an opportunity',
          object: 'contact',
          fields: { lifecycle: 'opportunity' },
          around: { deals: ['open', 'won'] },
        },
        {
          title: 'a subscriber',
          object: 'contact',
          fields: { lifecycle: 'subscriber' },
          around: { deals: ['lost', 'won'] },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle'], related: [{ object: 'deal', fields: ['pipeline', 'stage'] }] }),
  check(record, ctx) {
    const hasWon = hasDeal(ctx, 'won');
    if (hasWon === false) return notApplicable;
    const isCustomer = hasReached(record, 'customer');
    if (isCustomer === 'unknown')
      return hasWon === true ? unknownBecause('lifecycle', record, ctx) : linksUnknown('deal');
    const stage = lifecycleText(record);
    // Stages outside of the order (recycled, other …) tell nothing of what was bought; an empty one is another fault.
    if (!isAtOrAfter(stage, 'subscriber')) return notApplicable;
    if (isCustomer) return hasWon === true ? pass : notApplicable;
    return hasWon === true
      ? fail({ messageId: 'below', field: 'lifecycleStage', data: { stage } })
      : linksUnknown('deal');
  },
});
