import { z } from 'zod';
import { defineRule, notApplicable } from '../../src/model/rule.ts';
import { fieldOf } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { requireField } from '../checks/presence.ts';

/** An open deal that is to close at no time. */
export const closeDateMissing = defineRule<GraceOptions>({
  meta: {
    id: 'deal/close-date-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Close date is {{found}}.' },
    docs: {
      summary: 'An open deal has a close date.',
      why: 'A deal without a close date is in no forecast, and nobody is reminded of it.',
      remedy: 'Set the expected close date.',
      flag: 'Close date missing',
    },
    examples: {
      passes: [
        { title: 'a close date', object: 'deal', fields: {} },
        { title: 'lost without one', object: 'deal', fields: { stage: 'lost', closeDate: null } },
        { title: 'created this week', object: 'deal', fields: { closeDate: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'empty', object: 'deal', fields: { closeDate: null } },
        { title: 'a placeholder', object: 'deal', fields: { closeDate: 'tbd' } },
        { title: 'empty in the first stage', object: 'deal', fields: { stage: 'qualification', closeDate: null } },
      ],
    },
  },
  reads: () => ({ own: ['closeDate', 'pipeline', 'stage', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>(
    ifOpen((record, ctx) => {
      const verdict = requireField(record, ctx, 'closeDate');
      return verdict.is === 'pass' && fieldOf(record, 'closeDate').is === 'invalid' ? notApplicable : verdict;
    }),
  ),
});
