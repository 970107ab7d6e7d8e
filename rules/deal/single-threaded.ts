import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { fieldOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { linksUnknown } from '../checks/related.ts';

interface Options {
  /** Amount, in the currency of the deal, above which one contact is not enough. */
  readonly above: number;
}

/** A large deal that hangs on one person. */
export const singleThreaded = defineRule<Options>({
  meta: {
    id: 'deal/single-threaded',
    half: 'stage',
    dimension: 'stage',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: ['deal/contact-missing'],
    options: z.strictObject({ above: z.number().min(0).default(50_000) }),
    messages: { single: 'One contact is linked to a deal of {{amount}}.' },
    docs: {
      summary: 'A large open deal has more than one contact.',
      why: 'Large purchases are decided by several people. Where only one is known, the deal ends when that one leaves or loses the argument.',
      remedy: 'Find and link the others who decide.',
      flag: 'One contact only',
    },
    examples: {
      passes: [
        { title: 'a small deal', object: 'deal', fields: {} },
        { title: 'several contacts', object: 'deal', fields: { amount: 90_000 }, around: { contacts: 3 } },
        { title: 'just at the limit', object: 'deal', fields: { amount: 50_000 } },
      ],
      fails: [
        { title: 'a large deal', object: 'deal', fields: { amount: 90_000 } },
        { title: 'just above the limit', object: 'deal', fields: { amount: '50000.01' } },
        { title: 'in the first stage', object: 'deal', fields: { stage: 'qualification', amount: 200_000 } },
      ],
    },
  },
  reads: () => ({ own: ['amount', 'pipeline', 'stage'], related: [{ object: 'contact', fields: [] }] }),
  check: ifOpen((record, ctx) => {
    const field = fieldOf(record, 'amount');
    const amount = field.is === 'value' && typeof field.value === 'number' ? field.value : null;
    if (field.is !== 'unknown' && (amount === null || amount <= ctx.options.above)) return notApplicable;
    const contacts = ctx.related('contact');
    if (contacts === 'unknown') return linksUnknown('contact');
    if (contacts.length === 0) return notApplicable;
    if (contacts.length > 1) return pass;
    if (amount === null) return unknownBecause('amount', record, ctx);
    return fail({ messageId: 'single', field: 'amount', data: { amount } });
  }),
});
