import { z } from 'zod';
import { type CalendarDuration, dateText, durationOption, lastDayWithin } from '../../src/model/duration.ts';
import { defineRule, fail, notApplicable, pass, type StagePosition } from '../../src/model/rule.ts';
import { fieldOf, timeOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { firstDayWithin } from '../checks/window.ts';

interface Options {
  /** How soon is too soon for a deal that has half of the way before it. */
  readonly within: CalendarDuration;
}

/** Of an odd number of open stages the middle one is in neither half. */
function isInFirstHalf({ openRank, openCount }: StagePosition): boolean {
  return (openRank + 1) * 2 <= openCount;
}

/** A deal that has hardly begun and is to close next week. */
export const closeDateTooNear = defineRule<Options>({
  meta: {
    id: 'deal/close-date-too-near',
    half: 'stage',
    dimension: 'stage',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({ within: durationOption('14 days') }),
    messages: { near: 'The deal is only in "{{stage}}", and its close date is {{date}}.' },
    docs: {
      summary: 'A deal in the first half of its pipeline does not close within the next days.',
      why: 'The date was set when the deal was created and never thought about since; it lifts this month in the forecast and slips at its end.',
      remedy: 'Move the close date to when the deal can really close.',
      flag: 'Close date too near',
    },
    examples: {
      passes: [
        { title: 'half of the way done', object: 'deal', fields: { closeDate: '2024-04-15' } },
        { title: 'first stage, weeks ahead', object: 'deal', fields: { stage: 'qualification' } },
        { title: 'past is another fault', object: 'deal', fields: { stage: 'qualification', closeDate: '2024-04-10' } },
      ],
      fails: [
        { title: 'next week', object: 'deal', fields: { stage: 'qualification', closeDate: '2024-04-18' } },
        { title: 'today', object: 'deal', fields: { stage: 'qualification', closeDate: '2024-04-11' } },
        {
          title: 'on the last day of the limit',
          object: 'deal',
          fields: { stage: 'qualification', closeDate: '2024-04-25' },
        },
      ],
    },
  },
  reads: () => ({ own: ['closeDate', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx, stage) => {
    if (!isInFirstHalf(stage)) return notApplicable;
    const field = fieldOf(record, 'closeDate');
    if (field.is === 'unknown') return unknownBecause('closeDate', record, ctx);
    const date = timeOf(field);
    const day = date === null ? null : ctx.calendar.day(date);
    if (date === null || day === null || day < ctx.today) return notApplicable;
    if (day > lastDayWithin(ctx.today, ctx.options.within)) return pass;
    return fail({
      messageId: 'near',
      field: 'closeDate',
      data: { stage: stage.label, date: dateText(date, ctx.calendar) },
    });
  }),
  wakes(record, ctx) {
    const { stage } = ctx;
    const date = stage?.state === 'open' && isInFirstHalf(stage) ? timeOf(fieldOf(record, 'closeDate')) : null;
    if (date === null) return null;
    const day = ctx.calendar.day(date);
    if (day < ctx.today) return null;
    const first = firstDayWithin(day, ctx.options.within);
    return ctx.calendar.startOf(ctx.today < first ? first : day + 1);
  },
});
