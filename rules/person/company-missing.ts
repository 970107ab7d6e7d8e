import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { requireField } from '../checks/presence.ts';
import { requireRelated } from '../checks/related.ts';

/** A person who belongs to no company: a contact without a link, a lead without a company name. */
export const companyMissing = defineRule<GraceOptions>({
  meta: {
    id: 'person/company-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: {
      unlinked: 'No company is linked to this contact.',
      missing: 'Company name is {{found}}.',
    },
    docs: {
      summary: 'A contact is linked to a company; a lead has a company name.',
      why: 'Without it the person is left out of account lists, and nobody sees who else at the company is known.',
      remedy: 'Link the company this person works for.',
      flag: 'Company missing',
    },
    examples: {
      passes: [
        { title: 'a contact with a company', object: 'contact', fields: {} },
        { title: 'a lead with a company name', object: 'lead', fields: {}, around: { companies: 0 } },
        {
          title: 'created this week',
          object: 'contact',
          fields: { createdAt: '2024-04-08' },
          around: { companies: 0 },
        },
      ],
      fails: [
        { title: 'a contact without a company', object: 'contact', fields: {}, around: { companies: 0 } },
        { title: 'a lead without a company name', object: 'lead', fields: { companyName: null } },
        { title: 'a placeholder for a company', object: 'lead', fields: { companyName: 'n/a' } },
      ],
    },
  },
  reads: () => ({ own: ['companyName', 'createdAt'], related: [{ object: 'company', fields: [] }] }),
  ...afterGrace<GraceOptions>((record, ctx) =>
    record.ref.object === 'contact'
      ? requireRelated(ctx, 'company', 'unlinked')
      : requireField(record, ctx, 'companyName'),
  ),
});
