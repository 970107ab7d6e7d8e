import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { requireRelated } from '../checks/related.ts';

/** An open deal with nobody to speak to. */
export const contactMissing = defineRule<GraceOptions>({
  meta: {
    id: 'deal/contact-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'No contact is linked to this deal.' },
    docs: {
      summary: 'An open deal has a contact.',
      why: 'A deal is won with people: without a contact no activity, consent or buying role can be seen on it.',
      remedy: 'Link the contact you are dealing with.',
      flag: 'Contact missing',
    },
    examples: {
      passes: [
        { title: 'one contact', object: 'deal', fields: {} },
        { title: 'a closed deal', object: 'deal', fields: { stage: 'lost' }, around: { contacts: 0 } },
        { title: 'created this week', object: 'deal', fields: { createdAt: '2024-04-08' }, around: { contacts: 0 } },
      ],
      fails: [
        { title: 'none', object: 'deal', fields: {}, around: { contacts: 0 } },
        {
          title: 'none in the first stage',
          object: 'deal',
          fields: { stage: 'qualification' },
          around: { contacts: 0 },
        },
        { title: 'none in the last stage', object: 'deal', fields: { stage: 'negotiation' }, around: { contacts: 0 } },
      ],
    },
  },
  reads: () => ({ own: ['pipeline', 'stage', 'createdAt'], related: [{ object: 'contact', fields: [] }] }),
  ...afterGrace<GraceOptions>(ifOpen((_record, ctx) => requireRelated(ctx, 'contact'))),
});
