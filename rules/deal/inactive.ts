import { z } from 'zod';
import { type CalendarDuration, dateText, durationOption, isOlderThan } from '../../src/model/duration.ts';
import type { CrmRecord, TimeValue } from '../../src/model/record.ts';
import { defineRule, fail, pass, type RuleContext, type StagePosition, unknown } from '../../src/model/rule.ts';
import { isActivityUnknown, lastActivity, wakesWhenQuiet } from '../checks/activity.ts';
import { daysSince } from '../checks/age.ts';
import { fieldOf, timeOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';

interface Options {
  readonly limit: CalendarDuration;
  /** In the pipeline's first open stage, where deals wait for an answer. */
  readonly firstStageLimit: CalendarDuration;
}

const noDate = unknown('neither an activity nor the creation date is known');

/** The later of last activity and creation: a new deal is not blamed for the silence before it existed. */
function quietSince(record: CrmRecord, ctx: RuleContext<Options>): TimeValue | null {
  const activity = lastActivity(record, ctx);
  const created = timeOf(fieldOf(record, 'createdAt'));
  if (activity === null || created === null) return activity ?? created;
  return ctx.calendar.day(activity) >= ctx.calendar.day(created) ? activity : created;
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
    yieldsTo: [],
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
  check: ifOpen((record, ctx, stage) => {
    const since = quietSince(record, ctx);
    if (since !== null && !isOlderThan(since, limitIn(stage, ctx.options), ctx.today, ctx.calendar)) return pass;
    if (isActivityUnknown(record)) return unknownBecause('activityTimes', record, ctx);
    if (since === null) return noDate;
    const messageId = since === lastActivity(record, ctx) ? 'quiet' : 'never';
    const data = { date: dateText(since, ctx.calendar), days: daysSince(since, ctx) };
    return fail({ messageId, field: 'activityTimes', data });
  }),
  wakes(record, ctx) {
    if (ctx.stage?.state !== 'open') return null;
    return wakesWhenQuiet(quietSince(record, ctx), limitIn(ctx.stage, ctx.options), record, ctx);
  },
});
