import { z } from 'zod';
import {
  type CalendarDuration,
  type Duration,
  dateText,
  durationOption,
  durationText,
} from '../../src/model/duration.ts';
import type { CrmRecord, TimeValue } from '../../src/model/record.ts';
import { defineRule, fail, pass, type RuleContext, unknown } from '../../src/model/rule.ts';
import { daysSince } from '../checks/age.ts';
import { fieldOf, timeOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { staysSince, tooLongAt } from '../checks/stay.ts';

interface Options {
  /** How long a deal may stay in a stage for which the agreement names no limit of its own. */
  readonly limit: CalendarDuration;
}

const entryUnknown = unknown('the date on which the deal entered its stage is not known');

/** The limit of the stage and, where it was learnt from won deals, what is slow already. */
function limitsOf(ctx: RuleContext<Options>): { readonly limit: Duration; readonly slow: Duration | null } {
  const terms = ctx.stageTerms;
  if (terms?.isLearnt && terms.learnt) {
    const days = (count: number): Duration => ({ unit: 'day', count });
    return { limit: days(terms.learnt.failDays), slow: days(terms.learnt.warnDays) };
  }
  return { limit: terms?.limit ?? terms?.workingLimit ?? ctx.options.limit, slow: null };
}

/** When a stay becomes slow and when too long (epoch ms). */
function turnsOf(since: TimeValue, ctx: RuleContext<Options>) {
  const { limit, slow } = limitsOf(ctx);
  return { slowAt: slow && tooLongAt(since, slow, null, ctx), overAt: tooLongAt(since, limit, null, ctx) };
}

function sinceOf(record: CrmRecord, ctx: RuleContext<Options>): TimeValue | null {
  const entered = timeOf(fieldOf(record, 'stageEnteredAt'));
  return entered && ctx.stage && staysSince(ctx.stage.id, entered, record);
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
    messages: {
      stuck: 'The deal has been in "{{stage}}" since {{date}}: {{days}}, and the limit is {{limit}}.',
      stuckAgain: 'The deal is back in "{{stage}}" since {{date}}: {{days}} in all, and the limit is {{limit}}.',
      slow: 'The deal has been in "{{stage}}" for {{days}}; three in four won deals had left it by then.',
    },
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
        {
          title: 'back in a stage where it had spent two months',
          object: 'deal',
          fields: {
            stageVisits: 'proposal 2024-01-10..2024-03-10;negotiation 2024-03-10..2024-04-01;proposal 2024-04-01..',
          },
        },
        {
          title: 'slower than three in four won deals',
          object: 'deal',
          fields: {},
          around: { learntDays: [8, 20] },
        },
      ],
    },
  },
  reads: () => ({ own: ['stageEnteredAt', 'stageVisits', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx, stage) => {
    const field = fieldOf(record, 'stageEnteredAt');
    if (field.is === 'unknown') return unknownBecause('stageEnteredAt', record, ctx);
    const [entered, since] = [timeOf(field), sinceOf(record, ctx)];
    if (entered === null || since === null) return entryUnknown;
    const { slowAt, overAt } = turnsOf(since, ctx);
    const date = dateText(entered, ctx.calendar);
    const data = { stage: stage.label, date, days: daysSince(since, ctx), limit: durationText(limitsOf(ctx).limit) };
    if (ctx.now >= overAt) return fail({ messageId: since === entered ? 'stuck' : 'stuckAgain', field: 'stage', data });
    if (slowAt === null || ctx.now < slowAt) return pass;
    return { is: 'partial', credit: 0.5, reports: [{ messageId: 'slow', field: 'stage', data }] };
  }),
  wakes(record, ctx) {
    const since = ctx.stage?.state === 'open' ? sinceOf(record, ctx) : null;
    if (since === null) return null;
    const { slowAt, overAt } = turnsOf(since, ctx);
    const ahead = [overAt, ...(slowAt === null ? [] : [slowAt])].filter((at) => at > ctx.now);
    return ahead.length === 0 ? null : Math.min(...ahead);
  },
});
