import { z } from 'zod';
import type { CrmRecord } from '../../src/model/record.ts';
import { defineRule, fail, notApplicable, pass, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { fieldOf, textOf } from '../checks/field.ts';

function check(record: CrmRecord, ctx: RuleContext<unknown>): Verdict {
  const stage = textOf(fieldOf(record, 'lifecycle'));
  const state = stage === null ? null : ctx.definition(stage);
  // What is not decided is the fault of an empty field, which another rule names.
  if (stage === null || state === null || state.is === 'undecided') return notApplicable;
  return state.is === 'met' ? pass : fail({ messageId: 'unmet', field: 'lifecycle', data: { stage } });
}

/** Somebody in a stage to which the agreement says he or she does not belong. */
export const definitionUnmet = defineRule({
  meta: {
    id: 'person/definition-unmet',
    half: 'stage',
    dimension: 'stage',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { unmet: 'The person is in "{{stage}}", but does not meet what the agreement defines as "{{stage}}".' },
    docs: {
      summary: 'Who is in a lifecycle stage meets the definition of that name in the agreement.',
      why: 'Where everything is a lead, nothing is: both teams work by a word that no longer means anything.',
      remedy: 'Move the person to the stage that fits, or correct the fields that decide it.',
      flag: 'Definition not met',
    },
    examples: {
      passes: [
        { title: 'meets it', object: 'contact', fields: {}, around: { definition: 'met' } },
        { title: 'the stage has no definition', object: 'lead', fields: {} },
        { title: 'not decided', object: 'lead', fields: {}, around: { definition: ['seniority'] } },
      ],
      fails: [
        { title: 'a contact that is no MQL', object: 'contact', fields: {}, around: { definition: 'unmet' } },
        { title: 'a lead that is no MQL', object: 'lead', fields: {}, around: { definition: 'unmet' } },
        { title: 'no SQL', object: 'lead', fields: { lifecycle: 'sql' }, around: { definition: 'unmet' } },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle'], related: [] }),
  asksDefinition: true,
  check,
});
