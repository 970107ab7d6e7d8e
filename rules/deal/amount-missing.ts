import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { fieldOf, foundIn, presenceOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { ifOpen } from '../checks/open-deal.ts';

/** A deal past its first stage of which nobody says what it is worth. */
export const amountMissing = defineRule<GraceOptions>({
  meta: {
    id: 'deal/amount-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Amount is {{found}} in stage "{{stage}}".' },
    docs: {
      summary: 'From the second open stage on, a deal has an amount above 0.',
      why: 'Forecast, quota and priorities add up amounts; a deal without one counts as nothing.',
      remedy: 'Enter the expected amount.',
      flag: 'Amount missing',
    },
    examples: {
      passes: [
        { title: 'an amount', object: 'deal', fields: {} },
        { title: 'none in the first stage', object: 'deal', fields: { stage: 'qualification', amount: null } },
        { title: 'created this week', object: 'deal', fields: { amount: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'empty in the second stage', object: 'deal', fields: { amount: null } },
        { title: 'zero', object: 'deal', fields: { amount: 0 } },
        { title: 'a placeholder', object: 'deal', fields: { stage: 'negotiation', amount: 'tbd' } },
      ],
    },
  },
  reads: () => ({ own: ['amount', 'pipeline', 'stage', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>(
    ifOpen((record, ctx, stage) => {
      if (stage.openRank < 1) return notApplicable;
      const field = fieldOf(record, 'amount');
      if (field.is === 'unknown') return unknownBecause('amount', record, ctx);
      const isZero = field.is === 'value' && field.value === 0;
      if (!isZero && presenceOf(field) === 'filled') return field.is === 'invalid' ? notApplicable : pass;
      const found = isZero ? '0' : foundIn(field);
      return fail({ messageId: 'missing', field: 'amount', data: { found, stage: stage.label } });
    }),
  ),
});
