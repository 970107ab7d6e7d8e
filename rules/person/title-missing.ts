import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { fieldOf, foundIn, presenceOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { fromMql } from '../checks/lifecycle.ts';

/** A qualified person of whom nobody knows what they do. */
export const titleMissing = defineRule<GraceOptions>({
  meta: {
    id: 'person/title-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Job title is {{found}}, though the person has reached the stage "{{stage}}".' },
    docs: {
      summary: 'From MQL on, a person has a job title.',
      why: 'Whether somebody decides, uses or only looks is read from the title; without it nobody can say that the lead fits.',
      remedy: 'Add the job title.',
      flag: 'Job title missing',
    },
    examples: {
      passes: [
        { title: 'an MQL with a title', object: 'contact', fields: {} },
        { title: 'a subscriber needs none', object: 'contact', fields: { lifecycle: 'subscriber', jobTitle: null } },
        { title: 'created this week', object: 'lead', fields: { jobTitle: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'an MQL', object: 'contact', fields: { jobTitle: null } },
        { title: 'a placeholder', object: 'lead', fields: { lifecycle: 'sql', jobTitle: 'n/a' } },
        { title: 'a customer', object: 'contact', fields: { lifecycle: 'customer', jobTitle: ' ' } },
      ],
    },
  },
  reads: () => ({ own: ['jobTitle', 'lifecycle', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) =>
    fromMql(record, ctx, (stage) => {
      const field = fieldOf(record, 'jobTitle');
      const presence = presenceOf(field);
      if (presence === 'filled') return pass;
      if (presence === 'unknown') return unknownBecause('jobTitle', record, ctx);
      return fail({ messageId: 'missing', field: 'jobTitle', data: { found: foundIn(field), stage } });
    }),
  ),
});
