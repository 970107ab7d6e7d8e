import { z } from 'zod';
import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import {
  defineRule,
  fail,
  notApplicable,
  pass,
  type Report,
  type RuleContext,
  type StagePosition,
} from '../../src/model/rule.ts';
import { capitalised, fieldOf, foundIn, presenceOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { ifOpen } from '../checks/open-deal.ts';

function reportOn(name: FieldName, record: CrmRecord, ctx: RuleContext<unknown>, stage: StagePosition): Report {
  const field = ctx.label(name);
  const found = foundIn(fieldOf(record, name));
  return { messageId: 'missing', field: name, data: { label: capitalised(field), field, found, stage: stage.label } };
}

/** A deal in a stage for which the agreement asks more than is known. */
export const stageFieldsMissing = defineRule<GraceOptions>({
  meta: {
    id: 'deal/stage-fields-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    yieldsPerField: true,
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: '{{label}} is {{found}}, which stage "{{stage}}" needs.' },
    docs: {
      summary: 'The fields that the agreement asks for in a stage are filled.',
      why: 'The stages mean the same to everybody only where a deal brings what its stage needs.',
      remedy: 'Fill in {{field}}.',
      flag: 'Stage fields missing',
    },
    examples: {
      passes: [
        { title: 'the stage asks for nothing', object: 'deal', fields: { dealType: null } },
        { title: 'what it asks for is there', object: 'deal', fields: {}, around: { needs: ['amount', 'nextStep'] } },
        {
          title: 'a closed deal',
          object: 'deal',
          fields: { stage: 'won', dealType: null },
          around: { needs: ['dealType'] },
        },
      ],
      fails: [
        { title: 'the deal type', object: 'deal', fields: { dealType: null }, around: { needs: ['dealType'] } },
        {
          title: 'two fields',
          object: 'deal',
          fields: { dealType: null, name: ' ' },
          around: { needs: ['name', 'dealType'] },
        },
        { title: 'a placeholder', object: 'deal', fields: { dealType: 'tbd' }, around: { needs: ['dealType'] } },
      ],
    },
  },
  // The fields asked for are the agreement's; whoever reads the agreement adds them to what is synced.
  reads: () => ({ own: ['pipeline', 'stage', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>(
    ifOpen((record, ctx, stage) => {
      const needs = ctx.stageTerms?.needs ?? [];
      if (needs.length === 0) return notApplicable;
      const reports: Report[] = [];
      let open: FieldName | null = null;
      for (const name of needs) {
        const presence = presenceOf(fieldOf(record, name));
        if (presence === 'unknown') open ??= name;
        if (presence === 'blank') reports.push(reportOn(name, record, ctx, stage));
      }
      if (reports.length > 0) return fail(...reports);
      return open === null ? pass : unknownBecause(open, record, ctx);
    }),
  ),
});
