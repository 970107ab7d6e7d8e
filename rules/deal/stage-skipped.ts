import { z } from 'zod';
import type { CrmRecord } from '../../src/model/record.ts';
import { defineRule, fail, notApplicable, pass, type RuleContext, type StagePosition } from '../../src/model/rule.ts';
import { isSameStage } from '../../src/model/stage-visit.ts';
import { fieldOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { visitsOf } from '../checks/stay.ts';

/** The open stages between the first that a deal was in and its present one in which it never was. */
function skipped(record: CrmRecord, ctx: RuleContext<unknown>, stage: StagePosition): readonly StagePosition[] | null {
  const visits = visitsOf(record, ctx);
  const isVisited = ({ id }: StagePosition): boolean => visits.some((visit) => isSameStage(visit.stage, id));
  const ways = ctx.pipelineStages.filter(({ state, openRank }) => state === 'open' && openRank < stage.openRank);
  const first = ways.findIndex(isVisited);
  // A deal may begin in any stage; where only the present one is known, nothing tells which were passed.
  return first === -1 ? null : ways.slice(first).filter((way) => !isVisited(way));
}

/** A deal that jumped over a stage. */
export const stageSkipped = defineRule({
  meta: {
    id: 'deal/stage-skipped',
    half: 'stage',
    dimension: 'stage',
    severity: 'info',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { skipped: 'The deal went past "{{stages}}" without being in it.' },
    docs: {
      summary: 'An open deal was in every stage between the one it began in and the present one.',
      why: 'What a stage asks for is not asked where the stage is passed over; and its days and conversion are wrong.',
      remedy: 'See whether what the stage asks for is done, and make it up where it is not.',
      flag: 'Stage skipped',
    },
    examples: {
      passes: [
        { title: 'one stage after another', object: 'deal', fields: {} },
        { title: 'began in its stage', object: 'deal', fields: { stageVisits: 'proposal 2024-04-01..' } },
        {
          title: 'lost',
          object: 'deal',
          fields: { stage: 'lost', stageVisits: 'qualification 2024-03-01..2024-04-01;lost 2024-04-01..' },
        },
      ],
      fails: [
        {
          title: 'from the first stage to the third',
          object: 'deal',
          fields: {
            stage: 'negotiation',
            stageVisits: 'qualification 2024-03-01..2024-04-01;negotiation 2024-04-01..',
          },
        },
        {
          title: 'on the same day',
          object: 'deal',
          fields: {
            stage: 'negotiation',
            stageVisits: 'qualification 2024-04-01T08:00:00Z..2024-04-01T09:00:00Z;negotiation 2024-04-01T09:00:00Z..',
          },
        },
        {
          title: 'the present visit not noted yet',
          object: 'deal',
          fields: { stage: 'negotiation', stageVisits: 'qualification 2024-03-01..' },
        },
      ],
    },
  },
  reads: () => ({ own: ['stageVisits', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx, stage) => {
    const { is } = fieldOf(record, 'stageVisits');
    if (is === 'unknown' || is === 'invalid') return unknownBecause('stageVisits', record, ctx);
    if (stage.openRank === 0) return notApplicable;
    const missed = skipped(record, ctx, stage);
    if (missed === null || missed.length === 0) return pass;
    const stages = missed.map(({ label }) => label).join('", "');
    return fail({ messageId: 'skipped', field: 'stage', data: { stages } });
  }),
});
