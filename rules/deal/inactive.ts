import { z } from 'zod';
import { type CalendarDuration, durationOption } from '../../src/model/duration.ts';
import { defineRule, type StagePosition } from '../../src/model/rule.ts';
import { wakesWhenQuiet } from '../checks/activity.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { quietSince, requireActivity } from '../checks/silence.ts';

interface Options {
  readonly limit: CalendarDuration;
  /** In the pipeline's first open stage, where deals wait for an answer. */
  readonly firstStageLimit: CalendarDuration;
}

function limitIn(stage: StagePosition, options: Options): CalendarDuration {
  return stage.openRank === 0 ? options.firstStageLimit : options.limit;
}

/** An open deal in which nothing happens. */
export const inactive = defineRule<Options>({
  meta: {
    id: 'deal/inactive',
    half: 'stage',
    dimension: 'stage',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['deal/commit-without-activity'],
    options: z.strictObject({ limit: durationOption('14 days'), firstStageLimit: durationOption('30 days') }),
    messages: {
      quiet: 'The last activity on this deal was on {{date}}, {{days}} ago.',
      never: 'There has been no activity on this deal since it was created on {{date}}, {{days}} ago.',
    },
    docs: {
      summary: 'There was some human activity on an open deal within the limit.',
      why: 'Deals are lost in silence long before anybody closes them. Our own writes never count as activity.',
      remedy: 'Contact the buyer and log it, or close the deal.',
      flag: 'Inactive',
    },
    examples: {
      passes: [
        { title: 'activity this week', object: 'deal', fields: {} },
        {
          title: 'three weeks quiet in the first stage',
          object: 'deal',
          fields: { stage: 'qualification', activityTimes: '2024-03-21' },
        },
        { title: 'a lost deal', object: 'deal', fields: { stage: 'lost', activityTimes: '2024-01-10' } },
      ],
      fails: [
        { title: 'three weeks quiet', object: 'deal', fields: { activityTimes: '2024-03-21' } },
        { title: 'no activity at all', object: 'deal', fields: { activityTimes: null } },
        {
          title: 'six weeks quiet in the first stage',
          object: 'deal',
          fields: { stage: 'qualification', activityTimes: '2024-02-29' },
        },
      ],
    },
  },
  reads: () => ({ own: ['activityTimes', 'createdAt', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx, stage) => requireActivity(record, ctx, limitIn(stage, ctx.options))),
  wakes(record, ctx) {
    if (ctx.stage?.state !== 'open') return null;
    return wakesWhenQuiet(quietSince(record, ctx), limitIn(ctx.stage, ctx.options), record, ctx);
  },
});
