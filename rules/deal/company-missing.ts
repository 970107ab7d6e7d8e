import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { requireRelated } from '../checks/related.ts';

/** An open deal that belongs to no company. */
export const companyMissing = defineRule<GraceOptions>({
  meta: {
    id: 'deal/company-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'No company is linked to this deal.' },
    docs: {
      summary: 'An open deal has a company.',
      why: 'Without the company the deal is missing from the account, and its revenue from every report by account.',
      remedy: 'Link the company that buys.',
      flag: 'Company missing',
    },
    examples: {
      passes: [
        { title: 'one company', object: 'deal', fields: {} },
        { title: 'a closed deal', object: 'deal', fields: { stage: 'lost' }, around: { companies: 0 } },
        { title: 'created this week', object: 'deal', fields: { createdAt: '2024-04-08' }, around: { companies: 0 } },
      ],
      fails: [
        { title: 'none', object: 'deal', fields: {}, around: { companies: 0 } },
        {
          title: 'none in the first stage',
          object: 'deal',
          fields: { stage: 'qualification' },
          around: { companies: 0 },
        },
        { title: 'none in the last stage', object: 'deal', fields: { stage: 'negotiation' }, around: { companies: 0 } },
      ],
    },
  },
  reads: () => ({ own: ['pipeline', 'stage', 'createdAt'], related: [{ object: 'company', fields: [] }] }),
  ...afterGrace<GraceOptions>(ifOpen((_record, ctx) => requireRelated(ctx, 'company'))),
});
