import { z } from 'zod';
import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import {
  defineRule,
  fail,
  notApplicable,
  pass,
  type Report,
  type RuleContext,
  type Verdict,
} from '../../src/model/rule.ts';
import { capitalised, fieldOf, foundIn, presenceOf, textOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';

function judge(record: CrmRecord, ctx: RuleContext<GraceOptions>): Verdict {
  const stage = textOf(fieldOf(record, 'lifecycle'));
  const needs = (stage !== null && ctx.lifecycleTerms(stage)?.handOffNeeds[record.ref.object]) || [];
  if (stage === null || needs.length === 0) return notApplicable;
  const reports: Report[] = [];
  let open: FieldName | null = null;
  for (const name of needs) {
    const field = fieldOf(record, name);
    const presence = presenceOf(field);
    if (presence === 'unknown') open ??= name;
    if (presence !== 'blank') continue;
    const label = ctx.label(name);
    const data = { label: capitalised(label), field: label, found: foundIn(field), stage };
    reports.push({ messageId: 'missing', field: name, data });
  }
  if (reports.length > 0) return fail(...reports);
  return open === null ? pass : unknownBecause(open, record, ctx);
}

/** Somebody who was handed on without what the next team needs. */
export const handOffIncomplete = defineRule<GraceOptions>({
  meta: {
    id: 'person/hand-off-incomplete',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    yieldsPerField: true,
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: '{{label}} is {{found}}, which the hand-off to "{{stage}}" needs.' },
    docs: {
      summary: 'The fields that the agreement asks for at a hand-off are filled.',
      why: 'Whoever takes a lead over starts with what is written down; what is not is asked a second time.',
      remedy: 'Fill in {{field}}.',
      flag: 'Hand-off incomplete',
    },
    examples: {
      passes: [
        { title: 'nothing is asked for', object: 'contact', fields: { jobTitle: null } },
        { title: 'all is there', object: 'contact', fields: {}, around: { needs: ['jobTitle', 'country'] } },
        {
          title: 'created yesterday',
          object: 'lead',
          fields: { jobTitle: null, createdAt: '2024-04-10' },
          around: { needs: ['jobTitle'] },
        },
      ],
      fails: [
        { title: 'no job title', object: 'contact', fields: { jobTitle: null }, around: { needs: ['jobTitle'] } },
        { title: 'a placeholder', object: 'lead', fields: { country: 'n/a' }, around: { needs: ['country'] } },
        {
          title: 'two fields',
          object: 'lead',
          fields: { jobTitle: null, country: ' ' },
          around: { needs: ['jobTitle', 'country'] },
        },
      ],
    },
  },
  // The fields asked for are the agreement's.
  reads: () => ({ own: ['lifecycle', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>(judge),
});
