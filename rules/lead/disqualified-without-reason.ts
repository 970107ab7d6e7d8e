import { z } from 'zod';
import { defineRule, notApplicable } from '../../src/model/rule.ts';
import { fieldOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { lifecycleText } from '../checks/lifecycle.ts';
import { requireField } from '../checks/presence.ts';

/** A lead that sales has turned down without saying why. */
export const disqualifiedWithoutReason = defineRule<GraceOptions>({
  meta: {
    id: 'lead/disqualified-without-reason',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'The lead is disqualified, but the reason is {{found}}.' },
    docs: {
      summary: 'A disqualified lead has a reason.',
      why: 'Rejections without a reason teach marketing nothing: the same leads come again, and both sides blame each other.',
      remedy: 'Choose the reason why the lead was disqualified.',
      flag: 'No disqualify reason',
    },
    examples: {
      passes: [
        {
          title: 'with a reason',
          object: 'lead',
          fields: { lifecycle: 'disqualified', disqualifiedReason: 'No budget' },
        },
        { title: 'not disqualified', object: 'lead', fields: {} },
        { title: 'created this week', object: 'lead', fields: { lifecycle: 'disqualified', createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'empty', object: 'lead', fields: { lifecycle: 'disqualified' } },
        { title: 'a placeholder', object: 'lead', fields: { lifecycle: 'disqualified', disqualifiedReason: 'n/a' } },
        { title: 'blanks', object: 'lead', fields: { lifecycle: 'disqualified', disqualifiedReason: ' ' } },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle', 'disqualifiedReason', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => {
    if (fieldOf(record, 'lifecycle').is === 'unknown') return unknownBecause('lifecycle', record, ctx);
    return lifecycleText(record) === 'disqualified' ? requireField(record, ctx, 'disqualifiedReason') : notApplicable;
  }),
});
