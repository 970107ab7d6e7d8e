import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { requireField } from '../checks/presence.ts';

/** A person of whom nobody knows where they came from. */
export const sourceMissing = defineRule<GraceOptions>({
  meta: {
    id: 'person/source-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Original source is {{found}}.' },
    docs: {
      summary: 'A person has an original source.',
      why: 'Which channel brings people who buy can only be told where each of them has a source; the gaps are mostly imports.',
      remedy: 'Set the source this person came from.',
      flag: 'Source missing',
    },
    examples: {
      passes: [
        { title: 'a source', object: 'contact', fields: {} },
        { title: 'an offline source', object: 'lead', fields: { originalSource: 'OFFLINE' } },
        { title: 'created this week', object: 'contact', fields: { originalSource: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'empty', object: 'contact', fields: { originalSource: null } },
        { title: 'a placeholder', object: 'lead', fields: { originalSource: 'Unknown' } },
        { title: 'blanks', object: 'contact', fields: { originalSource: ' ' } },
      ],
    },
  },
  reads: () => ({ own: ['originalSource', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => requireField(record, ctx, 'originalSource')),
});
