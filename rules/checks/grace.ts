import { type CalendarDuration, durationOption, lastDayWithin } from '../../src/model/duration.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { notApplicable, type Rule, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { fieldOf, timeOf } from './field.ts';

/** Options of every completeness rule: a new record may be incomplete for a while. */
export interface GraceOptions {
  readonly grace: CalendarDuration;
}

/** The option `grace` as completeness rules declare it. */
export const graceOption = durationOption('7 days');

/** The judgement of a rule, apart from when it begins to apply. */
export type Judge<O> = (record: CrmRecord, ctx: RuleContext<O>) => Verdict;

/** The first calendar day without grace; null where the creation date is not known, which exempts from nothing. */
export function graceEndDay(record: CrmRecord, ctx: RuleContext<GraceOptions>): number | null {
  const created = timeOf(fieldOf(record, 'createdAt'));
  return created === null ? null : lastDayWithin(ctx.calendar.day(created), ctx.options.grace);
}

/**
 * Check and wake of a completeness rule: silent during the grace, and woken at the midnight that ends it, unless
 * the rule would have nothing to say then either.
 */
export function afterGrace<O extends GraceOptions>(judge: Judge<O>): Required<Pick<Rule<O>, 'check' | 'wakes'>> {
  return {
    check(record, ctx) {
      const end = graceEndDay(record, ctx);
      return end !== null && ctx.today < end ? notApplicable : judge(record, ctx);
    },
    wakes(record, ctx) {
      const end = graceEndDay(record, ctx);
      if (end === null || ctx.today >= end || judge(record, ctx).is === 'not applicable') return null;
      return ctx.calendar.startOf(end);
    },
  };
}
