import { z } from 'zod';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/rule.ts';
import { fieldOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';

interface Options {
  /** How many times the median of won deals is still taken for real. */
  readonly times: number;
}

const medianUnknown = unknown('what won deals of the pipeline were worth is not known');

function money(amount: number): string {
  return amount.toLocaleString('en', { maximumFractionDigits: 2 });
}

/** An amount that can only be a slip of the hand. */
export const amountImplausible = defineRule<Options>({
  meta: {
    id: 'deal/amount-implausible',
    half: 'data',
    dimension: 'validity',
    severity: 'medium',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({ times: z.number().min(2).default(100) }),
    messages: {
      negative: 'Amount {{amount}} is negative.',
      large: 'Amount {{amount}} is over {{times}} times what won deals of the pipeline are worth (median {{median}}).',
    },
    docs: {
      summary: 'The amount of an open deal is not negative, nor far above what deals of its pipeline were won for.',
      why: 'One deal with three zeros too many hides the rest of the forecast.',
      remedy: 'Correct the amount.',
      flag: 'Amount implausible',
    },
    examples: {
      passes: [
        { title: 'an amount like others', object: 'deal', fields: {} },
        { title: 'a large deal', object: 'deal', fields: { amount: 1_900_000 } },
        { title: 'too few won deals to tell', object: 'deal', fields: { amount: 9e9 }, around: { medianWon: null } },
      ],
      fails: [
        { title: 'negative', object: 'deal', fields: { amount: -5000 } },
        { title: 'three zeros too many', object: 'deal', fields: { amount: 24_000_000 } },
        { title: 'in a pipeline of small deals', object: 'deal', fields: {}, around: { medianWon: 200 } },
      ],
    },
  },
  reads: () => ({ own: ['amount', 'pipeline', 'stage'], related: [], medianWon: true }),
  check: ifOpen((record, ctx) => {
    const field = fieldOf(record, 'amount');
    if (field.is === 'unknown') return unknownBecause('amount', record, ctx);
    if (field.is !== 'value' || typeof field.value !== 'number') return notApplicable;
    const amount = field.value;
    if (amount < 0) return fail({ messageId: 'negative', field: 'amount', data: { amount: money(amount) } });
    const median = ctx.medianWonAmount();
    if (median === 'unknown') return medianUnknown;
    const { times } = ctx.options;
    if (median === null || amount <= times * median) return pass;
    const data = { amount: money(amount), times, median: money(median) };
    return fail({ messageId: 'large', field: 'amount', data });
  }),
});
