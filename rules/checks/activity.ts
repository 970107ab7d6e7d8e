import { becomesOlderAt, type CalendarDuration } from '../../src/model/duration.ts';
import type { CrmRecord, TimeValue } from '../../src/model/record.ts';
import type { RuleContext } from '../../src/model/rule.ts';
import { wakesWhenOlder } from './age.ts';
import { fieldOf } from './field.ts';

/** The instant at which a time begins: a date alone begins at its midnight in the agreement's zone. */
function beginsAt(time: TimeValue, ctx: RuleContext<unknown>): number {
  return time.precision === 'day' ? ctx.calendar.startOf(ctx.calendar.day(time)) : time.ms;
}

function activitiesOf(record: CrmRecord): readonly TimeValue[] {
  const field = fieldOf(record, 'activityTimes');
  return field.is === 'value' ? (field.value as readonly TimeValue[]) : [];
}

/** The last human activity up to now; one that is still to come (a booked meeting) does not count yet. */
export function lastActivity(record: CrmRecord, ctx: RuleContext<unknown>): TimeValue | null {
  let last: TimeValue | null = null;
  for (const time of activitiesOf(record))
    if (beginsAt(time, ctx) <= ctx.now && (last === null || beginsAt(time, ctx) > beginsAt(last, ctx))) last = time;
  return last;
}

/** Whether the last activity cannot be told: not known, or unreadable. */
export function isActivityUnknown(record: CrmRecord): boolean {
  const { is } = fieldOf(record, 'activityTimes');
  return is === 'unknown' || is === 'invalid';
}

/** The beginnings (epoch ms, rising) of activities that are still to come. */
export function bookedTimes(record: CrmRecord, ctx: RuleContext<unknown>): number[] {
  return activitiesOf(record)
    .map((time) => beginsAt(time, ctx))
    .filter((begins) => begins > ctx.now)
    .sort((a, b) => a - b);
}

/** When a verdict about silence since a time changes: where the limit is passed, or a booked meeting ends the silence. */
export function wakesWhenQuiet(
  since: TimeValue | null,
  limit: CalendarDuration,
  record: CrmRecord,
  ctx: RuleContext<unknown>,
): number | null {
  const booked = activitiesOf(record)
    .filter((time) => beginsAt(time, ctx) > ctx.now)
    .sort((a, b) => beginsAt(a, ctx) - beginsAt(b, ctx));
  let quietAt = since === null ? null : wakesWhenOlder(since, limit, ctx);
  if (quietAt === null) return booked[0] ? beginsAt(booked[0], ctx) : null;
  for (const time of booked) {
    if (beginsAt(time, ctx) >= quietAt) break;
    quietAt = becomesOlderAt(time, limit, ctx.calendar);
  }
  return quietAt;
}
