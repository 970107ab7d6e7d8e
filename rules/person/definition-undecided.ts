import { z } from 'zod';
import type { CrmRecord } from '../../src/model/record.ts';
import {
  defineRule,
  fail,
  notApplicable,
  pass,
  type RuleContext,
  unknown,
  type Verdict,
} from '../../src/model/rule.ts';
import { capitalised, fieldOf, textOf } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';

function judge(record: CrmRecord, ctx: RuleContext<GraceOptions>): Verdict {
  const stage = textOf(fieldOf(record, 'lifecycle'));
  const state = stage === null ? null : ctx.definition(stage);
  if (stage === null || state === null) return notApplicable;
  if (state.is !== 'undecided') return pass;
  if (state.lacks.length === 0) return unknown(state.why.join(', ') || `whether ${stage} is met is not known`);
  return fail(
    ...state.lacks.map((name) => {
      const field = ctx.label(name);
      return { messageId: 'lacks', field: name, data: { label: capitalised(field), field, stage } };
    }),
  );
}

/** Nobody can say whether the person belongs into its stage. */
export const definitionUndecided = defineRule<GraceOptions>({
  meta: {
    id: 'person/definition-undecided',
    half: 'data',
    dimension: 'completeness',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: [],
    yieldsPerField: true,
    options: z.strictObject({ grace: graceOption }),
    messages: { lacks: '{{label}} is empty, so nobody can say whether the person is what "{{stage}}" means.' },
    docs: {
      summary: 'The fields that decide whether somebody meets the definition of a stage are filled.',
      why: 'A definition that cannot be tested is one that nobody keeps.',
      remedy: 'Fill in {{field}}.',
      flag: 'Definition undecided',
    },
    examples: {
      passes: [
        { title: 'meets it', object: 'contact', fields: {}, around: { definition: 'met' } },
        { title: 'does not meet it', object: 'lead', fields: {}, around: { definition: 'unmet' } },
        { title: 'the stage has no definition', object: 'lead', fields: { seniority: null } },
      ],
      fails: [
        {
          title: 'no seniority',
          object: 'contact',
          fields: { seniority: null },
          around: { definition: ['seniority'] },
        },
        {
          title: 'two fields',
          object: 'lead',
          fields: { seniority: null, lastFormAt: null },
          around: { definition: ['seniority', 'lastFormAt'] },
        },
        {
          title: 'an SQL without country',
          object: 'contact',
          fields: { lifecycle: 'sql', country: null },
          around: { definition: ['country'] },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle', 'createdAt'], related: [] }),
  asksDefinition: true,
  ...afterGrace<GraceOptions>(judge),
});
