import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { requireField } from '../checks/presence.ts';

/** A company of no industry. */
export const industryMissing = defineRule<GraceOptions>({
  meta: {
    id: 'company/industry-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Industry is {{found}}.' },
    docs: {
      summary: 'A company has an industry.',
      why: 'Segments, territories and the question who our customers are go by industry.',
      remedy: 'Set the industry.',
      flag: 'Industry missing',
    },
    examples: {
      passes: [
        { title: 'an industry', object: 'company', fields: {} },
        { title: 'another industry', object: 'company', fields: { industry: 'BIOTECHNOLOGY' } },
        { title: 'created this week', object: 'company', fields: { industry: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'empty', object: 'company', fields: { industry: null } },
        { title: 'a placeholder', object: 'company', fields: { industry: 'unknown' } },
        { title: 'blanks', object: 'company', fields: { industry: ' ' } },
      ],
    },
  },
  reads: () => ({ own: ['industry', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => requireField(record, ctx, 'industry')),
});
