import { type CalendarDuration, dateText, isOlderThan } from '../../src/model/duration.ts';
import type { CrmRecord, TimeValue } from '../../src/model/record.ts';
import { fail, pass, type RuleContext, unknown, type Verdict } from '../../src/model/rule.ts';
import { isActivityUnknown, lastActivity } from './activity.ts';
import { daysSince } from './age.ts';
import { fieldOf, timeOf, unknownBecause } from './field.ts';

const noDate = unknown('neither an activity nor the creation date is known');

/** The later of last activity and creation: a new record is not blamed for the silence before it existed. */
export function quietSince(record: CrmRecord, ctx: RuleContext<unknown>): TimeValue | null {
  const activity = lastActivity(record, ctx);
  const created = timeOf(fieldOf(record, 'createdAt'));
  if (activity === null || created === null) return activity ?? created;
  return ctx.calendar.day(activity) >= ctx.calendar.day(created) ? activity : created;
}

/** Asks for a human activity within a limit; the reports `quiet` and `never` carry `date` and `days`. */
export function requireActivity(record: CrmRecord, ctx: RuleContext<unknown>, limit: CalendarDuration): Verdict {
  const since = quietSince(record, ctx);
  if (since !== null && !isOlderThan(since, limit, ctx.today, ctx.calendar)) return pass;
  if (isActivityUnknown(record)) return unknownBecause('activityTimes', record, ctx);
  if (since === null) return noDate;
  const messageId = since === lastActivity(record, ctx) ? 'quiet' : 'never';
  const data = { date: dateText(since, ctx.calendar), days: daysSince(since, ctx) };
  return fail({ messageId, field: 'activityTimes', data });
}
