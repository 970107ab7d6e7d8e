import { z } from 'zod';
import { type CalendarDuration, dateText, durationOption, isOlderThan } from '../../src/model/duration.ts';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { daysSince, wakesWhenOlder } from '../checks/age.ts';
import { fieldOf, timeOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';

interface Options {
  /** How long an open deal may be overdue. */
  readonly grace: CalendarDuration;
}

/** The deal should have closed and is still open. */
export const closeDatePast = defineRule<Options>({
  meta: {
    id: 'deal/close-date-past',
    half: 'stage',
    dimension: 'stage',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: durationOption('0 days') }),
    messages: { past: 'Close date {{date}} is {{days}} past while the deal is still in "{{stage}}".' },
    docs: {
      summary: 'The close date of an open deal is today or later.',
      why: 'An overdue deal is counted in a forecast that is already over; either it slipped or it was lost quietly.',
      remedy: 'Move the close date or close the deal.',
      flag: 'Close date past',
    },
    examples: {
      passes: [
        { title: 'closes next month', object: 'deal', fields: { closeDate: '2024-05-15' } },
        { title: 'closes today', object: 'deal', fields: { closeDate: '2024-04-11' } },
        { title: 'won', object: 'deal', fields: { stage: 'won', closeDate: '2024-03-01' } },
      ],
      fails: [
        { title: 'six weeks past', object: 'deal', fields: { closeDate: '2024-03-01' } },
        { title: 'yesterday', object: 'deal', fields: { closeDate: '2024-04-10' } },
        { title: 'the evening before, by the clock', object: 'deal', fields: { closeDate: '2024-04-10T21:00:00Z' } },
      ],
    },
  },
  reads: () => ({ own: ['closeDate', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx, stage) => {
    const field = fieldOf(record, 'closeDate');
    if (field.is === 'unknown') return unknownBecause('closeDate', record, ctx);
    const date = timeOf(field);
    if (date === null) return notApplicable;
    if (!isOlderThan(date, ctx.options.grace, ctx.today, ctx.calendar)) return pass;
    const data = { date: dateText(date, ctx.calendar), days: daysSince(date, ctx), stage: stage.label };
    return fail({ messageId: 'past', field: 'closeDate', data });
  }),
  wakes(record, ctx) {
    const date = ctx.stage?.state === 'open' ? timeOf(fieldOf(record, 'closeDate')) : null;
    return date && wakesWhenOlder(date, ctx.options.grace, ctx);
  },
});
