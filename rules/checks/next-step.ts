import type { CrmRecord } from '../../src/model/record.ts';
import type { RuleContext } from '../../src/model/rule.ts';
import { bookedTimes } from './activity.ts';
import { fieldOf, timeOf } from './field.ts';

/**
 * The instant until which a dated next step lies ahead: the end of the day of the planned activity, or the beginning
 * of the last meeting that is booked. Null where nothing lies ahead.
 */
export function aheadUntil(record: CrmRecord, ctx: RuleContext<unknown>): number | null {
  const planned = timeOf(fieldOf(record, 'nextActivityAt'));
  const ends = bookedTimes(record, ctx);
  if (planned !== null) ends.push(ctx.calendar.startOf(ctx.calendar.day(planned) + 1));
  const last = Math.max(...ends, Number.NEGATIVE_INFINITY);
  return last > ctx.now ? last : null;
}
