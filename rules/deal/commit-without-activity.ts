import { z } from 'zod';
import { type CalendarDuration, durationOption } from '../../src/model/duration.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { defineRule, notApplicable, type RuleContext } from '../../src/model/rule.ts';
import { wakesWhenQuiet } from '../checks/activity.ts';
import { fieldOf, textOf, unknownBecause } from '../checks/field.ts';
import { fold } from '../checks/fold.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { quietSince, requireActivity } from '../checks/silence.ts';
import { isListed } from '../checks/word-set.ts';

interface Options {
  readonly limit: CalendarDuration;
  /** Forecast categories that promise the deal. */
  readonly categories: readonly string[];
}

/** Whether the forecast promises the deal; 'unknown' where the CRM does not tell. */
function isCommitted(record: CrmRecord, ctx: RuleContext<Options>): boolean | 'unknown' {
  const field = fieldOf(record, 'forecastCategory');
  if (field.is === 'unknown') return 'unknown';
  const category = textOf(field);
  return category !== null && isListed(fold(category), ctx.options.categories);
}

/** A deal that is promised, and in which nothing happens. */
export const commitWithoutActivity = defineRule<Options>({
  meta: {
    id: 'deal/commit-without-activity',
    half: 'stage',
    dimension: 'stage',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({
      limit: durationOption('14 days'),
      categories: z.array(z.string()).default(['Commit']),
    }),
    messages: {
      quiet: 'The forecast says commit, but the last activity on this deal was on {{date}}, {{days}} ago.',
      never:
        'The forecast says commit, but nothing has happened on this deal since it was created on {{date}}, {{days}} ago.',
    },
    docs: {
      summary: 'On a deal that the forecast commits to there was some human activity within the limit.',
      why: 'A committed deal that nobody works is the surprise at the end of the quarter: silence is the best sign that it will slip.',
      remedy: 'Contact the buyer and log it, or take the deal out of the commit.',
      flag: 'Commit, no activity',
    },
    examples: {
      passes: [
        { title: 'activity this week', object: 'deal', fields: { forecastCategory: 'COMMIT' } },
        { title: 'quiet, but not promised', object: 'deal', fields: { activityTimes: '2024-03-01' } },
        {
          title: 'won',
          object: 'deal',
          fields: { stage: 'won', forecastCategory: 'COMMIT', activityTimes: '2024-03-01' },
        },
      ],
      fails: [
        {
          title: 'three weeks quiet',
          object: 'deal',
          fields: { forecastCategory: 'COMMIT', activityTimes: '2024-03-21' },
        },
        { title: 'no activity at all', object: 'deal', fields: { forecastCategory: 'Commit', activityTimes: null } },
        {
          title: 'in the first stage',
          object: 'deal',
          fields: { stage: 'qualification', forecastCategory: 'COMMIT', activityTimes: '2024-03-21' },
        },
      ],
    },
  },
  reads: () => ({ own: ['forecastCategory', 'activityTimes', 'createdAt', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx) => {
    const committed = isCommitted(record, ctx);
    if (committed === false) return notApplicable;
    if (committed === 'unknown') return unknownBecause('forecastCategory', record, ctx);
    return requireActivity(record, ctx, ctx.options.limit);
  }),
  wakes(record, ctx) {
    if (ctx.stage?.state !== 'open' || isCommitted(record, ctx) !== true) return null;
    return wakesWhenQuiet(quietSince(record, ctx), ctx.options.limit, record, ctx);
  },
});
