import { z } from 'zod';
import { type CalendarDuration, durationOption, isOlderThan } from '../../src/model/duration.ts';
import type { CrmRecord, TimeValue } from '../../src/model/record.ts';
import { defineRule, notApplicable, type RuleContext, unknown, type Verdict } from '../../src/model/rule.ts';
import { wakesWhenOlder } from '../checks/age.ts';
import { fieldOf, timeOf } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { requireField } from '../checks/presence.ts';

interface Options extends GraceOptions {
  /** How far back lost deals are looked at; afterwards nobody remembers the reason. */
  readonly within: CalendarDuration;
}

const dateUnknown = unknown('when the deal was lost is not known');
const stageUnknown = unknown('stage of the deal is not known');

/** When the deal was lost: both CRMs set the close date then; the entry into the stage where there is none. */
function lostAt(record: CrmRecord): TimeValue | null {
  return timeOf(fieldOf(record, 'closeDate')) ?? timeOf(fieldOf(record, 'stageEnteredAt'));
}

function judge(record: CrmRecord, ctx: RuleContext<Options>): Verdict {
  if (ctx.stage === null) return stageUnknown;
  if (ctx.stage.state !== 'lost') return notApplicable;
  // Where the CRM keeps no reason, a closed deal is left alone: "not known" alone would give it health fields.
  if (fieldOf(record, 'lossReason').is === 'unknown') return notApplicable;
  const lost = lostAt(record);
  if (lost === null) return dateUnknown;
  if (isOlderThan(lost, ctx.options.within, ctx.today, ctx.calendar)) return notApplicable;
  return requireField(record, ctx, 'lossReason');
}

const graced = afterGrace<Options>(judge);

/** A deal was lost, and nobody says why. The one rule about closed deals. */
export const lostWithoutReason = defineRule<Options>({
  meta: {
    id: 'deal/lost-without-reason',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption, within: durationOption('90 days') }),
    messages: { missing: 'The deal is lost, but the loss reason is {{found}}.' },
    docs: {
      summary: 'A deal that was lost lately has a loss reason.',
      why: 'What the lost deals lacked is half of the answer to whom to sell to; weeks later nobody can tell any more.',
      remedy: 'Enter the main reason the buyer gave.',
      flag: 'Loss reason missing',
    },
    examples: {
      passes: [
        {
          title: 'with a reason',
          object: 'deal',
          fields: { stage: 'lost', closeDate: '2024-04-02', lossReason: 'Price' },
        },
        { title: 'lost last year', object: 'deal', fields: { stage: 'lost', closeDate: '2023-11-02' } },
        { title: 'won', object: 'deal', fields: { stage: 'won', closeDate: '2024-04-02' } },
      ],
      fails: [
        { title: 'empty', object: 'deal', fields: { stage: 'lost', closeDate: '2024-04-02' } },
        {
          title: 'a placeholder',
          object: 'deal',
          fields: { stage: 'lost', closeDate: '2024-04-02', lossReason: 'n/a' },
        },
        { title: 'lost three months ago', object: 'deal', fields: { stage: 'lost', closeDate: '2024-01-12' } },
      ],
    },
  },
  reads: () => ({ own: ['lossReason', 'closeDate', 'stageEnteredAt', 'pipeline', 'stage', 'createdAt'], related: [] }),
  check: graced.check,
  wakes(record, ctx) {
    const verdict = judge(record, ctx);
    const lost = lostAt(record);
    if (lost === null || (verdict.is !== 'pass' && verdict.is !== 'fail')) return graced.wakes(record, ctx);
    return graced.wakes(record, ctx) ?? wakesWhenOlder(lost, ctx.options.within, ctx);
  },
});
