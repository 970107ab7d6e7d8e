import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { fieldOf, presenceOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { ifOpen } from '../checks/open-deal.ts';

/** An open deal nobody works on. */
export const ownerMissing = defineRule<GraceOptions>({
  meta: {
    id: 'deal/owner-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'No owner is set while the deal is in "{{stage}}".' },
    docs: {
      summary: 'An open deal has an owner.',
      why: 'A deal that belongs to nobody is worked by nobody, and is in no forecast of a person or team.',
      remedy: 'Assign an owner.',
      flag: 'Owner missing',
    },
    examples: {
      passes: [
        { title: 'an owner', object: 'deal', fields: {} },
        { title: 'a closed deal', object: 'deal', fields: { stage: 'won', ownerId: null } },
        { title: 'created this week', object: 'deal', fields: { ownerId: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'empty', object: 'deal', fields: { ownerId: null } },
        { title: 'blanks', object: 'deal', fields: { ownerId: ' ' } },
        { title: 'empty in the first stage', object: 'deal', fields: { stage: 'qualification', ownerId: null } },
      ],
    },
  },
  reads: () => ({ own: ['ownerId', 'pipeline', 'stage', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>(
    ifOpen((record, ctx, stage) => {
      switch (presenceOf(fieldOf(record, 'ownerId'))) {
        case 'filled':
          return pass;
        case 'unknown':
          return unknownBecause('ownerId', record, ctx);
        case 'blank':
          return fail({ messageId: 'missing', field: 'ownerId', data: { stage: stage.label } });
      }
    }),
  ),
});
