import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { requireField } from '../checks/presence.ts';

/** A company nobody looks after. */
export const ownerMissing = defineRule<GraceOptions>({
  meta: {
    id: 'company/owner-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'No owner is set.' },
    docs: {
      summary: 'A company has an owner.',
      why: 'With an owner it is clear whom to ask before anybody else calls the company.',
      remedy: 'Assign an owner.',
      flag: 'Owner missing',
    },
    examples: {
      passes: [
        { title: 'an owner', object: 'company', fields: {} },
        { title: 'another owner', object: 'company', fields: { ownerId: '1002' } },
        { title: 'created this week', object: 'company', fields: { ownerId: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'empty', object: 'company', fields: { ownerId: null } },
        { title: 'blanks', object: 'company', fields: { ownerId: ' ' } },
        { title: 'a placeholder', object: 'company', fields: { ownerId: 'n/a' } },
      ],
    },
  },
  reads: () => ({ own: ['ownerId', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => requireField(record, ctx, 'ownerId')),
});
