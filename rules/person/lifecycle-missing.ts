import { z } from 'zod';
import { defineRule, notApplicable } from '../../src/model/rule.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { requireField } from '../checks/presence.ts';

/** A contact of which nobody can tell where it stands; leads stand where their status says. */
export const lifecycleMissing = defineRule<GraceOptions>({
  meta: {
    id: 'person/lifecycle-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Lifecycle stage is {{found}}.' },
    docs: {
      summary: 'A contact has a lifecycle stage.',
      why: 'Marketing and sales hand over by stage: a contact without one is in no list, no funnel and no report.',
      remedy: 'Set the lifecycle stage.',
      flag: 'Lifecycle stage missing',
    },
    examples: {
      passes: [
        { title: 'an MQL', object: 'contact', fields: {} },
        { title: 'a custom stage', object: 'contact', fields: { lifecycleStage: '233247981' } },
        { title: 'a lead has its status', object: 'lead', fields: { lifecycleStage: null } },
      ],
      fails: [
        { title: 'no stage', object: 'contact', fields: { lifecycleStage: null } },
        { title: 'blanks', object: 'contact', fields: { lifecycleStage: ' ' } },
        { title: 'a placeholder from an import', object: 'contact', fields: { lifecycleStage: 'Unknown' } },
      ],
    },
  },
  reads: () => ({ own: ['lifecycleStage', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) =>
    record.ref.object === 'contact' ? requireField(record, ctx, 'lifecycleStage') : notApplicable,
  ),
});
