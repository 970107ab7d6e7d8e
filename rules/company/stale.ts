import { z } from 'zod';
import { type CalendarDuration, durationOption } from '../../src/model/duration.ts';
import { defineRule } from '../../src/model/rule.ts';
import { wakesWhenQuiet } from '../checks/activity.ts';
import { quietSince, requireActivity } from '../checks/silence.ts';

interface Options {
  readonly limit: CalendarDuration;
}

/** Nobody has had to do with the company for a long time. */
export const stale = defineRule<Options>({
  meta: {
    id: 'company/stale',
    half: 'data',
    dimension: 'timeliness',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({ limit: durationOption('18 months') }),
    messages: {
      quiet: 'The last activity with this company was on {{date}}.',
      never: 'There has been no activity with this company since the record was created on {{date}}.',
    },
    docs: {
      summary: 'There was some human activity with a company within the limit.',
      why: 'Companies move, merge and change their names: what nobody has looked at for so long is likely out of date. Our own writes never count as activity.',
      remedy: 'Check the company, or archive it.',
      flag: 'Stale',
    },
    examples: {
      passes: [
        { title: 'activity this month', object: 'company', fields: {} },
        { title: 'a year quiet', object: 'company', fields: { activityTimes: '2023-04-01' } },
        { title: 'created last week', object: 'company', fields: { createdAt: '2024-04-03', activityTimes: null } },
      ],
      fails: [
        {
          title: 'silent for years',
          object: 'company',
          fields: { activityTimes: '2022-01-10', createdAt: '2021-05-04' },
        },
        { title: 'never touched', object: 'company', fields: { activityTimes: null, createdAt: '2022-03-01' } },
        {
          title: 'a day over the limit',
          object: 'company',
          fields: { activityTimes: '2022-10-10', createdAt: '2021-05-04' },
        },
      ],
    },
  },
  reads: () => ({ own: ['activityTimes', 'createdAt'], related: [] }),
  check: (record, ctx) => requireActivity(record, ctx, ctx.options.limit),
  wakes: (record, ctx) => wakesWhenQuiet(quietSince(record, ctx), ctx.options.limit, record, ctx),
});
