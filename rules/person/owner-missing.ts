import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { fromMql } from '../checks/lifecycle.ts';
import { standingOf } from '../checks/owner.ts';

/** A qualified person nobody looks after. */
export const ownerMissing = defineRule<GraceOptions>({
  meta: {
    id: 'person/owner-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['lead/unassigned'],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'No owner is set, though the person has reached the stage "{{stage}}".' },
    docs: {
      summary: 'From MQL on, a person has an owner.',
      why: 'What belongs to nobody is followed up by nobody: ownerless leads are the usual place where demand is lost.',
      remedy: 'Assign an owner.',
      flag: 'Owner missing',
    },
    examples: {
      passes: [
        { title: 'an MQL with an owner', object: 'contact', fields: {} },
        { title: 'a subscriber needs none', object: 'contact', fields: { lifecycle: 'subscriber', ownerId: null } },
        { title: 'created this week', object: 'lead', fields: { ownerId: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'an MQL', object: 'contact', fields: { ownerId: null } },
        { title: 'a customer', object: 'contact', fields: { lifecycle: 'customer', ownerId: null } },
        { title: 'an SQL among the leads', object: 'lead', fields: { lifecycle: 'sql', ownerId: '' } },
      ],
    },
  },
  reads: () => ({ own: ['ownerId', 'lifecycle', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) =>
    fromMql(record, ctx, (stage) => {
      const standing = standingOf(record, ctx);
      if (standing === 'owned') return pass;
      if (standing === 'unknown') return unknownBecause('ownerId', record, ctx);
      return fail({ messageId: 'missing', field: 'ownerId', data: { stage } });
    }),
  ),
});
