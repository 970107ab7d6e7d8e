import { z } from 'zod';
import {
  type CalendarDuration,
  dateText,
  durationOption,
  durationText,
  isOlderThan,
} from '../../src/model/duration.ts';
import { defineRule, fail, pass, type RuleContext, unknown } from '../../src/model/rule.ts';
import { daysSince, wakesWhenOlder } from '../checks/age.ts';
import { fieldOf, timeOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';

interface Options {
  /** How long a deal may stay in a stage for which the agreement names no limit of its own. */
  readonly limit: CalendarDuration;
}

const entryUnknown = unknown('the date on which the deal entered its stage is not known');

function limitOf(ctx: RuleContext<Options>): CalendarDuration {
  return ctx.stageTerms?.limit ?? ctx.options.limit;
}

/** A deal that has got stuck. */
export const stageAging = defineRule<Options>({
  meta: {
    id: 'deal/stage-aging',
    half: 'stage',
    dimension: 'stage',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ limit: durationOption('60 days') }),
    messages: { stuck: 'The deal has been in "{{stage}}" since {{date}}: {{days}}, and the limit is {{limit}}.' },
    docs: {
      summary: 'An open deal is in its stage no longer than agreed.',
      why: 'The longer a deal sits in a stage, the less likely it is won; most of what is stuck is lost already.',
      remedy: 'Move the deal on, back, or to lost.',
      flag: 'Stuck in stage',
    },
    examples: {
      passes: [
        { title: 'ten days in its stage', object: 'deal', fields: {} },
        {
          title: 'within a limit of its stage',
          object: 'deal',
          fields: { stageEnteredAt: '2024-01-15' },
          around: { noLongerThan: '90 days' },
        },
        { title: 'a won deal', object: 'deal', fields: { stage: 'won', stageEnteredAt: '2023-04-01' } },
      ],
      fails: [
        { title: 'three months', object: 'deal', fields: { stageEnteredAt: '2024-01-11' } },
        { title: '61 days', object: 'deal', fields: { stageEnteredAt: '2024-02-10' } },
        {
          title: 'over the limit of its stage',
          object: 'deal',
          fields: { stageEnteredAt: '2024-03-11' },
          around: { noLongerThan: '21 days' },
        },
      ],
    },
  },
  reads: () => ({ own: ['stageEnteredAt', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx, stage) => {
    const field = fieldOf(record, 'stageEnteredAt');
    if (field.is === 'unknown') return unknownBecause('stageEnteredAt', record, ctx);
    const entered = timeOf(field);
    if (entered === null) return entryUnknown;
    const limit = limitOf(ctx);
    if (!isOlderThan(entered, limit, ctx.today, ctx.calendar)) return pass;
    const date = dateText(entered, ctx.calendar);
    const data = { stage: stage.label, date, days: daysSince(entered, ctx), limit: durationText(limit) };
    return fail({ messageId: 'stuck', field: 'stage', data });
  }),
  wakes(record, ctx) {
    const entered = ctx.stage?.state === 'open' ? timeOf(fieldOf(record, 'stageEnteredAt')) : null;
    return entered && wakesWhenOlder(entered, limitOf(ctx), ctx);
  },
});
