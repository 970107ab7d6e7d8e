import { becomesOlderAt, type CalendarDuration, durationText } from '../../src/model/duration.ts';
import type { TimeValue } from '../../src/model/record.ts';
import type { RuleContext } from '../../src/model/rule.ts';

/** `1 day`, `41 days`: whole calendar days since a time, in the agreement's zone. */
export function daysSince(time: TimeValue, ctx: RuleContext<unknown>): string {
  return durationText({ unit: 'day', count: ctx.today - ctx.calendar.day(time) });
}

/** When a time becomes older than a duration, if that is still to come. */
export function wakesWhenOlder(time: TimeValue, limit: CalendarDuration, ctx: RuleContext<unknown>): number | null {
  const at = becomesOlderAt(time, limit, ctx.calendar);
  return at > ctx.now ? at : null;
}
