import { z } from 'zod';
import { defineRule, notApplicable } from '../../src/model/rule.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { requireRelated } from '../checks/related.ts';

/** A lead without a person. In CRMs whose leads are persons themselves there is no such link, and no such fault. */
export const contactMissing = defineRule<GraceOptions>({
  meta: {
    id: 'lead/contact-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'No contact is linked to this lead.' },
    docs: {
      summary: 'A lead that stands for a person elsewhere is linked to its contact.',
      why: 'Email, phone and consent are kept with the contact: a lead without one can be worked by nobody.',
      remedy: 'Link the contact, or delete the lead.',
      flag: 'Contact missing',
    },
    examples: {
      passes: [
        { title: 'one contact', object: 'lead', fields: {} },
        { title: 'leads are persons here', object: 'lead', fields: {}, around: { contacts: 'unknown' } },
        { title: 'created this week', object: 'lead', fields: { createdAt: '2024-04-08' }, around: { contacts: 0 } },
      ],
      fails: [
        { title: 'none', object: 'lead', fields: {}, around: { contacts: 0 } },
        { title: 'none, at an early stage', object: 'lead', fields: { lifecycle: 'lead' }, around: { contacts: 0 } },
        { title: 'none, disqualified', object: 'lead', fields: { lifecycle: 'disqualified' }, around: { contacts: 0 } },
      ],
    },
  },
  reads: () => ({ own: ['createdAt'], related: [{ object: 'contact', fields: [] }] }),
  ...afterGrace<GraceOptions>((_record, ctx) => {
    const verdict = requireRelated(ctx, 'contact');
    return verdict.is === 'unknown' ? notApplicable : verdict;
  }),
});
